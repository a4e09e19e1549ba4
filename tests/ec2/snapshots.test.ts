// The snapshot dance, the shorter ways of today, copies across Regions, and sharing across accounts.

import { describe, expect, test } from 'vitest';
import type { CallOptions, Cloud } from '../../src/aws/cloud.ts';
import { textOf, utf8 } from '../../src/crypto/bytes.ts';
import { ec2Operations } from '../../src/ec2/service.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  aCloud,
  aKey,
  allow,
  bytesOf,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { anInstance, aSnapshot, aVolume, settle, ZONE } from '../support/ec2.ts';

const Data = utf8('orders of January');
const Device = '/dev/sdf';
const SourceRegion = 'us-east-1';
const IRELAND = { region: 'eu-west-1' };
const PARTNER = 'arn:aws:iam::444455556666:user/partner';

/** A volume with data on it, attached to an instance. */
function written(
  cloud: Cloud,
  input: Partial<Calls['ec2:CreateVolume']> = {},
): { readonly VolumeId: string; readonly InstanceId: string } {
  const VolumeId = aVolume(cloud, input);
  const InstanceId = anInstance(cloud);
  outputOf(call(cloud, 'ec2:AttachVolume', { VolumeId, InstanceId, Device }));
  outputOf(call(cloud, 'ec2:WriteBlocks', { InstanceId, Device, Data }));
  return { VolumeId, InstanceId };
}

function dataOn(cloud: Cloud, VolumeId: string, options: CallOptions = {}): string | undefined {
  const InstanceId = anInstance(cloud, options);
  outputOf(call(cloud, 'ec2:AttachVolume', { VolumeId, InstanceId, Device }, options));
  const read = { InstanceId, Device, Bytes: Data.length };
  return textOf(bytesOf(call(cloud, 'ec2:ReadBlocks', read, options), 'Data'));
}

const volume = (cloud: Cloud, VolumeId: string, options?: CallOptions) =>
  (
    outputOf(call(cloud, 'ec2:DescribeVolumes', { VolumeIds: [VolumeId] }, options))[
      'Volumes'
    ] as readonly Record<string, unknown>[]
  )[0];

const snapshot = (cloud: Cloud, SnapshotId: string, options?: CallOptions) =>
  (
    outputOf(call(cloud, 'ec2:DescribeSnapshots', { SnapshotIds: [SnapshotId] }, options))[
      'Snapshots'
    ] as readonly Record<string, unknown>[]
  )[0];

function copied(
  cloud: Cloud,
  input: Pick<Calls['ec2:CopySnapshot'], 'SourceSnapshotId' | 'Encrypted' | 'KmsKeyId'>,
  options?: CallOptions,
): string {
  const span = call(cloud, 'ec2:CopySnapshot', { SourceRegion, ...input }, options);
  settle(cloud);
  return String(outputOf(span)['SnapshotId']);
}

test('a volume cannot be encrypted in place: nothing in ModifyVolume could say so', () => {
  expect(Object.keys(ec2Operations.ModifyVolume.input.members)).toEqual(['VolumeId', 'Size']);
});

test('the dance in four steps: snapshot, encrypted copy, volume, swap', () => {
  const cloud = aCloud();
  const KmsKeyId = aKey(cloud);
  const { VolumeId, InstanceId } = written(cloud);
  // Neither detached nor stopped: today that is not asked for.
  const SnapshotId = aSnapshot(cloud, VolumeId);
  const copy = copied(cloud, { SourceSnapshotId: SnapshotId, Encrypted: true, KmsKeyId });
  const encrypted = aVolume(cloud, { SnapshotId: copy });
  expect(volume(cloud, encrypted)).toMatchObject({ Encrypted: true, KmsKeyId });
  outputOf(call(cloud, 'ec2:DetachVolume', { VolumeId }));
  outputOf(call(cloud, 'ec2:AttachVolume', { VolumeId: encrypted, InstanceId, Device }));
  const read = { InstanceId, Device, Bytes: Data.length };
  expect(textOf(bytesOf(call(cloud, 'ec2:ReadBlocks', read), 'Data'))).toBe('orders of January');
});

