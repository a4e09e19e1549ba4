// A report is encrypted under a data key, read by another job, and lost with its encrypted data key.

import { defineScenarios, flip, ref, sample } from '../../src/scenario/define.ts';

const KEY = 'alias/app';
const REPORT_BYTES = 50_000_000;
const report = sample(65_536);
const context = { dataset: 'sales' };

const usesTheKey = {
  Version: '2012-10-17',
  Id: 'uses-the-key',
  Statement: [{ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' }],
};

const cast = {
  etl: { is: 'role/etl', label: 'Your ETL job', policies: [usesTheKey] },
  reader: { is: 'role/reporting', label: 'Another job', policies: [usesTheKey] },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const world = {
  seed: 'envelope-encryption',
  names: [{ of: report, name: 'report.csv' }],
  cast,
} as const;

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

const seal = {
  id: 'seal',
  as: 'etl',
  call: 'app:Seal',
  input: { Key: ref('data-key.Plaintext'), Plaintext: report, DeclaredSize: REPORT_BYTES },
  say: 'The job encrypts the report **itself**. KMS sees none of it. This page holds 64 KiB of the 50 MB, and encrypts that for real.',
} as const;

const wipe = {
  id: 'wipe',
  as: 'etl',
  call: 'app:Forget',
  input: { What: ref('data-key.Plaintext') },
  say: 'The job wipes the plaintext data key from memory. Plaintext keys left: **none**.',
} as const;

const store = {
  id: 'store',
  as: 'etl',
  call: 'app:Store',
  input: {
    Name: 'report.csv',
    Data: ref('seal.Message'),
    EncryptedKey: ref('data-key.CiphertextBlob'),
    DeclaredSize: REPORT_BYTES,
  },
  say: 'The encrypted report and its **encrypted data key** rest side by side. That is the envelope.',
} as const;

/** The ETL job has ended: its memory is empty, and only storage holds the envelope. */
const stored = [
  ...key,
  dataKey,
  seal,
  wipe,
  store,
  { as: 'etl', call: 'app:Forget', input: { What: report } },
  { as: 'etl', call: 'app:Forget', input: { What: ref('seal.Message') } },
  { as: 'etl', call: 'app:Forget', input: { What: ref('data-key.CiphertextBlob') } },
] as const;

const fetch = { as: 'reader', call: 'app:Fetch', input: { Name: 'report.csv' } } as const;

const decrypt = {
  id: 'decrypt',
  as: 'reader',
  call: 'kms:Decrypt',
  input: { CiphertextBlob: ref('fetch.EncryptedKey'), EncryptionContext: context },
} as const;

const open = {
  id: 'open',
  as: 'reader',
  call: 'app:Open',
  input: { Key: ref('decrypt.Plaintext'), Message: ref('fetch.Data') },
  say: 'The job decrypts the report itself. The tag fits: every byte is as it was written. This key, too, should now be wiped.',
} as const;

const twice = { output: { Plaintext: { bytes: 32 }, CiphertextBlob: { bytes: 184 } } };
const plaintextOnly = { output: { Plaintext: { bytes: 32 }, CiphertextBlob: undefined } };
const encryptedOnly = { output: { Plaintext: undefined, CiphertextBlob: { bytes: 184 } } };

const disable = {
  id: 'disable',
  as: 'admin',
  call: 'kms:DisableKey',
  input: { KeyId: ref('key.KeyMetadata.KeyId') },
  say: 'The KMS key is disabled. Its material is still in the HSM, but KMS will not use it.',
} as const;

export default defineScenarios({
  seal: {
    ...world,
    title: 'Encrypt a 50 MB report without sending it to KMS',
    before: key,
    steps: [
      {
        ...dataKey,
        say: 'The same 32-byte key comes back **twice**: in plaintext, to use now, and encrypted under `alias/app`, to store.',
        predict: {
          ask: 'KMS makes a data key. In which form does it come back?',
          options: [
            { text: 'Only in plaintext: KMS keeps the other copy', expect: plaintextOnly },
            { text: 'Only encrypted: keys never leave in plaintext', expect: encryptedOnly },
            { text: 'Twice: in plaintext and encrypted', expect: twice },
          ],
        },
      },
      seal,
      wipe,
      store,
    ],
  },

  open: {
    ...world,
    title: 'Another job reads the report',
    before: stored,
    steps: [
      {
        ...fetch,
        id: 'fetch',
        say: 'Another job, in another role, fetches both parts. It holds no plaintext key, so it cannot read the report yet.',
      },
      {
        ...decrypt,
        beats: { 1: 'The job sends KMS the **encrypted data key** and the encryption context.' },
        say: 'The plaintext data key comes back. KMS had not kept it: it **decrypted** the copy that was sent.',
        predict: {
          ask: 'This job did not ask for the data key. Will KMS decrypt it all the same?',
          options: [
            { text: 'No: only the role that asked for it may', expect: 'AccessDeniedException' },
            { text: 'Yes: a policy lets its role use the KMS key', expect: plaintextOnly },
            { text: 'No: KMS has no such data key any more', expect: 'NotFoundException' },
          ],
        },
      },
      open,
    ],
    whatIfs: [
      {
        id: 'tampered',
        label: 'What if one bit of the encrypted data key changes?',
        at: 'decrypt',
        steps: [
          {
            ...decrypt,
            input: { ...decrypt.input, CiphertextBlob: flip('fetch.EncryptedKey', -1) },
            expect: 'InvalidCiphertextException',
            beats: { 1: 'The job sends KMS the encrypted data key, one bit of it turned over.' },
            say: 'KMS refuses: `InvalidCiphertextException`. It returns no data key at all, not even one that is wrong by a bit.',
          },
        ],
      },
      {
        id: 'other-context',
        label: 'What if the encryption context says Sales, not sales?',
        at: 'decrypt',
        steps: [
          {
            ...decrypt,
            input: { ...decrypt.input, EncryptionContext: { dataset: 'Sales' } },
            expect: 'InvalidCiphertextException',
            beats: { 1: 'The job sends KMS the context `dataset=Sales`. It was `dataset=sales`.' },
            say: 'KMS refuses: `InvalidCiphertextException`. The context must be the same to the letter. KMS does not say what was wrong.',
          },
        ],
      },
      {
        id: 'disabled',
        label: 'What if an administrator disables the KMS key first?',
        at: 'decrypt',
        steps: [
          disable,
          {
            ...decrypt,
            expect: 'DisabledException',
            say: 'KMS refuses: `DisabledException`. The envelope is whole, and nobody can open it until the key is enabled again.',
          },
        ],
      },
      {
        id: 'disabled-late',
        label: 'What if the KMS key is disabled after Decrypt?',
        at: 'open',
        steps: [
          disable,
          {
            ...open,
            say: 'It opens. The job has the plaintext data key, and this step asks KMS for nothing.',
            predict: {
              ask: 'The KMS key is disabled now. Will the report open?',
              options: [
                { text: 'No: the key is disabled', expect: 'DisabledException' },
                { text: 'No: the data key no longer fits', expect: 'TagMismatch' },
                { text: 'Yes', expect: 'ok' },
              ],
            },
          },
        ],
      },
    ],
  },

  lose: {
    ...world,
    title: 'Throw the encrypted data key away',
    before: [
      ...stored,
      { ...fetch, id: 'copy' },
      { as: 'reader', call: 'app:Forget', input: { What: ref('copy.EncryptedKey') } },
    ],
    steps: [
      {
        id: 'discard',
        as: 'reader',
        call: 'app:Discard',
        input: { Name: 'report.csv' },
        say: 'The job tidies up, and 184 bytes go that looked like litter. The encrypted report stays, all 50 MB of it.',
      },
      {
        ...fetch,
        id: 'fetch',
        expect: 'KeyNotStored',
        say: 'There is no encrypted data key to fetch. KMS has no copy either: it keeps no data keys. The report is **lost**.',
      },
    ],
    whatIfs: [
      {
        id: 'new-key',
        label: 'What if the job asks KMS for a new data key?',
        at: 'fetch',
        steps: [
          {
            ...dataKey,
            id: 'new-key',
            as: 'reader',
            say: 'Same KMS key, same context, and 32 **other** random bytes: a new data key.',
          },
          {
            id: 'try',
            as: 'reader',
            call: 'app:Open',
            input: { Key: ref('new-key.Plaintext'), Message: ref('copy.Data') },
            expect: 'TagMismatch',
            say: 'It does not fit. Only the data key that encrypted the report opens it, and no copy of that is left.',
          },
        ],
      },
    ],
  },
});
