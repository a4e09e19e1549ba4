// Calls to a key leave records: who, when, which key, which context, and whether it was refused. The records are
// looked through, and neither plaintext nor ciphertext is in them.

import { defineScenarios, ref, sample, zeros } from '../../src/scenario/define.ts';
import { allowing, foundEvents, lookUpEvents } from '../../src/scenario/phrases.ts';

const KEY = 'alias/app';
const BUCKET = 'sales-reports';
const OBJECT = 'report.csv';
const report = sample(65_536);
const context = { dataset: 'sales' };

const cast = {
  etl: {
    is: 'role/etl',
    label: 'Your ETL job',
    policies: [allowing('uses-the-key', ['kms:GenerateDataKey', 'kms:Decrypt', 's3:PutObject'])],
  },
  reader: {
    is: 'role/reporting',
    label: 'Another job',
    policies: [allowing('reads-reports', ['kms:Decrypt', 's3:GetObject'])],
  },
  ana: { is: 'user/ana', label: 'Ana, an analyst', kind: 'person' },
  auditor: {
    is: 'user/auditor',
    label: 'An auditor',
    kind: 'person',
    policies: [allowing('reads-the-log', ['cloudtrail:LookupEvents'])],
  },
} as const;

const world = { seed: 'the-receipt', names: [{ of: report, name: OBJECT }], cast } as const;

const key = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 'kms:CreateAlias', input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') } },
] as const;

const dataKey = {
  id: 'data-key',
  as: 'etl',
  call: 'kms:GenerateDataKey',
  input: { KeyId: KEY, KeySpec: 'AES_256', EncryptionContext: context },
} as const;

const forget = {
  as: 'etl',
  call: 'app:Forget',
  input: { What: ref('data-key.Plaintext') },
} as const;

const decrypt = {
  id: 'decrypt',
  as: 'reader',
  call: 'kms:Decrypt',
  input: { CiphertextBlob: ref('data-key.CiphertextBlob'), EncryptionContext: context },
} as const;

const refused = { ...decrypt, id: 'refused', as: 'ana', expect: 'AccessDeniedException' } as const;