describe('today’s shorter ways', () => {
  test('an encrypted volume straight from the snapshot that is not', () => {
    const cloud = aCloud();
    const KmsKeyId = aKey(cloud);
    const SnapshotId = aSnapshot(cloud, written(cloud).VolumeId);
    const encrypted = aVolume(cloud, { SnapshotId, Encrypted: true, KmsKeyId });
    expect(volume(cloud, encrypted)).toMatchObject({ Encrypted: true, KmsKeyId });
    expect(dataOn(cloud, encrypted)).toBe('orders of January');
  });

  test('encryption by default, in one Region, for what is new', () => {
    const cloud = aCloud();
    const before = aVolume(cloud);
    outputOf(call(cloud, 'ec2:EnableEbsEncryptionByDefault', {}));
    const after = aVolume(cloud, { Encrypted: false });
    const abroad = aVolume(cloud, { AvailabilityZone: 'eu-west-1a' }, IRELAND);
    expect(volume(cloud, before)).toMatchObject({ Encrypted: false });
    expect(volume(cloud, after)).toMatchObject({ Encrypted: true });
    expect(volume(cloud, abroad, IRELAND)).toMatchObject({ Encrypted: false });
    const KmsKeyId = aKey(cloud);
    outputOf(call(cloud, 'ec2:ModifyEbsDefaultKmsKeyId', { KmsKeyId }));
    expect(volume(cloud, aVolume(cloud))).toMatchObject({ KmsKeyId });
  });
});

test('what is encrypted stays encrypted', () => {
  const cloud = aCloud();
  const SnapshotId = aSnapshot(cloud, aVolume(cloud, { Encrypted: true }));
  const input = { AvailabilityZone: ZONE, SnapshotId, Encrypted: false };
  expect(refusalOf(call(cloud, 'ec2:CreateVolume', input)).code).toBe('InvalidParameterValue');
  expect(volume(cloud, aVolume(cloud, { SnapshotId }))).toMatchObject({ Encrypted: true });
});

test('under the same key the data key stays, under another the whole disk is encrypted anew', () => {
  const cloud = aCloud();
  const [KmsKeyId, other] = [aKey(cloud), aKey(cloud)];
  const { VolumeId } = written(cloud, { Encrypted: true, KmsKeyId });
  const SnapshotId = aSnapshot(cloud, VolumeId);
  const asked = (key: string) =>
    call(cloud, 'ec2:CreateVolume', {
      AvailabilityZone: ZONE,
      SnapshotId,
      KmsKeyId: key,
    }).children.map((child) => child.call);
  expect(asked(KmsKeyId)).toEqual(['kms:ReEncrypt']);
  expect(asked(other)).toEqual([
    'kms:DescribeKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:Decrypt',
    'kms:Decrypt',
    'ec2:ReencryptDisk',
  ]);
  for (const key of [KmsKeyId, other]) {
    const made = aVolume(cloud, { SnapshotId, KmsKeyId: key });
    expect(dataOn(cloud, made)).toBe('orders of January');
  }
});

describe('a copy in another Region', () => {
  test('is encrypted anew under a key of that Region', () => {
    const cloud = aCloud();
    const [here, there] = [aKey(cloud), aKey(cloud, {}, IRELAND)];
    const { VolumeId } = written(cloud, { Encrypted: true, KmsKeyId: here });
    const SourceSnapshotId = aSnapshot(cloud, VolumeId);
    const SnapshotId = copied(cloud, { SourceSnapshotId, KmsKeyId: there }, IRELAND);
    expect(snapshot(cloud, SnapshotId, IRELAND)).toMatchObject({
      State: 'completed',
      KmsKeyId: there,
    });
    const abroad = aVolume(cloud, { SnapshotId, AvailabilityZone: 'eu-west-1a' }, IRELAND);
    expect(dataOn(cloud, abroad, IRELAND)).toBe('orders of January');
  });

  test('under a key of the Region it came from fails, after EC2 has answered', () => {
    const cloud = aCloud();
    const KmsKeyId = aKey(cloud);
    const SourceSnapshotId = aSnapshot(cloud, aVolume(cloud, { Encrypted: true, KmsKeyId }));
    const SnapshotId = copied(cloud, { SourceSnapshotId, KmsKeyId }, IRELAND);
    expect(snapshot(cloud, SnapshotId, IRELAND)).toMatchObject({
      State: 'error',
      StateMessage: 'Given key ID is not accessible',
    });
  });

  test.each([
    ['of an encrypted one gets aws/ebs', { Encrypted: true }, false, 'AWS'],
    [
      'of an encrypted one gets the default key, where encryption by default is on',
      { Encrypted: true },
      true,
      'CUSTOMER',
    ],
    ['of one that is not gets the default key', {}, false, 'CUSTOMER'],
  ])('for which nobody names a key: %s', (_, input, byDefault, manager) => {
    const cloud = aCloud();
    const SourceSnapshotId = aSnapshot(cloud, aVolume(cloud, input));
    const KmsKeyId = aKey(cloud, {}, IRELAND);
    outputOf(call(cloud, 'ec2:ModifyEbsDefaultKmsKeyId', { KmsKeyId }, IRELAND));
    if (byDefault) outputOf(call(cloud, 'ec2:EnableEbsEncryptionByDefault', {}, IRELAND));
    const SnapshotId = copied(cloud, { SourceSnapshotId, Encrypted: true }, IRELAND);
    const KeyId = String(snapshot(cloud, SnapshotId, IRELAND)?.['KmsKeyId']);
    expect(outputOf(call(cloud, 'kms:DescribeKey', { KeyId }, IRELAND))).toMatchObject({
      KeyMetadata: { KeyManager: manager },
    });
  });
});

