// A small envelope encryption for tests: a data key, data sealed with it and stored, read back, and wiped.

import { ref, utf8, type Scenario, type Step } from '../../src/scenario/define.ts';

export const REPORT = utf8('the report');

const steps: readonly Step[] = [
  {
    id: 'gdk',
    call: 'kms:GenerateDataKey',
    input: { KeyId: 'alias/app', KeySpec: 'AES_256', EncryptionContext: { report: 'q1' } },
  },
  { id: 'seal', call: 'app:Seal', input: { Key: ref('gdk.Plaintext'), Plaintext: REPORT } },
  {
    id: 'store',
    call: 'app:Store',
    input: {
      Name: 'q1',
      Data: ref('seal.Message'),
      EncryptedKey: ref('gdk.CiphertextBlob'),
    },
  },
  { id: 'wipe', call: 'app:Forget', input: { What: ref('gdk.Plaintext') } },
  { id: 'fetch', call: 'app:Fetch', input: { Name: 'q1' } },
  {
    id: 'decrypt',
    call: 'kms:Decrypt',
    input: { CiphertextBlob: ref('fetch.EncryptedKey'), EncryptionContext: { report: 'q1' } },
  },
  {
    id: 'open',
    call: 'app:Open',
    input: { Key: ref('decrypt.Plaintext'), Message: ref('fetch.Data') },
  },
];

export const envelope: Scenario = {
  title: 'An envelope',
  seed: 'tests',
  names: [{ of: REPORT, name: 'report.txt' }],
  cast: { job: { is: 'user/admin', label: 'The job' }, idle: { is: 'user/idle', label: 'Idle' } },
  before: [
    { id: 'key', call: 'kms:CreateKey', input: {} },
    {
      call: 'kms:CreateAlias',
      input: { AliasName: 'alias/app', TargetKeyId: ref('key.KeyMetadata.Arn') },
    },
  ],
  steps,
};
