import { defineScenarios, flip, ref, sample, utf8 } from '../../src/scenario/define.ts';

const KEY = 'alias/app';
const REPORT_BYTES = 50_000_000;
const report = sample(65_536);
const context = { dataset: 'sales' };

const etlPolicy = {
  Version: '2012-10-17',
  Id: 'etl-uses-the-key',
  Statement: [{ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' }],
};

const cast = {
  etl: { is: 'role/etl', label: 'Your ETL job', policies: [etlPolicy] },
} as const;

const names = [{ of: report, name: 'report.csv' }];

const before = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  {
    call: 'kms:CreateAlias',
    input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') },
  },
] as const;

const sealing = [
  {
    id: 'data-key',
    call: 'kms:GenerateDataKey',
    input: { KeyId: KEY, KeySpec: 'AES_256', EncryptionContext: context },
    say: 'The same 32-byte key comes back **twice**: in plaintext, to use now, and encrypted under `alias/app`, to store.',
    predict: {
      ask: 'How many bytes of the 50 MB report will KMS receive?',
      options: [
        { text: 'None of it', expect: { output: { Plaintext: { bytes: 32 } } } },
        { text: 'All 50 MB', expect: { output: { CiphertextBlob: { bytes: REPORT_BYTES } } } },
        { text: 'The first 4 KB', expect: { output: { CiphertextBlob: { bytes: 4248 } } } },
      ],
    },
  },
  {
    id: 'seal',
    call: 'app:Seal',
    input: { Key: ref('data-key.Plaintext'), Plaintext: report, DeclaredSize: REPORT_BYTES },
    say: 'The job encrypts all 50 MB **itself**, with AES-256-GCM. Nothing of the report goes to KMS.',
  },
  {
    id: 'wipe',
    call: 'app:Forget',
    input: { What: ref('data-key.Plaintext') },
    say: 'The job wipes the plaintext data key from memory. Plaintext keys left: **none**.',
  },
  {
    id: 'store',
    call: 'app:Store',
    input: {
      Name: 'report.csv',
      Data: ref('seal.Message'),
      EncryptedKey: ref('data-key.CiphertextBlob'),
      DeclaredSize: REPORT_BYTES,
    },
    say: 'The encrypted report and its **encrypted** data key rest side by side. Together they are the envelope.',
  },
] as const;

const decrypt = {
  id: 'decrypt',
  call: 'kms:Decrypt',
  input: { CiphertextBlob: ref('fetch.EncryptedKey'), EncryptionContext: context },
} as const;

export default defineScenarios({
  seal: {
    title: 'Encrypt a 50 MB report without sending it to KMS',
    seed: 'envelope',
    names,
    cast,
    before,
    steps: sealing,
  },
  open: {
    title: 'Read the report back',
    seed: 'envelope',
    names,
    cast,
    before: [...before, ...sealing.map((step) => ({ ...step, as: 'etl' }))],
    steps: [
      {
        id: 'fetch',
        call: 'app:Fetch',
        input: { Name: 'report.csv' },
        say: 'The job fetches both parts. It holds no plaintext key now, so it cannot read the report yet.',
      },
      {
        ...decrypt,
        say: 'Only the small encrypted data key went to KMS. The plaintext data key comes back.',
      },
      {
        id: 'open',
        call: 'app:Open',
        input: { Key: ref('decrypt.Plaintext'), Message: ref('fetch.Data') },
        say: 'The job opens the report itself. The tag fits, so every byte is as it was written.',
      },
    ],
    whatIfs: [
      {
        id: 'tampered',
        label: 'What if one bit of the encrypted data key was flipped?',
        at: 'decrypt',
        steps: [
          {
            id: 'decrypt',
            call: 'kms:Decrypt',
            input: { CiphertextBlob: flip('fetch.EncryptedKey', -1), EncryptionContext: context },
            expect: 'InvalidCiphertextException',
          },
        ],
      },
      {
        id: 'other-context',
        label: 'What if the encryption context is another one?',
        at: 'decrypt',
        steps: [
          {
            id: 'decrypt',
            call: 'kms:Decrypt',
            input: { CiphertextBlob: ref('fetch.EncryptedKey'), EncryptionContext: { dataset: 'Sales' } },
            expect: 'InvalidCiphertextException',
          },
        ],
      },
      {
        id: 'disabled',
        label: 'What if someone has disabled the key?',
        at: 'decrypt',
        steps: [
          {
            id: 'disable',
            as: 'etl',
            call: 'kms:DisableKey',
            input: { KeyId: ref('key.KeyMetadata.KeyId') },
            expect: 'AccessDeniedException',
          },
          { ...decrypt },
        ],
      },
    ],
  },
});

void utf8;
