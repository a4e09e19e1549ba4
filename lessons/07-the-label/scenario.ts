// The encryption context: one capital letter, and the tag does not fit; a policy asks for it; the log shows it.

import { defineScenarios, ref } from '../../src/scenario/define.ts';
import { decryptOf, forgetKeyOf, generateDataKey } from '../../src/scenario/phrases.ts';

const KEY = 'alias/app';
const sales = { dataset: 'sales', month: '2026-01' };

const uses = {
  Version: '2012-10-17',
  Id: 'uses-the-key',
  Statement: [{ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' }],
};

const decryptsSales = {
  Version: '2012-10-17',
  Id: 'decrypts-sales',
  Statement: [
    {
      Sid: 'Only what is labelled sales',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:dataset': 'sales' } },
    },
  ],
};

const readsTheLog = {
  Version: '2012-10-17',
  Id: 'reads-the-log',
  Statement: [{ Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' }],
};

const cast = {
  etl: { is: 'role/etl', label: 'Your ETL job', policies: [uses] },
  reader: { is: 'role/reporting', label: 'Another job', policies: [uses] },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
  auditor: { is: 'user/auditor', label: 'An auditor', kind: 'person', policies: [readsTheLog] },
} as const;

const castOfTheCondition = { ...cast, reader: { ...cast.reader, policies: [decryptsSales] } };

const key = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 'kms:CreateAlias', input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') } },
] as const;

const plaintextKey = { output: { Plaintext: { bytes: 32 } } };

export default defineScenarios({
  capital: {
    title: 'One capital letter',
    seed: 'the-label',
    cast,
    before: key,
    steps: [
      {
        ...generateDataKey('etl', 'data-key', KEY, sales),
        beats: {
          1: 'Your ETL job asks for a data key, with a **context** of two pairs: `dataset=sales`, `month=2026-01`.',
        },
        say: 'The data key comes back twice, as ever. The encrypted copy is **bound** to the context; the context is not in it.',
      },
      {
        ...decryptOf('reader', 'capital', 'data-key', {
          EncryptionContext: { dataset: 'Sales', month: '2026-01' },
        }),
        beats: {
          1: 'Another job sends the encrypted data key, and says `dataset=Sales`, `month=2026-01`.',
        },
        expect: 'InvalidCiphertextException',
        say: 'KMS refuses: `InvalidCiphertextException`, without a message. It does not say that the context was wrong.',
        predict: {
          ask: 'The encrypted data key is whole. The context says `Sales` where it was `sales`. What will KMS answer?',
          options: [
            { text: 'The data key: the context is only a note', expect: plaintextKey },
            {
              text: 'No key: the caller may not use this context',
              expect: 'AccessDeniedException',
            },
            { text: 'No key: the ciphertext is invalid', expect: 'InvalidCiphertextException' },
            { text: 'No key: the context is malformed', expect: 'ValidationException' },
          ],
        },
      },
      {
        ...decryptOf('reader', 'exact', 'data-key', {
          EncryptionContext: { month: '2026-01', dataset: 'sales' },
        }),
        beats: {
          1: 'Once more with the right letters. The two pairs come in the **other order**.',
        },
        say: 'The data key comes back. Letters matter; the order of the pairs does not.',
      },
    ],
    whatIfs: [
      {
        id: 'none',
        label: 'What if the job sends no context at all?',
        at: 'exact',
        steps: [
          {
            ...decryptOf('reader', 'none', 'data-key'),
            beats: { 1: 'The job sends the encrypted data key and **no** encryption context.' },
            expect: 'InvalidCiphertextException',
            say: 'KMS refuses: `InvalidCiphertextException`. The context was optional once: when the data key was made.',
          },
        ],
      },
      {
        id: 'half',
        label: 'What if the job sends one pair of the two?',
        at: 'exact',
        steps: [
          {
            ...decryptOf('reader', 'half', 'data-key', { EncryptionContext: { dataset: 'sales' } }),
            beats: { 1: 'The job sends `dataset=sales`, and leaves the month out.' },
            expect: 'InvalidCiphertextException',
            say: 'KMS refuses: `InvalidCiphertextException`. KMS wants every pair: half a context is another context.',
          },
        ],
      },
    ],
  },

  condition: {
    title: 'A policy that asks for the context',
    seed: 'the-label',
    cast: castOfTheCondition,
    before: [
      ...key,
      generateDataKey('etl', 'sales-key', KEY, { dataset: 'sales' }),
      forgetKeyOf('etl', 'sales-key'),
      generateDataKey('etl', 'hr-key', KEY, { dataset: 'hr' }),
      forgetKeyOf('etl', 'hr-key'),
    ],
    steps: [
      {
        ...decryptOf('reader', 'sales', 'sales-key', { EncryptionContext: { dataset: 'sales' } }),
        beats: {
          1: 'The IAM policy of this job allows `Decrypt` only with `dataset=sales`. The job says `dataset=sales`.',
          2: 'The condition of the policy holds. KMS passes the work to its HSM.',
        },
        say: 'The data key of the sales report comes back.',
      },
      {
        ...decryptOf('reader', 'hr', 'hr-key', { EncryptionContext: { dataset: 'hr' } }),
        beats: {
          1: 'Now the encrypted data key of the HR file, with its own context: `dataset=hr`.',
        },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. The same KMS key, and yet this job decrypts only what is labelled sales.',
      },
      {
        ...decryptOf('reader', 'lie', 'hr-key', { EncryptionContext: { dataset: 'sales' } }),
        beats: {
          1: 'The job **lies**: the encrypted data key of the HR file, and the context `dataset=sales`.',
          2: 'The condition of the policy holds: it sees only what the request says. KMS passes the work to its HSM.',
        },
        expect: 'InvalidCiphertextException',
        say: 'KMS refuses: `InvalidCiphertextException`. The policy believed the context, and the **ciphertext** did not.',
        predict: {
          ask: 'The policy looks at the context in the request. So the job says `dataset=sales` for the HR file. What happens?',
          options: [
            { text: 'The data key of the HR file comes back', expect: plaintextKey },
            { text: 'The policy refuses it once more', expect: 'AccessDeniedException' },
            {
              text: 'The policy lets it pass; the tag does not fit',
              expect: 'InvalidCiphertextException',
            },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'other-door',
        label: 'What if a grant lets the job in, without a condition?',
        at: 'hr',
        steps: [
          {
            id: 'grant',
            as: 'admin',
            call: 'kms:CreateGrant',
            input: {
              KeyId: ref('key.KeyMetadata.KeyId'),
              GranteePrincipal: 'arn:aws:iam::111122223333:role/reporting',
              Operations: ['Decrypt'],
            },
            beats: {
              1: 'An administrator gives the job a grant for `Decrypt`, and forgets the context.',
            },
            say: 'The grant is made. It asks for no context.',
          },
          {
            ...decryptOf('reader', 'hr', 'hr-key', { EncryptionContext: { dataset: 'hr' } }),
            beats: {
              2: 'The IAM policy does not admit it, but the **grant** does. One open door is enough.',
            },
            say: 'The data key of the HR file comes back. A condition guards its own statement, not the other doors.',
          },
        ],
      },
    ],
  },

  log: {
    title: 'Who can read the context?',
    seed: 'the-label',
    cast,
    before: key,
    steps: [
      {
        ...generateDataKey('etl', 'careless', KEY, {
          dataset: 'hr',
          employee: 'Meier, on sick leave',
        }),
        beats: {
          1: 'Somebody put a **secret** into the encryption context: `employee=Meier, on sick leave`.',
        },
        say: 'The data key comes back. The context has left its trace in the log.',
      },
      {
        id: 'read',
        as: 'auditor',
        call: 'cloudtrail:LookupEvents',
        input: {
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'GenerateDataKey' }],
        },
        beats: {
          1: 'An auditor, who may use **no** key, asks CloudTrail for every `GenerateDataKey`.',
        },
        say: 'There it stands in the clear, sick leave and all. Whoever may read the log may read the context.',
      },
    ],
  },
});
