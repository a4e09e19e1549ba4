// One key, one job, and the causes of a refusal, each by itself. The same call is made every time.

import { defineScenarios, ref } from '../../src/scenario/define.ts';
import { allowing, decryptOf, keyPolicyOf, putKeyPolicy } from '../../src/scenario/phrases.ts';

const ACCOUNT = 'arn:aws:iam::111122223333';

const cast = {
  job: { is: 'role/etl', label: 'Your job', policies: [allowing('decrypts', ['kms:Decrypt'])] },
  bare: { is: 'role/new-job', label: 'A new job' },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const world = {
  seed: 'access-denied',
  cast,
  before: [
    { id: 'key', call: 'kms:CreateKey', input: {} },
    {
      id: 'sealed',
      call: 'kms:Encrypt',
      input: { KeyId: ref('key.KeyMetadata.KeyId'), Plaintext: { $utf8: 'a price' } },
    },
  ],
} as const;

const rootStatement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const onlyTheAdministrator = {
  Sid: 'The administrator manages the key',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:user/admin` },
  Action: 'kms:*',
  Resource: '*',
};

const neverTheJob = {
  Sid: 'Never the job',
  Effect: 'Deny',
  Principal: { AWS: `${ACCOUNT}:role/etl` },
  Action: 'kms:Decrypt',
  Resource: '*',
};

export default defineScenarios({
  causes: {
    ...world,
    title: 'Four refusals with one face',
    steps: [
      {
        ...decryptOf('bare', 'no-iam', 'sealed'),
        beats: { 1: '**Cause one.** The role of a new job has no IAM policy for KMS.' },
        expect: 'AccessDeniedException',
        say: 'Nothing allows it. Cure: allow `kms:Decrypt` in the role’s IAM policy, or name the role in the key policy.',
      },
      {
        ...putKeyPolicy('admin', 'no-root', keyPolicyOf(onlyTheAdministrator)),
        beats: {
          1: '**Cause two.** An administrator takes the root statement out of the key policy.',
        },
        say: 'The key policy does not let IAM decide any more.',
      },
      {
        ...decryptOf('job', 'no-door', 'sealed'),
        beats: { 1: 'Your job, which IAM allows to decrypt, asks.' },
        expect: 'AccessDeniedException',
        say: 'Its IAM policy counts for nothing now. Cure: bring the root statement back, or name the role in the key policy.',
      },
      {
        ...putKeyPolicy('admin', 'deny', keyPolicyOf(rootStatement, neverTheJob)),
        beats: { 1: '**Cause three.** The root statement is back, and beside it stands a `Deny`.' },
        say: 'A deny beats every allow, wherever it stands.',
      },
      {
        ...decryptOf('job', 'denied', 'sealed'),
        beats: { 1: 'The job asks again.' },
        expect: 'AccessDeniedException',
        say: 'An explicit deny. Cure: take the statement away, or narrow it. No further allow helps.',
      },
      {
        ...decryptOf('job', 'abroad', 'sealed'),
        region: 'eu-west-1',
        beats: { 1: '**Cause four.** The job asks KMS in another Region.' },
        expect: 'AccessDeniedException',
        say: 'KMS does not say whether a key exists elsewhere. Cure: call the Region in which the key is.',
      },
    ],
  },
});
