import type { Call } from '../../aws/operation.ts';
import { boolean, integer, list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { made } from '../contents.ts';
import { errors } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  aboutAccount,
  aboutNewVolume,
  aboutSnapshot,
  aboutVolume,
  ec2Operation,
  findVolume,
  snapshotOf,
  volumeOf,
} from '../operation.ts';
import { onTheKey } from '../permissions.ts';
import {
  ec2Of,
  newId,
  stateOfSnapshot,
  stateOfVolume,
  wishesOf,
  type Snapshot,
  type Volume,
} from '../state.ts';

const size = () => optional(integer(limits.volumeGiB));

const volumeShape = structure({
  VolumeId: text(),
  Size: integer(),
  AvailabilityZone: text(),
  State: text(),
  Encrypted: boolean(),
  KmsKeyId: optional(text()),
  SnapshotId: optional(text()),
  CreateTime: timestamp(),
  Attachments: optional(
    list(structure({ VolumeId: text(), InstanceId: text(), Device: text(), State: text() })),
  ),
});

const described = (volume: Volume, now: number) => ({
  VolumeId: volume.id,
  Size: volume.sizeGiB,
  AvailabilityZone: volume.zone,
  State: stateOfVolume(volume, now),
  Encrypted: volume.encrypted,
  ...(volume.key && { KmsKeyId: volume.key.keyArn }),
  ...(volume.snapshotId !== undefined && { SnapshotId: volume.snapshotId }),
  CreateTime: volume.madeAt,
  ...(volume.attachment && {
    Attachments: [
      {
        VolumeId: volume.id,
        InstanceId: volume.attachment.instanceId,
        Device: volume.attachment.device,
        State: 'attached',
      },
    ],
  }),
});

const newVolume = structure({
  AvailabilityZone: text({ min: 1, max: 32 }),
  Size: size(),
  SnapshotId: optional(text()),
  Encrypted: optional(boolean()),
  KmsKeyId: optional(text({ min: 1, max: 2048 })),
});

export const CreateVolume = ec2Operation({
  name: 'CreateVolume',
  summary: 'Makes a volume, empty or from a snapshot. Whether it is encrypted is settled here.',
  readOnly: false,
  label: 'volume is being made',
  input: newVolume,
  output: volumeShape,
  throws: [
    'IncorrectState',
    'InvalidParameterDependency',
    'InvalidParameterValue',
    'InvalidSnapshot.NotFound',
    'MissingParameter',
  ],
  permissions: [
    { action: 'ec2:CreateVolume', on: 'volumes of the account' },
    {
      action: 'ec2:CreateVolume',
      on: 'the snapshot that SnapshotId names',
      when: 'SnapshotId is sent',
    },
    ...onTheKey('the volume is to be encrypted', [
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]),
  ],
  about: (call) => [
    aboutNewVolume(call),
    ...(call.input.SnapshotId === undefined ? [] : [aboutSnapshot(call, call.input.SnapshotId)]),
  ],

  handle(call) {
    const { account, region, now, input } = call;
    const from = input.SnapshotId === undefined ? undefined : readySnapshot(call, input.SnapshotId);
    const sizeGiB = input.Size ?? from?.sizeGiB;
    if (sizeGiB === undefined) throw errors.neitherSizeNorSnapshot();
    const id = newId(call, 'vol');
    const keyId = keyFor(call, input, from);
    const content = made(call, { id, keyId, from: from ?? { sectors: new Map() } });
    const volume: Volume = {
      id,
      account,
      region,
      zone: input.AvailabilityZone,
      sizeGiB,
      madeAt: now,
      readyAt: now + limits.readySeconds * 1000,
      encrypted: keyId !== undefined,
      ...(from && { snapshotId: from.id }),
      ...content,
    };
    ec2Of(call).volumes.set(id, volume);
    return described(volume, now);
  },
});

function readySnapshot(call: Call, id: string): Snapshot {
  const snapshot = snapshotOf(call, id);
  const state = stateOfSnapshot(snapshot, call.now);
  if (state !== 'completed') throw errors.state(id, state, 'completed');
  return snapshot;
}

interface Wanted {
  readonly Encrypted?: boolean;
  readonly KmsKeyId?: string;
}

/** Undefined: the volume is not encrypted. */
function keyFor(
  call: Call,
  { Encrypted, KmsKeyId }: Wanted,
  from: Snapshot | undefined,
): string | undefined {
  const { byDefault, keyId } = wishesOf(call);
  if (from?.encrypted && Encrypted === false) throw errors.staysEncrypted();
  const encrypted = from?.encrypted === true || byDefault || Encrypted === true;
  if (!encrypted && KmsKeyId !== undefined) throw errors.keyWithoutEncryption();
  if (!encrypted) return undefined;
  if (KmsKeyId !== undefined) return KmsKeyId;
  // One's own encrypted snapshot brings its key along; a shared one does not.
  return from?.key && from.account === call.account ? from.key.keyArn : keyId;
}

export const ModifyVolume = ec2Operation({
  name: 'ModifyVolume',
  summary: 'Makes a volume larger. There is no way to change whether it is encrypted.',
  readOnly: false,
  label: 'volume changed',
  input: structure({ VolumeId: text(), Size: size() }),
  output: structure({
    VolumeModification: structure({
      VolumeId: text(),
      ModificationState: text(),
      TargetSize: integer(),
    }),
  }),
  throws: ['InvalidParameterValue', 'InvalidVolume.NotFound'],
  about: (call) => aboutVolume(call, call.input.VolumeId),

  handle(call) {
    const volume = volumeOf(call, call.input.VolumeId);
    const { Size = volume.sizeGiB } = call.input;
    if (Size < volume.sizeGiB) throw errors.smaller();
    volume.sizeGiB = Size;
    return {
      VolumeModification: {
        VolumeId: volume.id,
        ModificationState: 'completed',
        TargetSize: Size,
      },
    };
  },
});

export const DeleteVolume = ec2Operation({
  name: 'DeleteVolume',
  summary: 'Deletes a volume that is attached to nothing.',
  readOnly: false,
  label: 'volume gone',
  input: structure({ VolumeId: text() }),
  output: structure({}),
  throws: ['InvalidVolume.NotFound', 'VolumeInUse'],
  about: (call) => aboutVolume(call, call.input.VolumeId),

  handle(call) {
    const { id, attachment } = volumeOf(call, call.input.VolumeId);
    if (attachment) throw errors.volumeInUse(id);
    ec2Of(call).volumes.delete(id);
    return {};
  },
});

export const DescribeVolumes = ec2Operation({
  name: 'DescribeVolumes',
  summary: 'Lists volumes, their state, and the key of those that are encrypted.',
  readOnly: true,
  label: 'volumes',
  input: structure({ VolumeIds: optional(list(text())) }),
  output: structure({ Volumes: list(volumeShape) }),
  throws: ['InvalidVolume.NotFound'],
  about: aboutAccount,

  handle(call) {
    const { VolumeIds: ids = [] } = call.input;
    const all = [...ec2Of(call).volumes.keys()];
    const found =
      ids.length > 0
        ? ids.map((id) => volumeOf(call, id))
        : all.flatMap((id) => findVolume(call, id) ?? []);
    return { Volumes: found.map((volume) => described(volume, call.now)) };
  },
});
