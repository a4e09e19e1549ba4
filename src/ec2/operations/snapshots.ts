import type { Call } from '../../aws/operation.ts';
import {
  boolean,
  choice,
  integer,
  list,
  optional,
  structure,
  text,
  timestamp,
} from '../../aws/shape.ts';
import { made } from '../contents.ts';
import { errors } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  aboutAccount,
  aboutNewSnapshot,
  aboutSnapshot,
  aboutVolume,
  ec2Operation,
  findSnapshot,
  snapshotOf,
  volumeOf,
} from '../operation.ts';
import { onTheKey } from '../permissions.ts';
import {
  ec2Of,
  MANAGED_KEY,
  newId,
  stateOfSnapshot,
  stateOfVolume,
  wishesOf,
  type Snapshot,
} from '../state.ts';

const snapshotShape = structure({
  SnapshotId: text(),
  VolumeId: text(),
  VolumeSize: integer(),
  OwnerId: text(),
  Description: text(),
  State: text(),
  StateMessage: optional(text()),
  Encrypted: boolean(),
  KmsKeyId: optional(text()),
  StartTime: timestamp(),
});

function described(snapshot: Snapshot, now: number) {
  const State = stateOfSnapshot(snapshot, now);
  return {
    SnapshotId: snapshot.id,
    VolumeId: snapshot.volumeId,
    VolumeSize: snapshot.sizeGiB,
    OwnerId: snapshot.account,
    Description: snapshot.description,
    State,
    ...(State === 'error' && { StateMessage: snapshot.failure }),
    Encrypted: snapshot.encrypted,
    ...(snapshot.key && { KmsKeyId: snapshot.key.keyArn }),
    StartTime: snapshot.madeAt,
  };
}

const description = () => optional(text({ max: 255 }));

export const CreateSnapshot = ec2Operation({
  name: 'CreateSnapshot',
  summary:
    'Keeps what lies on a volume now. It is encrypted if the volume is, under the same data key.',
  readOnly: false,
  label: 'snapshot is being taken',
  input: structure({ VolumeId: text(), Description: description() }),
  output: snapshotShape,
  throws: ['IncorrectState', 'InvalidVolume.NotFound'],
  permissions: [
    { action: 'ec2:CreateSnapshot', on: 'the volume that VolumeId names' },
    { action: 'ec2:CreateSnapshot', on: 'snapshots of the account' },
  ],
  about: (call) => [aboutVolume(call, call.input.VolumeId), aboutNewSnapshot(call)],

  handle(call) {
    const { account, region, now, input } = call;
    const volume = volumeOf(call, input.VolumeId);
    const state = stateOfVolume(volume, now);
    if (state === 'creating' || state === 'error') {
      throw errors.state(volume.id, state, 'available or in use');
    }
    const snapshot: Snapshot = {
      id: newId(call, 'snap'),
      account,
      region,
      madeAt: now,
      readyAt: now + limits.readySeconds * 1000,
      encrypted: volume.encrypted,
      ...(volume.key && { key: volume.key }),
      volumeId: volume.id,
      sizeGiB: volume.sizeGiB,
      description: input.Description ?? '',
      sectors: new Map(volume.sectors),
      sharedWith: new Set(),
    };
    ec2Of(call).snapshots.set(snapshot.id, snapshot);
    return described(snapshot, now);
  },
});

export const CopySnapshot = ec2Operation({
  name: 'CopySnapshot',
  summary:
    'Copies a snapshot into the Region that is called, perhaps encrypted, perhaps under another key.',
  readOnly: false,
  label: 'copy is being made',
  input: structure({
    SourceRegion: text({ min: 1, max: 32 }),
    SourceSnapshotId: text(),
    Encrypted: optional(boolean()),
    KmsKeyId: optional(text({ min: 1, max: 2048 })),
    Description: description(),
  }),
  output: structure({ SnapshotId: text() }),
  throws: [
    'IncorrectState',
    'InvalidParameterDependency',
    'InvalidParameterValue',
    'InvalidSnapshot.NotFound',
  ],
  permissions: [
    { action: 'ec2:CopySnapshot', on: 'snapshots of the account' },
    { action: 'ec2:CopySnapshot', on: 'the snapshot that SourceSnapshotId names' },
    ...onTheKey('the copy is encrypted', [
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]),
  ],
  about: (call) => [
    aboutNewSnapshot(call),
    aboutSnapshot({ ...call, region: call.input.SourceRegion }, call.input.SourceSnapshotId),
  ],

  handle(call) {
    const { account, region, now, input } = call;
    const source = snapshotOf({ ...call, region: input.SourceRegion }, input.SourceSnapshotId);
    const state = stateOfSnapshot(source, now);
    if (state !== 'completed') throw errors.state(source.id, state, 'completed');
    const id = newId(call, 'snap');
    const keyId = keyOfCopy(call, input, source);
    const copy: Snapshot = {
      id,
      account,
      region,
      madeAt: now,
      readyAt: now + limits.readySeconds * 1000,
      encrypted: keyId !== undefined,
      volumeId: source.volumeId,
      sizeGiB: source.sizeGiB,
      description: input.Description ?? '',
      sharedWith: new Set(),
      ...made(call, { id, keyId, from: source }),
    };
    ec2Of(call).snapshots.set(id, copy);
    return { SnapshotId: id };
  },
});

