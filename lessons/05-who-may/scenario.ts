// A key is opened by its key policy, by IAM where the key policy lets IAM decide, or by a grant. The root statement
// is taken away, and AdministratorAccess opens the key no more.

import { defineScenarios, ref } from '../../src/scenario/define.ts';
import { keyPolicyOf, putKeyPolicy } from '../../src/scenario/phrases.ts';

const KEY = 'alias/app';
const ACCOUNT = 'arn:aws:iam::111122223333';

const usesTheKey = {
  Version: '2012-10-17',
  Id: 'uses-the-key',
  Statement: [{ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' }],
};

const cast = {
  etl: { is: 'role/etl', label: 'Your ETL job', policies: [usesTheKey] },
  reader: { is: 'role/reporting', label: 'Another job' },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const rootStatement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const etlUses = {
  Sid: 'The ETL job uses the key',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:role/etl` },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
};

const adminManages = {
  Sid: 'The administrator manages the key',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:user/admin` },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
  Resource: '*',
};

const readerUses = {
  Sid: 'The other job decrypts',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:role/reporting` },
  Action: 'kms:Decrypt',
  Resource: '*',
};

const readerNever = {
  Sid: 'The other job never decrypts',
  Effect: 'Deny',
  Principal: { AWS: `${ACCOUNT}:role/reporting` },
  Action: 'kms:Decrypt',
  Resource: '*',
};

const key = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 'kms:CreateAlias', input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') } },
] as const;

const dataKey = {
  id: 'data-key',
  as: 'etl',
  call: 'kms:GenerateDataKey',
  input: { KeyId: KEY, KeySpec: 'AES_256' },
} as const;

const decrypt = {
  call: 'kms:Decrypt',
  input: { CiphertextBlob: ref('data-key.CiphertextBlob') },
} as const;

export default defineScenarios({
  doors: {
    title: 'Two jobs ask for one key',
    seed: 'who-may',
    cast,
    before: key,
    steps: [
      {
        ...dataKey,
        beats: {
          2: 'The key policy **lets IAM decide**, and the IAM policy of the job allows the call. KMS passes the work to its HSM.',
        },
        say: 'The job has its data key. The key policy does not name it: it came in by **IAM**.',
      },
      {
        ...decrypt,
        id: 'decrypt',
        as: 'reader',
        beats: { 1: 'Another job has a copy of the encrypted data key. It asks KMS: `Decrypt`.' },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. Nobody forbids the call, but nothing **allows** it, and that is enough.',
      },
    ],
    whatIfs: [
      {
        id: 'named',
        label: 'What if the key policy names the other job?',
        at: 'decrypt',
        steps: [
          {
            ...putKeyPolicy('admin', 'name-it', keyPolicyOf(rootStatement, readerUses)),
            beats: {
              1: 'An administrator sends a key policy with one more statement: it names the other job.',
            },
            say: 'The key has a new key policy. It replaces the old one as a whole.',
          },
          {
            ...decrypt,
            id: 'decrypt',
            as: 'reader',
            beats: {
              2: 'The key policy **names** this role. Its IAM policies allow nothing, and need not.',
            },
            say: 'KMS answers with the plaintext data key. One open door is enough.',
          },
        ],
      },
      {
        id: 'grant',
        label: 'What if the other job is given a grant?',
        at: 'decrypt',
        steps: [
          {
            id: 'grant',
            as: 'admin',
            call: 'kms:CreateGrant',
            input: {
              KeyId: ref('key.KeyMetadata.KeyId'),
              GranteePrincipal: `${ACCOUNT}:role/reporting`,
              Operations: ['Decrypt'],
            },
            beats: {
              1: 'An administrator gives the other job a **grant** on this key: `Decrypt`, and no more.',
            },
            say: 'The grant is made. Key policy and IAM stay as they were.',
          },
          {
            ...decrypt,
            id: 'decrypt',
            as: 'reader',
            beats: {
              2: 'A **grant** lets this role decrypt. Neither the key policy nor IAM names it.',
            },
            say: 'KMS answers with the plaintext data key. The grant was the open door.',
          },
        ],
      },
      {
        id: 'denied',
        label: 'What if one statement allows it and another denies it?',
        at: 'decrypt',
        steps: [
          {
            ...putKeyPolicy(
              'admin',
              'deny-it',
              keyPolicyOf(rootStatement, readerUses, readerNever),
            ),
            beats: {
              1: 'An administrator sends a key policy that names the other job twice: `Allow`, and `Deny`.',
            },
            say: 'The key has a new key policy, with both statements in it.',
          },
          {
            ...decrypt,
            id: 'decrypt',
            as: 'reader',
            expect: 'AccessDeniedException',
            say: 'KMS refuses: an **explicit deny**. No allow opens what a statement denies, wherever the allow stands.',
          },
        ],
      },
    ],
  },

  root: {
    title: 'Take the root statement away',
    seed: 'who-may',
    cast,
    before: [
      ...key,
      dataKey,
      { as: 'etl', call: 'app:Forget', input: { What: ref('data-key.Plaintext') } },
    ],
    steps: [
      {
        ...decrypt,
        id: 'before',
        as: 'admin',
        beats: {
          2: 'The key policy lets IAM decide, and `AdministratorAccess` allows everything. KMS passes the work to its HSM.',
        },
        say: 'The administrator can decrypt, though the key policy names no administrator.',
      },
      {
        ...putKeyPolicy('admin', 'lockout', keyPolicyOf(etlUses)),
        beats: {
          1: 'The administrator sends a key policy of one statement. It names the ETL job alone.',
        },
        expect: 'MalformedPolicyDocumentException',
        say: 'KMS refuses: `MalformedPolicyDocumentException`. With this policy the caller could never change the policy again.',
        predict: {
          ask: 'The administrator sends a key policy that names the ETL job and nobody else. What will KMS do?',
          options: [
            { text: 'Take it: administrators may do everything', expect: 'ok' },
            { text: 'Refuse: no permission for PutKeyPolicy', expect: 'AccessDeniedException' },
            {
              text: 'Refuse: the sender would be locked out',
              expect: 'MalformedPolicyDocumentException',
            },
          ],
        },
      },
      {
        ...putKeyPolicy('admin', 'put', keyPolicyOf(etlUses, adminManages)),
        beats: {
          1: 'Now with two statements: the ETL job **uses** the key, and the administrator **manages** it. The root statement is gone.',
        },
        say: 'KMS takes it: the administrator can still change the key policy. It is in force.',
      },
      {
        ...decrypt,
        id: 'refused',
        as: 'admin',
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. `AdministratorAccess` is IAM, and this key policy no longer asks IAM.',
        predict: {
          ask: 'The administrator still has `AdministratorAccess`: every action on every resource. Will `Decrypt` work?',
          options: [
            {
              text: 'Yes: IAM allows everything',
              expect: { output: { Plaintext: { bytes: 32 } } },
            },
            { text: 'No: no statement lets the administrator in', expect: 'AccessDeniedException' },
            {
              text: 'No: the new policy made the old ciphertext useless',
              expect: 'InvalidCiphertextException',
            },
          ],
        },
      },
      {
        ...decrypt,
        id: 'job',
        as: 'etl',
        beats: { 2: 'The key policy **names** the job. KMS passes the work to its HSM.' },
        say: 'The job decrypts as before. It came in by IAM earlier, and by its name now.',
      },
    ],
    whatIfs: [
      {
        id: 'bypass',
        label: 'What if the safety check is switched off?',
        at: 'put',
        steps: [
          {
            ...putKeyPolicy('admin', 'bypass', keyPolicyOf(etlUses), {
              BypassPolicyLockoutSafetyCheck: true,
            }),
            beats: {
              1: 'The administrator sends the first policy again, with `BypassPolicyLockoutSafetyCheck`.',
            },
            say: 'KMS takes it. The policy names one job, and that job may not change it.',
          },
          {
            ...putKeyPolicy('admin', 'repair', keyPolicyOf(rootStatement)),
            beats: { 1: 'The administrator wants the old key policy back.' },
            expect: 'AccessDeniedException',
            say: 'KMS refuses. Nobody in the account can mend this key policy, not even its root user. AWS Support is left.',
          },
        ],
      },
      {
        id: 'let-in',
        label: 'What if the administrator opens the key again?',
        at: 'job',
        steps: [
          {
            ...putKeyPolicy('admin', 'reopen', keyPolicyOf(rootStatement, etlUses)),
            beats: {
              1: 'The administrator may manage the key, so a policy **with** the root statement is sent.',
            },
            say: 'KMS takes it: `PutKeyPolicy` is what the key policy lets the administrator do.',
          },
          {
            ...decrypt,
            id: 'again',
            as: 'admin',
            beats: {
              2: 'The key policy lets IAM decide again, and `AdministratorAccess` allows everything.',
            },
            say: 'The plaintext data key comes back. Whoever may change the key policy can let themselves in.',
          },
        ],
      },
    ],
  },
});