export default defineScenarios({
  receipts: {
    ...world,
    title: 'Three calls, and what the log keeps of each',
    before: key,
    steps: [
      {
        ...dataKey,
        say: 'The job has its data key. CloudTrail has a record: who, when, which key, which context.',
      },
      {
        ...decrypt,
        say: 'The data key comes back. The record names the caller, the key and the context, and holds **no** key.',
        predict: {
          ask: 'Another job has a data key decrypted. What of this call will stand in the log?',
          options: [
            {
              text: 'Also what came back: the data key',
              expect: { trail: [{ eventName: 'Decrypt', responseElements: {} }] },
            },
            {
              text: 'Also what was sent: the encrypted data key',
              expect: { trail: [{ requestParameters: { ciphertextBlob: {} } }] },
            },
            {
              text: 'Who and when, which key and which context',
              expect: {
                trail: [
                  {
                    eventName: 'Decrypt',
                    requestParameters: { encryptionContext: context, ciphertextBlob: undefined },
                    responseElements: null,
                  },
                ],
              },
            },
          ],
        },
      },
      {
        ...refused,
        beats: { 1: 'Ana has a copy of the encrypted data key, and tries the same: `Decrypt`.' },
        say: 'KMS refuses: `AccessDeniedException`. The log has a record of this, too, with `errorCode` **AccessDenied**.',
      },
    ],
    whatIfs: [
      {
        id: 'malformed',
        label: 'What if Ana’s request is malformed?',
        at: 'refused',
        steps: [
          {
            id: 'malformed',
            as: 'ana',
            call: 'kms:Decrypt',
            input: { CiphertextBlob: zeros(6145) },
            beats: {
              1: 'Ana sends a ciphertext of 6,145 bytes. {{limit:kms.Decrypt.CiphertextBlob.max}} are the most.',
            },
            expect: 'ValidationException',
            say: 'KMS refuses: `ValidationException`. This one leaves **no** record: KMS asked no policy and looked up no key.',
          },
        ],
      },
    ],
  },

  search: {
    ...world,
    title: 'An auditor looks for who decrypted',
    before: [...key, dataKey, forget, decrypt, refused],
    steps: [
      {
        ...lookUpEvents('auditor', 'decrypts', 'EventName', 'Decrypt'),
        beats: { 1: 'An auditor asks CloudTrail for every event of the name `Decrypt`.' },
        expect: foundEvents({ Username: 'ana' }, { Username: 'glassbox' }),
        say: 'Two events, the newest first: Ana’s, with `errorCode` AccessDenied, and that of the other job.',
      },
      {
        ...lookUpEvents('auditor', 'hers', 'Username', 'ana'),
        beats: { 1: 'The auditor asks for all that **Ana** did: `Username` is `ana`.' },
        expect: foundEvents({ EventName: 'Decrypt' }),
        say: 'One event: the `Decrypt` that was refused. Ana tried once, and got nothing.',
      },
    ],
    whatIfs: [
      {
        id: 'elsewhere',
        label: 'What if the auditor looks in another Region?',
        at: 'hers',
        steps: [
          {
            ...lookUpEvents('auditor', 'hers', 'Username', 'ana'),
            region: 'eu-west-1',
            beats: { 1: 'The auditor asks the same of CloudTrail in `eu-west-1`.' },
            expect: foundEvents(),
            say: 'No event. The calls went to KMS in `us-east-1`, and the event history of a Region shows that Region.',
          },
        ],
      },
      {
        id: 'late',
        label: 'What if the auditor looks after 91 days?',
        at: 'hers',
        steps: [
          { as: 'auditor', wait: 91 * 86_400_000, say: 'Ninety-one days pass.' },
          {
            ...lookUpEvents('auditor', 'hers', 'Username', 'ana'),
            beats: { 1: 'The auditor asks for all that **Ana** did: `Username` is `ana`.' },
            expect: foundEvents(),
            say: 'No event. The event history goes back 90 days; a **trail** would have kept the record in a bucket.',
          },
        ],
      },
    ],
  },

  through: {
    ...world,
    title: 'S3 asks KMS for somebody else',
    before: [
      ...key,
      { call: 's3:CreateBucket', input: { Bucket: BUCKET } },
      {
        as: 'etl',
        call: 's3:PutObject',
        input: {
          Bucket: BUCKET,
          Key: OBJECT,
          Body: report,
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: ref('key.KeyMetadata.Arn'),
        },
      },
      { as: 'etl', call: 'app:Forget', input: { What: report } },
    ],
    steps: [
      {
        id: 'get',
        as: 'reader',
        call: 's3:GetObject',
        input: { Bucket: BUCKET, Key: OBJECT },
        say: 'The job has the report. It sent nothing to KMS itself, and yet the record of `Decrypt` bears **its** name.',
        predict: {
          ask: 'The job asks S3 for a report, and S3 asks KMS to decrypt. Whom will the record of `Decrypt` name?',
          options: [
            {
              text: 'Amazon S3, which sent the request',
              expect: { trail: [{ eventName: 'Decrypt', userIdentity: { type: 'AWSService' } }] },
            },
            {
              text: 'The job, and S3 as the way it came',
              expect: {
                trail: [
                  {
                    eventName: 'Decrypt',
                    userIdentity: {
                      sessionContext: { sessionIssuer: { userName: 'reporting' } },
                      invokedBy: 'fas.s3.amazonaws.com',
                    },
                  },
                ],
              },
            },
            {
              text: 'The ETL job, which stored the report',
              expect: {
                trail: [
                  {
                    eventName: 'Decrypt',
                    userIdentity: { sessionContext: { sessionIssuer: { userName: 'etl' } } },
                  },
                ],
              },
            },
          ],
        },
      },
      {
        ...lookUpEvents('auditor', 'who', 'EventName', 'Decrypt'),
        beats: { 1: 'The auditor asks CloudTrail for every event of the name `Decrypt`.' },
        expect: foundEvents({ Username: 'glassbox' }),
        say: 'One event. `userIdentity` names the job, `invokedBy` names S3, and the context names the **report**.',
      },
    ],
  },
});