interface Wanted {
  readonly Encrypted?: boolean;
  readonly KmsKeyId?: string;
}

/** Undefined: the copy is not encrypted. Source: EBS user guide, "Copy an Amazon EBS snapshot". */
function keyOfCopy(
  call: Call,
  { Encrypted, KmsKeyId }: Wanted,
  source: Snapshot,
): string | undefined {
  const { byDefault, keyId } = wishesOf(call);
  if (source.encrypted && Encrypted === false) throw errors.staysEncrypted();
  const encrypted = source.encrypted || byDefault || Encrypted === true;
  if (!encrypted && KmsKeyId !== undefined) throw errors.keyWithoutEncryption();
  if (!encrypted) return undefined;
  return KmsKeyId ?? (source.encrypted && !byDefault ? MANAGED_KEY : keyId);
}

export const DeleteSnapshot = ec2Operation({
  name: 'DeleteSnapshot',
  summary: 'Deletes a snapshot.',
  readOnly: false,
  label: 'snapshot gone',
  input: structure({ SnapshotId: text() }),
  output: structure({}),
  throws: ['InvalidSnapshot.NotFound'],
  about: (call) => aboutSnapshot(call, call.input.SnapshotId),

  handle(call) {
    ec2Of(call).snapshots.delete(ownSnapshot(call, call.input.SnapshotId).id);
    return {};
  },
});

/** Whom a snapshot is shared with may use it, not change it. */
function ownSnapshot(call: Call, id: string): Snapshot {
  const snapshot = snapshotOf(call, id);
  if (snapshot.account !== call.account) throw errors.noSnapshot(id);
  return snapshot;
}

export const DescribeSnapshots = ec2Operation({
  name: 'DescribeSnapshots',
  summary: 'Lists snapshots, one’s own and those that others share, their state and their key.',
  readOnly: true,
  label: 'snapshots',
  input: structure({
    SnapshotIds: optional(list(text())),
    OwnerIds: optional(list(text())),
  }),
  output: structure({ Snapshots: list(snapshotShape) }),
  throws: ['InvalidSnapshot.NotFound'],
  about: aboutAccount,

  handle(call) {
    const { SnapshotIds: ids = [], OwnerIds: owners = [] } = call.input;
    const wanted = new Set(owners.map((owner) => (owner === 'self' ? call.account : owner)));
    const found =
      ids.length > 0
        ? ids.map((id) => snapshotOf(call, id))
        : [...ec2Of(call).snapshots.keys()].flatMap((id) => findSnapshot(call, id) ?? []);
    return {
      Snapshots: found
        .filter(({ account }) => wanted.size === 0 || wanted.has(account))
        .map((snapshot) => described(snapshot, call.now)),
    };
  },
});

export const ModifySnapshotAttribute = ec2Operation({
  name: 'ModifySnapshotAttribute',
  summary: 'Shares a snapshot with other accounts, or ends that.',
  readOnly: false,
  label: 'sharing changed',
  input: structure({
    SnapshotId: text(),
    Attribute: choice('createVolumePermission'),
    OperationType: choice('add', 'remove'),
    UserIds: optional(list(text({ pattern: /^\d{12}$/ }))),
    GroupNames: optional(list(choice('all'))),
  }),
  output: structure({}),
  throws: ['InvalidParameter', 'InvalidSnapshot.NotFound'],
  permissions: [
    { action: 'ec2:ModifySnapshotAttribute', on: 'the snapshot that SnapshotId names' },
    ...onTheKey('an encrypted snapshot is shared', ['kms:DescribeKey']),
  ],
  about: (call) => aboutSnapshot(call, call.input.SnapshotId),

  handle(call) {
    const { SnapshotId, OperationType, UserIds = [], GroupNames = [] } = call.input;
    const snapshot = ownSnapshot(call, SnapshotId);
    if (OperationType === 'remove') {
      for (const one of [...UserIds, ...GroupNames]) snapshot.sharedWith.delete(one);
      return {};
    }
    if (snapshot.encrypted && GroupNames.length > 0) throw errors.publicEncrypted();
    if (snapshot.key && isManagedByAws(call, snapshot.key.keyArn)) throw errors.sharedManagedKey();
    for (const one of [...UserIds, ...GroupNames]) snapshot.sharedWith.add(one);
    return {};
  },
});

function isManagedByAws(call: Call, KeyId: string): boolean {
  const outcome = call.ask('kms:DescribeKey', { KeyId });
  if (!outcome.ok) return false;
  return (outcome.output['KeyMetadata'] as { readonly KeyManager: string }).KeyManager === 'AWS';
}