describe('sharing', () => {
  const share = (cloud: Cloud, SnapshotId: string, whom: object) =>
    call(cloud, 'ec2:ModifySnapshotAttribute', {
      SnapshotId,
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      ...whom,
    });
  const partner = { UserIds: ['444455556666'] };

  test.each([
    ['under aws/ebs, with an account', { Encrypted: true }, partner, 'InvalidParameter'],
    ['under a key of one’s own, with all', 'customer', { GroupNames: ['all'] }, 'InvalidParameter'],
    ['under a key of one’s own, with an account', 'customer', partner, 'ok'],
    ['not encrypted, with all', {}, { GroupNames: ['all'] }, 'ok'],
  ] as const)('%s: %s', (_, input, whom, expected) => {
    const cloud = aCloud();
    const wish = input === 'customer' ? { Encrypted: true, KmsKeyId: aKey(cloud) } : input;
    const SnapshotId = aSnapshot(cloud, aVolume(cloud, wish));
    expect(verdict(share(cloud, SnapshotId, whom))).toBe(expected);
  });

  test('the other account copies it under a key of its own, if the key policy lets it in', () => {
    const cloud = aCloud();
    const KmsKeyId = aKey(cloud);
    const { VolumeId } = written(cloud, { Encrypted: true, KmsKeyId });
    const SourceSnapshotId = aSnapshot(cloud, VolumeId);
    outputOf(share(cloud, SourceSnapshotId, partner));
    cloud.directory.put(PARTNER, { policies: [allow('*')] });
    const as = { as: PARTNER };
    const own = aKey(cloud, {}, as);
    const refused = copied(cloud, { SourceSnapshotId, KmsKeyId: own }, as);
    expect(snapshot(cloud, refused, as)).toMatchObject({ State: 'error' });
    const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId: KmsKeyId }));
    const policy = JSON.parse(String(Policy)) as { Statement: object[] };
    policy.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: ['kms:DescribeKey', 'kms:Decrypt', 'kms:CreateGrant', 'kms:ReEncrypt*'],
      Resource: '*',
    });
    outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId: KmsKeyId, Policy: JSON.stringify(policy) }));
    const SnapshotId = copied(cloud, { SourceSnapshotId, KmsKeyId: own }, as);
    expect(snapshot(cloud, SnapshotId, as)).toMatchObject({ State: 'completed', KmsKeyId: own });
    const theirs = aVolume(cloud, { SnapshotId }, as);
    expect(dataOn(cloud, theirs, as)).toBe('orders of January');
  });

  test('who was not named does not see it', () => {
    const cloud = aCloud();
    const SnapshotId = aSnapshot(cloud, aVolume(cloud));
    cloud.directory.put(PARTNER, { policies: [allow('*')] });
    const span = call(
      cloud,
      'ec2:DescribeSnapshots',
      { SnapshotIds: [SnapshotId] },
      { as: PARTNER },
    );
    expect(refusalOf(span).code).toBe('InvalidSnapshot.NotFound');
  });
});
