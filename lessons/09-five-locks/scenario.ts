// One object, locked in each way that S3 knows, and the same curious reader before each lock.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';
import { allowing } from '../../src/scenario/phrases.ts';

const BUCKET = 'sales-reports';
const report = utf8('order_id,amount\n1,9.99\n');
const OWN_KEY = { $hex: '5c'.repeat(32) } as const;

const cast = {
  etl: {
    is: 'role/etl',
    label: 'Your ETL job',
    policies: [
      allowing('works', ['s3:PutObject', 's3:GetObject', 'kms:GenerateDataKey', 'kms:Decrypt']),
    ],
  },
  curious: {
    is: 'role/reporting',
    label: 'A curious reader',
    policies: [allowing('reads-reports', ['s3:GetObject'])],
  },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const world = {
  seed: 'five-locks',
  names: [{ of: report, name: 'report.csv' }],
  cast,
  before: [
    { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
    { call: 's3:CreateBucket', input: { Bucket: BUCKET } },
  ],
} as const;

const KEY = ref('key.KeyMetadata.Arn');

const sseC = {
  id: 'sse-c',
  as: 'etl',
  call: 's3:PutObject',
  input: {
    Bucket: BUCKET,
    Key: 'sse-c.csv',
    Body: report,
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: OWN_KEY,
  },
} as const;

export default defineScenarios({
  locks: {
    ...world,
    title: 'Locks that S3 turns',
    steps: [
      {
        id: 'sse-s3',
        as: 'etl',
        call: 's3:PutObject',
        input: { Bucket: BUCKET, Key: 'sse-s3.csv', Body: report },
        beats: { 1: 'Your ETL job stores the report and asks for nothing: **SSE-S3**.' },
        say: 'S3 encrypts the report under a key of its own. KMS is not asked.',
      },
      {
        id: 'read-s3',
        as: 'curious',
        call: 's3:GetObject',
        input: { Bucket: BUCKET, Key: 'sse-s3.csv' },
        beats: { 1: 'A curious reader, who may `s3:GetObject` and nothing else, asks for it.' },
        say: 'The report comes back, in plaintext. SSE-S3 stops who carries a disk away, and nobody who may ask S3.',
      },
      {
        id: 'sse-kms',
        as: 'etl',
        call: 's3:PutObject',
        input: {
          Bucket: BUCKET,
          Key: 'sse-kms.csv',
          Body: report,
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: KEY,
        },
        beats: { 1: 'The same report with **SSE-KMS**, under a customer managed key.' },
        say: 'S3 asked KMS for a data key, encrypted the report, and keeps the encrypted data key beside it.',
      },
      {
        id: 'read-kms',
        as: 'curious',
        call: 's3:GetObject',
        input: { Bucket: BUCKET, Key: 'sse-kms.csv' },
        expect: 'AccessDenied',
        say: 'S3 answers `AccessDenied`: the reader may not `kms:Decrypt`. And the refusal is in the log.',
        predict: {
          ask: 'The same reader, with `s3:GetObject` alone, asks for the object under SSE-KMS. What comes?',
          options: [
            { text: 'The report: s3:GetObject is enough', expect: 'ok' },
            { text: 'AccessDenied: the key has its own lock', expect: 'AccessDenied' },
            { text: 'The encrypted bytes', expect: { output: { Body: { bytes: 38 } } } },
          ],
        },
      },
      {
        id: 'dsse',
        as: 'etl',
        call: 's3:PutObject',
        input: {
          Bucket: BUCKET,
          Key: 'dsse.csv',
          Body: report,
          ServerSideEncryption: 'aws:kms:dsse',
          SSEKMSKeyId: KEY,
        },
        beats: { 1: 'Now **DSSE-KMS**, for rules that ask for two layers of encryption.' },
        say: 'Two data keys, two layers, one inside the other. The rest is as with SSE-KMS.',
      },
    ],
    whatIfs: [
      {
        id: 'outage',
        label: 'What if somebody disables the key?',
        at: 'read-kms',
        steps: [
          {
            id: 'disable',
            as: 'admin',
            call: 'kms:DisableKey',
            input: { KeyId: ref('key.KeyMetadata.KeyId') },
            say: 'The key of the report is switched off.',
          },
          {
            id: 'read-disabled',
            as: 'etl',
            call: 's3:GetObject',
            input: { Bucket: BUCKET, Key: 'sse-kms.csv' },
            expect: 'KMS.DisabledException',
            say: 'Nobody reads it now, not even the job that wrote it. What SSE-S3 locked could still be read.',
          },
        ],
      },
    ],
  },

  own: {
    ...world,
    title: 'Locks that you turn',
    steps: [
      {
        ...sseC,
        beats: {
          1: 'With **SSE-C** the job sends a key of its own along, for S3 to use and forget.',
        },
        expect: 'AccessDenied',
        say: 'S3 answers `AccessDenied`. Since April 2026 new buckets **block** SSE-C until somebody allows it.',
        predict: {
          ask: 'The bucket is new, and nobody has changed its settings. What comes of a `PutObject` with SSE-C?',
          options: [
            { text: 'The report is stored', expect: 'ok' },
            { text: 'AccessDenied: the bucket blocks it', expect: 'AccessDenied' },
          ],
        },
      },
      {
        id: 'message',
        as: 'etl',
        call: 'app:EncryptMessage',
        input: {
          KeyIds: [KEY],
          Plaintext: report,
          AlgorithmSuite: 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY',
        },
        beats: {
          1: '**Client-side**: the job encrypts *before* it sends. It asks KMS itself for a data key.',
        },
        say: 'One message: the encrypted report, and in its head the encrypted data key. The plaintext key is wiped.',
      },
      {
        id: 'client',
        as: 'etl',
        call: 's3:PutObject',
        input: { Bucket: BUCKET, Key: 'client.enc', Body: ref('message.Message') },
        beats: { 1: 'Only now the job calls S3, and sends the message.' },
        say: 'S3 stores what it cannot read. That it adds a lock of its own changes nothing.',
      },
      {
        id: 'read-client',
        as: 'curious',
        call: 's3:GetObject',
        input: { Bucket: BUCKET, Key: 'client.enc' },
        beats: { 1: 'The curious reader fetches the object. `s3:GetObject` is enough for that.' },
        say: 'What comes back is the **message**, encrypted. To open it the reader would have to ask KMS.',
      },
    ],
    whatIfs: [
      {
        id: 'allowed',
        label: 'What if the administrator allows SSE-C?',
        at: 'sse-c',
        steps: [
          {
            id: 'allow',
            as: 'admin',
            call: 's3:PutBucketEncryption',
            input: {
              Bucket: BUCKET,
              ServerSideEncryptionConfiguration: {
                Rules: [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }],
              },
            },
            beats: { 1: 'The administrator lets SSE-C into this bucket.' },
            say: 'The bucket blocks nothing any more.',
          },
          {
            ...sseC,
            say: 'S3 encrypted the report with the key that came along, and **forgot** the key.',
          },
          {
            id: 'without-key',
            as: 'etl',
            call: 's3:GetObject',
            input: { Bucket: BUCKET, Key: 'sse-c.csv' },
            expect: 'InvalidRequest',
            say: 'Without the key: `InvalidRequest`. If you lose it, nobody can open the report, AWS least of all.',
          },
        ],
      },
    ],
  },
});
