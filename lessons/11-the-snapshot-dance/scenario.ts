// The snapshot dance: an unencrypted volume becomes an encrypted one, in the guide's four steps and in today's two.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';

const Device = '/dev/sdf';
const AvailabilityZone = 'us-east-1a';
const orders = utf8('the orders of January');

const cast = {
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const InstanceId = ref('run.Instances.0.InstanceId');
const KmsKeyId = ref('key.KeyMetadata.Arn');

const world = {
  seed: 'snapshot-dance',
  names: [{ of: orders, name: 'orders' }],
  cast,
  before: [
    { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
    { id: 'run', call: 'ec2:RunInstances', input: { MinCount: 1, MaxCount: 1 } },
    { id: 'old', call: 'ec2:CreateVolume', input: { AvailabilityZone, Size: 1 } },
    {
      call: 'ec2:AttachVolume',
      input: { VolumeId: ref('old.VolumeId'), InstanceId, Device },
    },
    { call: 'ec2:WriteBlocks', input: { InstanceId, Device, Data: orders } },
  ],
} as const;

const snapshot = {
  id: 'snapshot',
  call: 'ec2:CreateSnapshot',
  input: { VolumeId: ref('old.VolumeId') },
} as const;

const copy = {
  id: 'copy',
  call: 'ec2:CopySnapshot',
  input: {
    SourceRegion: 'us-east-1',
    SourceSnapshotId: ref('snapshot.SnapshotId'),
    Encrypted: true,
    KmsKeyId,
  },
} as const;

const attach = {
  id: 'attach',
  call: 'ec2:AttachVolume',
  input: { VolumeId: ref('new.VolumeId'), InstanceId, Device },
} as const;

export default defineScenarios({
  dance: {
    ...world,
    title: 'The dance in four steps',
    steps: [
      {
        ...snapshot,
        beats: {
          1: 'A volume with the orders of January, **not** encrypted, at work on an instance. Step one: a snapshot.',
        },
        say: 'The snapshot is taken while the volume is in use. It is what the volume is: not encrypted.',
      },
      {
        ...copy,
        beats: {
          1: 'Step two: the snapshot is **copied**, and the copy shall be encrypted under a key of yours.',
        },
        say: 'EBS has encrypted the whole copy under a new data key. The first snapshot is still what it was.',
      },
      {
        id: 'new',
        call: 'ec2:CreateVolume',
        input: { AvailabilityZone, SnapshotId: ref('copy.SnapshotId') },
        beats: { 1: 'Step three: a **new volume** from the encrypted copy.' },
        say: 'It is encrypted, because the copy is. What comes from an encrypted snapshot cannot be anything else.',
      },
      {
        id: 'detach',
        call: 'ec2:DetachVolume',
        input: { VolumeId: ref('old.VolumeId') },
        beats: { 1: 'Step four: **swap**. The old volume is detached.' },
        say: 'The old volume is free. It and the first snapshot still hold the orders in plaintext: delete both.',
      },
      {
        ...attach,
        beats: { 1: 'The new volume takes its place, under the same device name.' },
        say: 'The host of the instance has fetched the data key, by a **grant** that was made for it. It stays there while the volume is attached.',
      },
    ],
    whatIfs: [
      {
        id: 'in-place',
        label: 'What if the volume is changed where it is?',
        at: 'snapshot',
        steps: [
          {
            id: 'modify',
            call: 'ec2:ModifyVolume',
            input: { VolumeId: ref('old.VolumeId'), Size: 2 },
            beats: {
              1: 'The administrator opens *Modify volume*. Size and type can be changed; there is no field for encryption.',
            },
            say: 'The volume is larger now. There is **no call** that encrypts it in place.',
          },
          {
            id: 'look',
            call: 'ec2:DescribeVolumes',
            input: { VolumeIds: [ref('old.VolumeId')] },
            expect: { output: { Volumes: { 0: { Encrypted: false } } } },
            say: 'And so it is as before: `Encrypted: false`.',
          },
        ],
      },
      {
        id: 'disabled',
        label: 'What if the key is disabled before the swap?',
        at: 'detach',
        steps: [
          {
            id: 'disable',
            call: 'kms:DisableKey',
            input: { KeyId: ref('key.KeyMetadata.KeyId') },
            say: 'Somebody disables the key. The new volume exists, but its data key cannot be opened.',
          },
          {
            id: 'detach-anyway',
            call: 'ec2:DetachVolume',
            input: { VolumeId: ref('old.VolumeId') },
            say: 'The old volume is detached all the same.',
          },
          {
            ...attach,
            expect: 'CustomerKeyHasBeenRevoked',
            say: 'The new one cannot be attached. Go back: enable the key, or attach the old volume again.',
          },
        ],
      },
    ],
  },

  today: {
    ...world,
    title: 'The shorter ways of today',
    steps: [
      {
        ...snapshot,
        beats: { 1: 'The same volume once more. Again a snapshot is taken first.' },
        say: 'The snapshot is not encrypted.',
      },
      {
        id: 'straight',
        call: 'ec2:CreateVolume',
        input: {
          AvailabilityZone,
          SnapshotId: ref('snapshot.SnapshotId'),
          Encrypted: true,
          KmsKeyId,
        },
        beats: { 1: 'Now a volume **straight** from it, with `Encrypted` and a key.' },
        say: 'An encrypted volume, with no copy in between.',
        predict: {
          ask: 'The snapshot is not encrypted. Can an encrypted volume be made straight from it?',
          options: [
            { text: 'Yes', expect: { output: { Encrypted: true } } },
            { text: 'No: it must be copied first', expect: 'InvalidParameterValue' },
          ],
        },
      },
      {
        id: 'by-default',
        call: 'ec2:EnableEbsEncryptionByDefault',
        input: {},
        beats: {
          1: 'So that it never happens again, the administrator switches on **encryption by default**.',
        },
        say: 'It holds for this account and this **Region**, and for what is made from now on.',
      },
      {
        id: 'unasked',
        call: 'ec2:CreateVolume',
        input: { AvailabilityZone, Size: 1 },
        beats: { 1: 'A new volume. Nobody asks for encryption.' },
        expect: { output: { Encrypted: true } },
        say: 'Encrypted all the same, under `aws/ebs`, as nobody has chosen another default key.',
      },
    ],
    whatIfs: [
      {
        id: 'old-one',
        label: 'What about the volume that is there already?',
        at: 'unasked',
        steps: [
          {
            id: 'still',
            call: 'ec2:DescribeVolumes',
            input: { VolumeIds: [ref('old.VolumeId')] },
            expect: { output: { Volumes: { 0: { Encrypted: false } } } },
            say: 'It is as it was. Encryption by default is for new volumes and new copies.',
          },
        ],
      },
    ],
  },
});
