// An instance with a volume, and a request for each operation of EC2 that is served there.

import type { CallOptions, Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { limits } from '../../src/ec2/limits.ts';
import { ec2Of } from '../../src/ec2/state.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { call, outputOf } from './cloud.ts';

export const ZONE = 'us-east-1a';

/** Until what EC2 has begun is ready. */
export const settle = (cloud: Cloud): void => cloud.advance(limits.readySeconds * 1000);

export function aVolume(
  cloud: Cloud,
  input: Partial<Calls['ec2:CreateVolume']> = {},
  options?: CallOptions,
): string {
  const { VolumeId } = outputOf(
    call(cloud, 'ec2:CreateVolume', { AvailabilityZone: ZONE, Size: 1, ...input }, options),
  );
  settle(cloud);
  return String(VolumeId);
}

export function aSnapshot(cloud: Cloud, VolumeId: string): string {
  const { SnapshotId } = outputOf(call(cloud, 'ec2:CreateSnapshot', { VolumeId }));
  settle(cloud);
  return String(SnapshotId);
}

export function anInstance(cloud: Cloud, options?: CallOptions): string {
  const { Instances } = outputOf(
    call(cloud, 'ec2:RunInstances', { MinCount: 1, MaxCount: 1 }, options),
  );
  return (Instances as readonly { readonly InstanceId: string }[])[0]?.InstanceId ?? '';
}

export function ec2Requests(cloud: Cloud, KmsKeyId: string): Readonly<Record<string, Members>> {
  const VolumeId = aVolume(cloud, { Encrypted: true, KmsKeyId });
  const free = aVolume(cloud);
  const InstanceId = anInstance(cloud);
  const other = anInstance(cloud);
  const SnapshotId = aSnapshot(cloud, free);
  const Device = '/dev/sdf';
  outputOf(call(cloud, 'ec2:AttachVolume', { VolumeId, InstanceId, Device }));
  const place = { InstanceId, Device, Sector: 0 };
  outputOf(call(cloud, 'ec2:WriteBlocks', { ...place, Data: utf8('hello') }));
  const issued = outputOf(
    call(cloud, 'kms:CreateGrant', {
      KeyId: KmsKeyId,
      GranteePrincipal: cloud.directory.administrator,
      Operations: ['Decrypt'],
    }),
  );
  const { key } = ec2Of({ cloud, region: 'us-east-1' }).volumes.get(VolumeId) ?? {};
  return {
    'ec2:AttachVolume': { VolumeId: free, InstanceId: other, Device },
    'ec2:CopySnapshot': {
      SourceRegion: 'us-east-1',
      SourceSnapshotId: SnapshotId,
      Encrypted: true,
      KmsKeyId,
      Description: 'x',
    },
    'ec2:CreateSnapshot': { VolumeId, Description: 'x' },
    'ec2:CreateVolume': {
      AvailabilityZone: ZONE,
      Size: 1,
      SnapshotId,
      Encrypted: true,
      KmsKeyId,
    },
    'ec2:DeleteSnapshot': { SnapshotId },
    'ec2:DeleteVolume': { VolumeId: free },
    'ec2:DescribeInstances': { InstanceIds: [InstanceId] },
    'ec2:DescribeSnapshots': { SnapshotIds: [SnapshotId], OwnerIds: ['self'] },
    'ec2:DescribeVolumes': { VolumeIds: [VolumeId] },
    'ec2:DetachVolume': { VolumeId },
    'ec2:DisableEbsEncryptionByDefault': {},
    'ec2:EnableEbsEncryptionByDefault': {},
    'ec2:FetchKey': {
      InstanceId,
      VolumeId,
      CiphertextBlob: key?.encryptedKey,
      EncryptionContext: { 'aws:ebs:id': VolumeId },
      ...issued,
    },
    'ec2:GetEbsDefaultKmsKeyId': {},
    'ec2:GetEbsEncryptionByDefault': {},
    'ec2:ModifyEbsDefaultKmsKeyId': { KmsKeyId },
    'ec2:ModifySnapshotAttribute': {
      SnapshotId,
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      UserIds: ['444455556666'],
      GroupNames: ['all'],
    },
    'ec2:ModifyVolume': { VolumeId, Size: 2 },
    'ec2:ReadBlocks': { ...place, Bytes: 5 },
    'ec2:ReadRawDisk': { VolumeId },
    'ec2:ResetEbsDefaultKmsKeyId': {},
    'ec2:RunInstances': {
      ImageId: 'ami-1',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      Placement: { AvailabilityZone: ZONE },
    },
    'ec2:StartInstances': { InstanceIds: [other] },
    'ec2:StopInstances': { InstanceIds: [InstanceId] },
    'ec2:TerminateInstances': { InstanceIds: [other] },
    'ec2:WriteBlocks': { ...place, Data: utf8('world') },
  };
}
