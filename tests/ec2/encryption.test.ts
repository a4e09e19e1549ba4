// EBS at rest: sealed by the host, opened while attached, refused at the next attachment.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { hex, textOf, utf8 } from '../../src/crypto/bytes.ts';
import { asksForEachBlock } from '../../src/ec2/rules.ts';
import { ec2Of } from '../../src/ec2/state.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  ALICE,
  allow,
  bytesOf,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { holdsAtRest } from '../support/at-rest.ts';
import { anInstance, aVolume, settle, ZONE } from '../support/ec2.ts';

const Data = utf8('orders of January');
const Device = '/dev/sdf';

const instances = (cloud: Cloud) => [...ec2Of({ cloud, region: 'us-east-1' }).instances.keys()];
const volumes = (cloud: Cloud) => [...ec2Of({ cloud, region: 'us-east-1' }).volumes.values()];

/** Attaches the one volume to the one instance. */
const attach = (cloud: Cloud, as?: string) =>
  call(
    cloud,
    'ec2:AttachVolume',
    { VolumeId: volumes(cloud)[0]?.id ?? '', InstanceId: instances(cloud)[0] ?? '', Device },
    as === undefined ? {} : { as },
  );

const write = (cloud: Cloud) =>
  call(cloud, 'ec2:WriteBlocks', { InstanceId: instances(cloud)[0] ?? '', Device, Data });
const read = (cloud: Cloud) =>
  call(cloud, 'ec2:ReadBlocks', {
    InstanceId: instances(cloud)[0] ?? '',
    Device,
    Bytes: Data.length,
  });

function attachedUnder(KmsKeyId: string | undefined, cloud = aCloud()): Cloud {
  aVolume(cloud, KmsKeyId === undefined ? { Encrypted: true } : { Encrypted: true, KmsKeyId });
  anInstance(cloud);
  outputOf(attach(cloud));
  outputOf(write(cloud));
  return cloud;
}

holdsAtRest({
  name: 'EBS with a key of the customer',
  permissions: ['ec2:*'],
  prepare: (cloud, KmsKeyId) => {
    const made = call(cloud, 'ec2:CreateVolume', {
      AvailabilityZone: ZONE,
      Size: 1,
      Encrypted: true,
      KmsKeyId,
    });
    settle(cloud);
    anInstance(cloud);
    return made.outcome;
  },
  write: (cloud, as) => {
    const attached = attach(cloud, as).outcome;
    return attached.ok ? write(cloud).outcome : attached;
  },
  read: (cloud) => read(cloud).outcome,
  plaintext: Data,
  kept: (cloud) => volumes(cloud).flatMap(({ sectors }) => [...sectors.values()]),
  refusals: {
    'no KMS permission': 'CustomerKeyHasBeenRevoked',
    disabled: 'CustomerKeyHasBeenRevoked',
    'pending deletion': 'CustomerKeyHasBeenRevoked',
    // The volume never came into being: EC2 had answered before it knew.
    'another Region': 'IncorrectState',
    'another account': 'IncorrectState',
  },
});

test('a thief who carries the disk away reads what is not encrypted, and nothing else', () => {
  const cloud = aCloud();
  const plain = aVolume(cloud);
  anInstance(cloud);
  outputOf(attach(cloud));
  outputOf(write(cloud));
  const stolen = bytesOf(call(cloud, 'ec2:ReadRawDisk', { VolumeId: plain }), 'Plain');
  expect(textOf(stolen.slice(0, Data.length))).toBe('orders of January');
  const sealed = attachedUnder(undefined);
  const [volume] = volumes(sealed);
  const span = call(sealed, 'ec2:ReadRawDisk', { VolumeId: volume?.id ?? '' });
  expect(hex(bytesOf(span, 'Sealed'))).not.toContain(hex(Data));
});

