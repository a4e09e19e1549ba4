// Rotation: new material under the same name. What the old material sealed stays sealed by it, and opens for ever.

import { defineScenarios, ref } from '../../src/scenario/define.ts';
import { forgetKeyOf, generateDataKey } from '../../src/scenario/phrases.ts';

const KEY = 'alias/app';
const YEAR = 365 * 86_400_000;
const context = { dataset: 'sales' };

const usesTheKey = {
  Version: '2012-10-17',
  Id: 'uses-the-key',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:ReEncrypt*'],
      Resource: '*',
    },
  ],
};

const cast = {
  etl: { is: 'role/etl', label: 'Your ETL job', policies: [usesTheKey] },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const key = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 'kms:CreateAlias', input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') } },
] as const;

const enable = {
  id: 'enable',
  as: 'admin',
  call: 'kms:EnableKeyRotation',
  input: { KeyId: ref('key.KeyMetadata.Arn') },
} as const;

const oldest = { CiphertextBlob: ref('first.CiphertextBlob'), EncryptionContext: context } as const;

export default defineScenarios({
  years: {
    title: 'Three years under one key',
    seed: 'new-material',
    cast,
    before: [...key, generateDataKey('etl', 'first', KEY, context), forgetKeyOf('etl', 'first')],
    steps: [
      {
        ...enable,
        beats: {
          1: 'An administrator switches on **automatic rotation**. It was off: it always is at first.',
        },
        say: 'From now on the key gets new key material every {{limit:kms.rotationPeriodDays.standard}} days.',
      },
      {
        id: 'years',
        as: 'admin',
        wait: 3 * YEAR + 86_400_000,
        say: 'Three years pass. Three times KMS has made new key material, by itself and unseen by any caller.',
      },
      {
        ...generateDataKey('etl', 'fresh', KEY, context),
        beats: {
          1: 'Your ETL job asks for a data key, by the same alias as ever. Not a line of it has changed.',
          4: 'The HSM encrypts with **key material 4**, the newest.',
        },
        say: 'The data key comes back. Only the newest material encrypts.',
      },
      {
        id: 'old',
        as: 'etl',
        call: 'kms:Decrypt',
        input: oldest,
        beats: {
          1: 'Now the oldest: a data key that was encrypted before the first rotation.',
          3: 'The ciphertext says which material it needs: **key material 1**. The HSM still has it.',
        },
        say: 'The data key comes back. KMS keeps every material for as long as the key exists.',
        predict: {
          ask: 'A data key was encrypted three years and three rotations ago. What comes of `Decrypt`?',
          options: [
            { text: 'The same data key as then', expect: { output: { Plaintext: { bytes: 32 } } } },
            {
              text: 'No key: its material is gone',
              expect: 'InvalidCiphertextException',
            },
            { text: 'No key: the KMS key has another id now', expect: 'NotFoundException' },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 're-encrypt',
        label: 'What if the old data key must move to the newest material?',
        at: 'old',
        steps: [
          {
            id: 're-encrypt',
            as: 'etl',
            call: 'kms:ReEncrypt',
            input: {
              CiphertextBlob: ref('first.CiphertextBlob'),
              SourceEncryptionContext: context,
              DestinationKeyId: KEY,
              DestinationEncryptionContext: context,
            },
            beats: {
              1: 'The job asks KMS to **re-encrypt** the old encrypted data key, under the same key.',
            },
            say: 'A new ciphertext comes back, sealed by key material 4. The plaintext never left the HSM.',
          },
        ],
      },
      {
        id: 'never',
        label: 'What if nobody switches rotation on?',
        at: 'enable',
        steps: [
          {
            as: 'admin',
            wait: 3 * YEAR + 86_400_000,
            say: 'Three years pass, and nothing happens: automatic rotation is off until somebody switches it on.',
          },
          {
            ...generateDataKey('etl', 'fresh', KEY, context),
            beats: { 4: 'The HSM encrypts with **key material 1**. There is no other.' },
            say: 'The data key comes back, sealed by the material of the first day.',
          },
        ],
      },
    ],
  },

  demand: {
    title: 'At once, and not at all',
    seed: 'new-material',
    cast,
    before: [...key, { id: 'imported', call: 'kms:CreateKey', input: { Origin: 'EXTERNAL' } }],
    steps: [
      {
        id: 'rotate',
        as: 'admin',
        call: 'kms:RotateKeyOnDemand',
        input: { KeyId: ref('key.KeyMetadata.KeyId') },
        beats: {
          1: 'Somebody who knew the old days leaves the firm. An administrator rotates the key **on demand**.',
        },
        say: 'The key has new material at once. A key can be rotated so {{limit:kms.onDemandRotations}} times in its life.',
      },
      {
        id: 'list',
        as: 'admin',
        call: 'kms:ListKeyRotations',
        input: { KeyId: ref('key.KeyMetadata.KeyId'), IncludeKeyMaterial: 'ALL_KEY_MATERIAL' },
        beats: { 1: 'The administrator asks for the **list** of materials.' },
        expect: {
          output: {
            Rotations: {
              0: { KeyMaterialState: 'NON_CURRENT' },
              1: { KeyMaterialState: 'CURRENT', RotationType: 'ON_DEMAND' },
            },
          },
        },
        say: 'Two materials, one of them current. Each has an id of its own; the key’s id and ARN are what they were.',
      },
      {
        id: 'imported-rotation',
        as: 'admin',
        call: 'kms:EnableKeyRotation',
        input: { KeyId: ref('imported.KeyMetadata.KeyId') },
        beats: {
          1: 'Another key, whose material will be **imported**. The administrator switches on automatic rotation.',
        },
        expect: 'UnsupportedOperationException',
        say: 'KMS refuses: `UnsupportedOperationException`. It cannot make material that you want to bring yourself.',
        predict: {
          ask: 'The key material of this key comes from outside. What comes of `EnableKeyRotation`?',
          options: [
            { text: 'It is on: KMS makes the next material', expect: 'ok' },
            {
              text: 'Refused: this origin is not valid for it',
              expect: 'UnsupportedOperationException',
            },
            { text: 'Refused: the caller may not', expect: 'AccessDeniedException' },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'asymmetric',
        label: 'What if it is a key pair for signatures?',
        at: 'imported-rotation',
        steps: [
          {
            id: 'hmac',
            as: 'admin',
            call: 'kms:CreateKey',
            input: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
            say: 'An HMAC key. For rotation it is like a key pair: what it signed names no material.',
          },
          {
            id: 'hmac-rotation',
            as: 'admin',
            call: 'kms:EnableKeyRotation',
            input: { KeyId: ref('hmac.KeyMetadata.KeyId') },
            expect: 'UnsupportedOperationException',
            say: 'KMS refuses: `UnsupportedOperationException`. Only symmetric encryption keys can be rotated.',
          },
        ],
      },
    ],
  },
});
