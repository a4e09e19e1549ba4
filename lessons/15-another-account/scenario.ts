// Those who come from outside: another account, a service that asks for somebody, and a permission that is given back.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';
import { allowing, decryptOf } from '../../src/scenario/phrases.ts';

const KEY = 'alias/app';
const BUCKET = 'sales-reports';
const OBJECT = 'report.csv';
const PARTNER = '444455556666';
const secret = utf8('the price list');
const report = utf8('order_id,amount\n1,9.99\n');

const cast = {
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
  partner: {
    is: `arn:aws:iam::${PARTNER}:role/partner`,
    label: 'A partner’s job',
    policies: [allowing('decrypts', ['kms:Decrypt'])],
  },
  ana: {
    is: 'user/ana',
    label: 'Ana, an analyst',
    kind: 'person',
    policies: [
      allowing('reads-reports', ['s3:GetObject']),
      allowing('only-through-s3', ['kms:Decrypt', 'kms:GenerateDataKey'], {
        StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      }),
    ],
  },
  night: { is: 'role/night-job', label: 'A night job' },
} as const;

const world = {
  seed: 'another-account',
  names: [
    { of: secret, name: 'price list' },
    { of: report, name: OBJECT },
  ],
  cast,
} as const;

const key = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 'kms:CreateAlias', input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') } },
  {
    id: 'sealed',
    call: 'kms:Encrypt',
    input: { KeyId: ref('key.KeyMetadata.Arn'), Plaintext: secret },
  },
] as const;

const keyPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Our own account',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'The partner may decrypt',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PARTNER}:root` },
      Action: 'kms:Decrypt',
      Resource: '*',
    },
  ],
});

const letIn = {
  id: 'let-in',
  as: 'admin',
  call: 'kms:PutKeyPolicy',
  input: { KeyId: ref('key.KeyMetadata.Arn'), Policy: keyPolicy },
} as const;

const grant = {
  id: 'grant',
  as: 'admin',
  call: 'kms:CreateGrant',
  input: {
    KeyId: ref('key.KeyMetadata.Arn'),
    GranteePrincipal: 'arn:aws:iam::111122223333:role/night-job',
    Operations: ['Decrypt'],
  },
} as const;

export default defineScenarios({
  account: {
    ...world,
    title: 'A job of another account',
    before: key,
    steps: [
      {
        ...decryptOf('partner', 'alone', 'sealed', { KeyId: ref('key.KeyMetadata.Arn') }),
        beats: {
          1: 'A job of account 444455556666 asks to decrypt. **Its own** account’s IAM allows it.',
        },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. The key is ours, and our key policy says nothing of them.',
        predict: {
          ask: 'The partner’s administrator has allowed the job `kms:Decrypt` on every key. Does it open ours?',
          options: [
            { text: 'Yes: its account has allowed it', expect: 'ok' },
            {
              text: 'No: the account of the key must allow it, too',
              expect: 'AccessDeniedException',
            },
          ],
        },
      },
      {
        ...letIn,
        beats: {
          1: 'Our administrator adds a statement to the key policy: account 444455556666 may decrypt.',
        },
        say: 'The key policy has changed. It names their **account**, so their IAM decides who of them may.',
      },
      {
        ...decryptOf('partner', 'both', 'sealed', { KeyId: ref('key.KeyMetadata.Arn') }),
        say: 'The price list comes back. Both accounts have said yes: our key policy, and their IAM.',
      },
    ],
    whatIfs: [
      {
        id: 'half',
        label: 'What if their IAM says nothing?',
        at: 'both',
        steps: [
          {
            ...decryptOf('partner', 'half', 'sealed', { KeyId: ref('key.KeyMetadata.Arn') }),
            as: 'night',
            beats: {
              1: 'A job without any IAM policy tries the same. Here it is one of our own: the rule is alike.',
            },
            expect: 'AccessDeniedException',
            say: 'KMS refuses: `AccessDeniedException`. A key policy that names an account leaves it to IAM, and IAM allows nothing.',
          },
        ],
      },
    ],
  },

  service: {
    ...world,
    title: 'Only by way of S3',
    before: [
      ...key,
      { call: 's3:CreateBucket', input: { Bucket: BUCKET } },
      {
        call: 's3:PutObject',
        input: {
          Bucket: BUCKET,
          Key: OBJECT,
          Body: report,
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: ref('key.KeyMetadata.Arn'),
        },
      },
    ],
    steps: [
      {
        id: 'get',
        as: 'ana',
        call: 's3:GetObject',
        input: { Bucket: BUCKET, Key: OBJECT },
        say: 'Ana has the report. S3 asked KMS **for her**, and her policy allows just that: `kms:ViaService` is S3.',
      },
      {
        id: 'direct',
        as: 'ana',
        call: 'kms:GenerateDataKey',
        input: { KeyId: KEY, KeySpec: 'AES_256' },
        beats: { 1: 'Now Ana asks KMS **herself**, for a data key under the same key.' },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. The condition on `kms:ViaService` does not hold for a call of her own.',
      },
    ],
  },

  hour: {
    ...world,
    title: 'For one night',
    before: key,
    steps: [
      {
        ...grant,
        beats: {
          1: 'A night job needs the key, once. An administrator gives it a **grant** for `Decrypt`.',
        },
        say: 'The grant stands. No policy was changed. The answer also holds a **grant token**, for the first minutes.',
      },
      {
        ...decryptOf('night', 'tonight', 'sealed', { KeyId: ref('key.KeyMetadata.Arn') }),
        say: 'The price list comes back. The grant is a door of its own, beside key policy and IAM.',
      },
      {
        id: 'revoke',
        as: 'admin',
        call: 'kms:RevokeGrant',
        input: { KeyId: ref('key.KeyMetadata.Arn'), GrantId: ref('grant.GrantId') },
        beats: { 1: 'The night is over. The administrator **revokes** the grant.' },
        say: 'The grant is gone. Nothing else has changed.',
      },
      {
        ...decryptOf('night', 'tomorrow', 'sealed', { KeyId: ref('key.KeyMetadata.Arn') }),
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. The door is shut again.',
      },
    ],
    whatIfs: [
      {
        id: 'forgotten',
        label: 'What if nobody thinks of revoking it?',
        at: 'revoke',
        steps: [
          {
            as: 'admin',
            wait: 3 * 365 * 86_400_000,
            say: 'Three years pass. Nobody has looked at the grants of the key.',
          },
          {
            ...decryptOf('night', 'tomorrow', 'sealed', { KeyId: ref('key.KeyMetadata.Arn') }),
            say: 'The price list comes back. A grant has **no** date on which it ends: it stands until it is revoked or retired.',
          },
        ],
      },
    ],
  },
});
