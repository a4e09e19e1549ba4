// Three ways in which a key stops serving, and how far back each of them can be taken.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';

const DAY = 86_400_000;
const Device = '/dev/sdf';
const orders = utf8('the orders of January');
const secret = utf8('the price list');
const material = { $hex: '7a'.repeat(32) } as const;

const cast = {
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const names = [
  { of: orders, name: 'orders' },
  { of: secret, name: 'price list' },
  { of: material, name: 'your key material' },
];

const world = { seed: 'disable-expire-delete', names, cast } as const;

const KeyId = ref('key.KeyMetadata.KeyId');
const InstanceId = ref('run.Instances.0.InstanceId');
const VolumeId = ref('volume.VolumeId');

const key = {
  id: 'key',
  call: 'kms:CreateKey',
  input: { Description: 'Key of the sales pipeline' },
} as const;

const encrypted = {
  id: 'sealed',
  call: 'kms:Encrypt',
  input: { KeyId, Plaintext: secret },
} as const;

const decrypt = {
  id: 'decrypt',
  call: 'kms:Decrypt',
  input: { CiphertextBlob: ref('sealed.CiphertextBlob') },
} as const;

const parameters = {
  id: 'parameters',
  call: 'kms:GetParametersForImport',
  input: { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
} as const;

const wrap = {
  id: 'wrap',
  call: 'app:WrapKeyMaterial',
  input: { PublicKey: ref('parameters.PublicKey'), KeyMaterial: material },
} as const;

const importMaterial = {
  id: 'import',
  call: 'kms:ImportKeyMaterial',
  input: {
    KeyId,
    ImportToken: ref('parameters.ImportToken'),
    EncryptedKeyMaterial: ref('wrap.EncryptedKeyMaterial'),
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    // 15 February 2026, 09:00 UTC: a month after the world begins.
    ValidTo: 1_771_146_000_000,
  },
} as const;

export default defineScenarios({
  disable: {
    ...world,
    title: 'Disabled under a volume at work',
    before: [
      key,
      { id: 'run', call: 'ec2:RunInstances', input: { MinCount: 1, MaxCount: 1 } },
      {
        id: 'volume',
        call: 'ec2:CreateVolume',
        input: {
          AvailabilityZone: 'us-east-1a',
          Size: 1,
          Encrypted: true,
          KmsKeyId: ref('key.KeyMetadata.Arn'),
        },
      },
      { call: 'ec2:AttachVolume', input: { VolumeId, InstanceId, Device } },
      { call: 'ec2:WriteBlocks', input: { InstanceId, Device, Data: orders } },
    ],
    steps: [
      {
        id: 'disable',
        call: 'kms:DisableKey',
        input: { KeyId },
        beats: {
          1: 'A server is at work, with an encrypted volume. Somebody **disables** its key.',
        },
        say: 'The key is disabled. From now on KMS refuses to use it.',
      },
      {
        id: 'read',
        call: 'ec2:ReadBlocks',
        input: { InstanceId, Device, Bytes: 21 },
        beats: { 1: 'The program on the server reads from the volume.' },
        say: 'The orders come back. The data key has been in the **host** since the volume was attached, and KMS is not asked.',
        predict: {
          ask: 'The KMS key of the attached volume is disabled. What comes of the next read?',
          options: [
            { text: 'An error: the key is disabled', expect: 'CustomerKeyHasBeenRevoked' },
            { text: 'The data, as before', expect: 'ok' },
          ],
        },
      },
      {
        id: 'detach',
        call: 'ec2:DetachVolume',
        input: { VolumeId },
        beats: { 1: 'Days later somebody detaches the volume, for maintenance.' },
        say: 'The host wipes the data key. That was the last plaintext copy of it.',
      },
      {
        id: 'attach',
        call: 'ec2:AttachVolume',
        input: { VolumeId, InstanceId, Device },
        beats: { 1: 'And attaches it again.' },
        expect: 'CustomerKeyHasBeenRevoked',
        say: 'Refused. **Now** the disabled key bites, long after the deed. Nobody remembers what was done then.',
      },
    ],
    whatIfs: [
      {
        id: 'enable',
        label: 'What if the key is enabled again?',
        at: 'attach',
        steps: [
          {
            id: 'enable',
            call: 'kms:EnableKey',
            input: { KeyId },
            say: 'The key is enabled. Of the three, disabling is the one that is always taken back in a moment.',
          },
          {
            id: 'attach-enabled',
            call: 'ec2:AttachVolume',
            input: { VolumeId, InstanceId, Device },
            say: 'Attached. Nothing was lost.',
          },
        ],
      },
    ],
  },

  expire: {
    ...world,
    title: 'Imported, and expired',
    before: [
      { id: 'key', call: 'kms:CreateKey', input: { Origin: 'EXTERNAL' } },
      parameters,
      wrap,
      importMaterial,
      encrypted,
    ],
    steps: [
      {
        id: 'month',
        wait: 31 * DAY,
        say: 'Its date has come: KMS **deletes** the material and keeps the key. Id, policy and alias stay.',
      },
      {
        ...decrypt,
        beats: {
          1: 'A month ago the price list was encrypted under this key. Now somebody decrypts it.',
        },
        expect: 'KMSInvalidStateException',
        say: 'KMS refuses: `KMSInvalidStateException`. The key waits for material: `PendingImport`.',
      },
    ],
    whatIfs: [
      {
        id: 'again',
        label: 'What if the same material is imported again?',
        at: 'decrypt',
        steps: [
          {
            ...parameters,
            beats: {
              1: 'The material lies in a safe, too. The administrator asks for a **new** public key and token.',
            },
            say: 'Both are good for {{limit:kms.importParametersHours}} hours.',
          },
          { ...wrap, say: 'The same 32 bytes as a month ago, encrypted for the way.' },
          {
            ...importMaterial,
            input: {
              KeyId,
              ImportToken: ref('parameters.ImportToken'),
              EncryptedKeyMaterial: ref('wrap.EncryptedKeyMaterial'),
              ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
            },
            say: 'Imported. Other material could not have opened what the first one sealed.',
          },
          {
            ...decrypt,
            say: 'The price list comes back, because **you** had kept a copy of the material.',
          },
        ],
      },
    ],
  },

  delete: {
    ...world,
    title: 'Deleted',
    before: [key, encrypted],
    steps: [
      {
        id: 'schedule',
        call: 'kms:ScheduleKeyDeletion',
        input: { KeyId, PendingWindowInDays: 7 },
        beats: {
          1: 'An administrator asks for the key’s **deletion**, with the shortest waiting period there is.',
        },
        say: 'The key waits. The period may be {{limit:kms.pendingWindowDays.min}} to {{limit:kms.pendingWindowDays.max}} days long.',
      },
      {
        ...decrypt,
        id: 'meanwhile',
        beats: { 1: 'The next day a job decrypts the price list.' },
        expect: 'KMSInvalidStateException',
        say: 'KMS refuses: `KMSInvalidStateException`. An alarm on **this** refusal finds out who still needs the key.',
        predict: {
          ask: 'The key waits for its deletion. Does it still decrypt until then?',
          options: [
            { text: 'Yes, until the last day', expect: 'ok' },
            { text: 'No', expect: 'KMSInvalidStateException' },
          ],
        },
      },
      {
        id: 'week',
        wait: 8 * DAY,
        say: 'The period is over. The material is gone from every HSM, and nobody can bring it back, AWS included.',
      },
    ],
    whatIfs: [
      {
        id: 'cancel',
        label: 'What if somebody cancels it in time?',
        at: 'week',
        steps: [
          {
            id: 'cancel',
            call: 'kms:CancelKeyDeletion',
            input: { KeyId },
            say: 'Saved. The key is **disabled** now, not enabled: somebody has to say that it shall serve again.',
          },
          { id: 'enable', call: 'kms:EnableKey', input: { KeyId }, say: 'The key is enabled.' },
          { ...decrypt, id: 'saved', say: 'The price list comes back.' },
        ],
      },
    ],
  },
});
