// S3 Bucket Keys: fewer requests to KMS, another encryption context, and what breaks with it.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';
import { allowing, foundEvents, lookUpEvents } from '../../src/scenario/phrases.ts';

const BUCKET = 'sales-reports';
const monday = utf8('order_id,amount\n1,9.99\n');
const tuesday = utf8('order_id,amount\n2,4.50\n');

const cast = {
  etl: {
    is: 'role/etl',
    label: 'Your ETL job',
    policies: [
      allowing('works', ['s3:PutObject', 's3:GetObject', 'kms:GenerateDataKey', 'kms:Decrypt']),
    ],
  },
  reader: {
    is: 'role/reporting',
    label: 'Another job',
    policies: [
      allowing('reads', ['s3:GetObject']),
      allowing('opens-monday', ['kms:Decrypt'], {
        StringEquals: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${BUCKET}/monday.csv` },
      }),
    ],
  },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
  auditor: {
    is: 'user/auditor',
    label: 'An auditor',
    kind: 'person',
    policies: [allowing('reads-the-log', ['cloudtrail:LookupEvents'])],
  },
} as const;

const key = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 's3:CreateBucket', input: { Bucket: BUCKET } },
] as const;

const defaultKey = {
  call: 's3:PutBucketEncryption',
  input: {
    Bucket: BUCKET,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: ref('key.KeyMetadata.Arn'),
          },
          BucketKeyEnabled: false,
        },
      ],
    },
  },
} as const;

const bucketKey = {
  id: 'bucket-key',
  as: 'admin',
  call: 's3:PutBucketEncryption',
  input: {
    Bucket: BUCKET,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: ref('key.KeyMetadata.Arn'),
          },
          BucketKeyEnabled: true,
        },
      ],
    },
  },
} as const;

const putMonday = {
  id: 'monday',
  as: 'etl',
  call: 's3:PutObject',
  input: { Bucket: BUCKET, Key: 'monday.csv', Body: monday },
} as const;

const putTuesday = {
  id: 'tuesday',
  as: 'etl',
  call: 's3:PutObject',
  input: { Bucket: BUCKET, Key: 'tuesday.csv', Body: tuesday },
} as const;

const readMonday = {
  id: 'read',
  as: 'reader',
  call: 's3:GetObject',
  input: { Bucket: BUCKET, Key: 'monday.csv' },
} as const;

const world = {
  seed: 'bucket-keys',
  names: [
    { of: monday, name: 'monday.csv' },
    { of: tuesday, name: 'tuesday.csv' },
  ],
  cast,
} as const;

export default defineScenarios({
  each: {
    ...world,
    title: 'A request for each object',
    before: [...key, defaultKey],
    steps: [
      {
        ...putMonday,
        say: 'One object stored, **one** request to KMS. The context names the object.',
      },
      {
        ...putTuesday,
        say: 'Another object, another request. Ten thousand objects are ten thousand requests, and each is on the bill.',
      },
      {
        ...readMonday,
        beats: {
          1: 'Another job reads Monday’s orders. Its policy lets it `Decrypt` for **this object** only.',
        },
        say: 'The orders come back. Reading is a request to KMS, too: `Decrypt`, with the object in the context.',
      },
    ],
  },

  shared: {
    ...world,
    title: 'One key for the bucket',
    before: [...key, defaultKey],
    steps: [
      {
        ...bucketKey,
        beats: { 1: 'An administrator switches on the **S3 Bucket Key**.' },
        say: 'From now on S3 asks KMS for a key for the *bucket*, and makes the keys of objects from it by itself.',
      },
      {
        ...putMonday,
        say: 'One request to KMS. The context names the **bucket** now; S3 keeps the Bucket Key in memory for a while.',
      },
      {
        ...putTuesday,
        say: 'Stored, and KMS was **not** asked. S3 had the Bucket Key in memory.',
        predict: {
          ask: 'A second object goes into the same bucket a moment later. What does KMS see of it?',
          options: [
            {
              text: 'A GenerateDataKey, as for the first',
              expect: { trail: [{ eventName: 'GenerateDataKey' }] },
            },
            { text: 'Nothing', expect: { trail: [] } },
          ],
        },
      },
      {
        ...lookUpEvents('auditor', 'audit', 'EventName', 'GenerateDataKey'),
        beats: { 1: 'The auditor asks the log which data keys were made.' },
        expect: foundEvents({ Username: 'glassbox' }),
        say: 'One record for two objects, and in it the name of the bucket alone. Which objects? The log of KMS cannot say.',
      },
      {
        ...readMonday,
        beats: {
          1: 'The other job reads Monday’s orders, as yesterday. Its policy has not changed.',
        },
        expect: 'AccessDenied',
        say: 'S3 answers `AccessDenied`. The policy names the *object’s* ARN, and the context is now the **bucket’s**.',
        predict: {
          ask: 'The job’s policy allows `kms:Decrypt` where the context names the object. Does it still read it?',
          options: [
            { text: 'Yes, nothing has changed for readers', expect: 'ok' },
            { text: 'No: AccessDenied', expect: 'AccessDenied' },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'later',
        label: 'What if the second object comes an hour later?',
        at: 'tuesday',
        steps: [
          {
            as: 'admin',
            wait: 3_600_000,
            say: 'An hour passes. S3 wipes the Bucket Key from memory after a limited time.',
          },
          {
            ...putTuesday,
            say: 'S3 had to ask KMS again. A busy bucket asks rarely; one with an upload an hour saves nothing.',
          },
        ],
      },
    ],
  },
});
