// Three kinds of keys: AWS's own, the one that AWS manages for you, and yours. The same deeds are tried on each.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';
import { allowing } from '../../src/scenario/phrases.ts';

const BUCKET = 'sales-reports';
const OBJECT = 'report.csv';
const report = utf8('order_id,amount\n1,9.99\n');
const place = { Bucket: BUCKET, Key: OBJECT };

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
    policies: [allowing('reads-reports', ['s3:GetObject'])],
  },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const world = { seed: 'whose-key', names: [{ of: report, name: OBJECT }], cast } as const;

const bucket = { call: 's3:CreateBucket', input: { Bucket: BUCKET } } as const;

const putManaged = {
  id: 'put',
  as: 'etl',
  call: 's3:PutObject',
  input: { ...place, Body: report, ServerSideEncryption: 'aws:kms' },
} as const;

const putCustomer = {
  id: 'put',
  as: 'etl',
  call: 's3:PutObject',
  input: {
    ...place,
    Body: report,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: ref('key.KeyMetadata.Arn'),
  },
} as const;

const read = { id: 'read', as: 'reader', call: 's3:GetObject', input: place } as const;

export default defineScenarios({
  managed: {
    ...world,
    title: 'A key that AWS manages',
    before: [bucket],
    steps: [
      {
        ...putManaged,
        beats: { 1: 'Your ETL job stores a report, and asks for `aws:kms`. It names **no** key.' },
        say: 'Nobody had made a key, so AWS made one: `alias/aws/s3`, an **AWS managed key** of your account.',
      },
      {
        ...read,
        beats: {
          1: 'Another job reads the report. It may `s3:GetObject`, and **nothing** of KMS.',
        },
        say: 'The report comes back. The key policy of `aws/s3` lets in everybody of the account who comes through S3.',
        predict: {
          ask: 'Another job may read objects of S3 and has no permission for KMS at all. What comes of `GetObject`?',
          options: [
            { text: 'The report', expect: 'ok' },
            { text: 'AccessDenied: it lacks kms:Decrypt', expect: 'AccessDenied' },
          ],
        },
      },
      {
        id: 'disable',
        as: 'admin',
        call: 'kms:DisableKey',
        input: { KeyId: ref('put.SSEKMSKeyId') },
        beats: { 1: 'An administrator with every permission wants to switch this key off.' },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. You may look at an AWS managed key. You cannot change it.',
      },
    ],
    whatIfs: [
      {
        id: 'owned',
        label: 'What if the job does not ask for KMS?',
        at: 'put',
        steps: [
          {
            id: 'put',
            as: 'etl',
            call: 's3:PutObject',
            input: { ...place, Body: report },
            beats: { 1: 'Your ETL job stores the report, and says nothing about encryption.' },
            say: 'S3 encrypts it all the same, under a key that **AWS owns**. KMS is not asked, and its log has no record.',
          },
        ],
      },
      {
        id: 'policy',
        label: 'What if the administrator wants to share the key?',
        at: 'disable',
        steps: [
          {
            id: 'policy',
            as: 'admin',
            call: 'kms:PutKeyPolicy',
            input: {
              KeyId: ref('put.SSEKMSKeyId'),
              Policy: JSON.stringify({
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
              }),
            },
            beats: {
              1: 'The administrator writes a new key policy, which would let in a partner.',
            },
            expect: 'AccessDeniedException',
            say: 'KMS refuses: `AccessDeniedException`. So an AWS managed key can never be shared with another account.',
          },
        ],
      },
    ],
  },

  customer: {
    ...world,
    title: 'A key of your own',
    before: [
      bucket,
      { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
    ],
    steps: [
      {
        ...putCustomer,
        beats: { 1: 'The same report again. Now the job names a **customer managed key**.' },
        say: 'The report is stored, encrypted under a key that you made.',
      },
      {
        ...read,
        expect: 'AccessDenied',
        say: 'S3 answers `AccessDenied`. The job may read the object, but not use **this** key.',
        predict: {
          ask: 'The same job as before, with `s3:GetObject` alone. What comes of it now?',
          options: [
            { text: 'The report, as before', expect: 'ok' },
            { text: 'AccessDenied: it lacks kms:Decrypt', expect: 'AccessDenied' },
          ],
        },
      },
      {
        id: 'disable',
        as: 'admin',
        call: 'kms:DisableKey',
        input: { KeyId: ref('key.KeyMetadata.KeyId') },
        beats: { 1: 'The administrator switches your key off.' },
        say: 'Done. A key of your own is yours to disable, to rotate, to share and to delete.',
      },
      {
        id: 'etl-read',
        as: 'etl',
        call: 's3:GetObject',
        input: place,
        beats: { 1: 'Your ETL job, which has every permission it needs, reads the report.' },
        expect: 'KMS.DisabledException',
        say: 'No report: `KMS.DisabledException`. With your own key you hold the switch, and the blame.',
      },
    ],
    whatIfs: [
      {
        id: 'rotate',
        label: 'What if new key material shall come every 90 days?',
        at: 'disable',
        steps: [
          {
            id: 'rotate',
            as: 'admin',
            call: 'kms:EnableKeyRotation',
            input: { KeyId: ref('key.KeyMetadata.KeyId'), RotationPeriodInDays: 90 },
            beats: {
              1: 'The administrator switches on automatic rotation, with a period of 90 days.',
            },
            say: 'Done. The period of an AWS managed key could not be chosen.',
          },
        ],
      },
    ],
  },
});