describe('who asks KMS, for what', () => {
  test('making a volume: the caller, through EC2, for a data key that nobody sees', () => {
    const cloud = aCloud();
    const span = call(cloud, 'ec2:CreateVolume', {
      AvailabilityZone: ZONE,
      Size: 1,
      Encrypted: true,
      KmsKeyId: aKey(cloud),
    });
    const { VolumeId } = outputOf(span);
    expect(span.children).toMatchObject([
      {
        call: 'kms:GenerateDataKeyWithoutPlaintext',
        via: 'ec2.amazonaws.com',
        as: cloud.directory.administrator,
        input: { NumberOfBytes: 64, EncryptionContext: { 'aws:ebs:id': VolumeId } },
      },
    ]);
  });

  test('attaching it: the caller makes a grant, and the host decrypts by it', () => {
    const cloud = aCloud();
    const KmsKeyId = aKey(cloud);
    const VolumeId = aVolume(cloud, { Encrypted: true, KmsKeyId });
    const InstanceId = anInstance(cloud);
    const host = `arn:aws:sts::${ACCOUNT}:assumed-role/aws:ec2-infrastructure/${InstanceId}`;
    const span = call(cloud, 'ec2:AttachVolume', { VolumeId, InstanceId, Device });
    expect(span.children).toMatchObject([
      {
        call: 'kms:CreateGrant',
        via: 'ec2.amazonaws.com',
        input: {
          GranteePrincipal: host,
          Constraints: { EncryptionContextSubset: { 'aws:ebs:id': VolumeId } },
        },
      },
      { call: 'ec2:FetchKey', children: [{ call: 'kms:Decrypt' }] },
    ]);
    expect(cloud.trail.at(-1)).toMatchObject({
      eventName: 'AttachVolume',
    });
    const decrypt = cloud.trail.find(({ eventName }) => eventName === 'Decrypt');
    expect(decrypt).toMatchObject({
      sourceIPAddress: 'AWS Internal',
      userIdentity: { type: 'AssumedRole', arn: host },
      requestParameters: { encryptionContext: { 'aws:ebs:id': VolumeId } },
    });
  });

  test('whoever attaches needs kms:CreateGrant, and may be held to grants for services', () => {
    const cloud = aCloud();
    const KmsKeyId = aKey(cloud);
    aVolume(cloud, { Encrypted: true, KmsKeyId });
    anInstance(cloud);
    cloud.directory.put(ALICE, { policies: [allow('ec2:*', 'kms:Decrypt')] });
    expect(refusalOf(attach(cloud, ALICE)).why).toContain('AccessDeniedException');
    const forServices = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ],
    };
    cloud.directory.put(ALICE, { policies: [allow('ec2:*'), forServices] });
    expect(verdict(attach(cloud, ALICE))).toBe('ok');
  });

  test('with aws/ebs nobody needs a permission for KMS', () => {
    const cloud = aCloud();
    cloud.directory.put(ALICE, { policies: [allow('ec2:*')] });
    aVolume(cloud, { Encrypted: true }, { as: ALICE });
    anInstance(cloud, { as: ALICE });
    expect(verdict(attach(cloud, ALICE))).toBe('ok');
  });
});

describe.each([
  ['disabled', 'kms:DisableKey'],
  ['on its way to deletion', 'kms:ScheduleKeyDeletion'],
] as const)('a key that is %s', (_, operation) => {
  const troubled = (): Cloud => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    attachedUnder(KeyId, cloud);
    outputOf(call(cloud, operation, { KeyId }));
    return cloud;
  };

  test('does not disturb a volume that is attached', () => {
    const cloud = troubled();
    expect(verdict(write(cloud))).toBe('ok');
    expect(textOf(bytesOf(read(cloud), 'Data'))).toBe('orders of January');
  });

  test('bites at the next attachment', () => {
    const cloud = troubled();
    outputOf(call(cloud, 'ec2:DetachVolume', { VolumeId: volumes(cloud)[0]?.id ?? '' }));
    expect(refusalOf(attach(cloud)).code).toBe('CustomerKeyHasBeenRevoked');
  });

  test('bites when the instance starts again: it falls back to stopped', () => {
    const cloud = troubled();
    const InstanceIds = instances(cloud);
    outputOf(call(cloud, 'ec2:StopInstances', { InstanceIds }));
    outputOf(call(cloud, 'ec2:StartInstances', { InstanceIds }));
    expect(outputOf(call(cloud, 'ec2:DescribeInstances', {}))).toMatchObject({
      Reservations: [
        {
          Instances: [
            { State: { Name: 'stopped' }, StateReason: { Code: 'Client.InternalError' } },
          ],
        },
      ],
    });
    expect(verdict(read(cloud))).toBe('IncorrectState');
  });
});

test('whoever believes that each block asks KMS sees the attached volume fail', () => {
  const cloud = aCloud({ mutants: [{ ...asksForEachBlock, holds: true }] });
  const KeyId = aKey(cloud);
  attachedUnder(KeyId, cloud);
  expect(verdict(read(cloud))).toBe('ok');
  outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
  expect(verdict(read(cloud))).toBe('CustomerKeyHasBeenRevoked');
});

test('the data key is in the host while the volume is attached, and the grant goes with it', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  attachedUnder(KeyId, cloud);
  const grants = () => outputOf(call(cloud, 'kms:ListGrants', { KeyId }))['Grants'];
  expect(grants()).toHaveLength(1);
  const [VolumeId = ''] = volumes(cloud).map(({ id }) => id);
  const span = call(cloud, 'ec2:DetachVolume', { VolumeId });
  const [wiped] = span.children;
  expect(wiped).toMatchObject({ call: 'ec2:WipeVolumeKey' });
  expect(wiped?.forgets).toHaveLength(1);
  expect(grants()).toEqual([]);
});

test('a key that may not be used fails the volume after EC2 has answered', () => {
  const cloud = aCloud();
  const KmsKeyId = aKey(cloud);
  cloud.directory.put(ALICE, { policies: [allow('ec2:*')] });
  const VolumeId = aVolume(cloud, { Encrypted: true, KmsKeyId }, { as: ALICE });
  expect(outputOf(call(cloud, 'ec2:DescribeVolumes', { VolumeIds: [VolumeId] }))).toMatchObject({
    Volumes: [{ State: 'error', Encrypted: true }],
  });
});
