// How EBS shows in a diagram, from its trace alone.

import { expect, test } from 'vitest';
import { utf8 } from '../../src/scenario/define.ts';
import { diagramOf } from '../support/diagram.ts';

test('an encrypted volume is made, attached, written to, and detached', () => {
  const VolumeId = { $ref: 'volume.VolumeId' };
  const InstanceId = { $ref: 'run.Instances.0.InstanceId' };
  const Device = '/dev/sdf';
  const text = diagramOf(
    [
      { id: 'key', call: 'kms:CreateKey', input: {} },
      { id: 'run', call: 'ec2:RunInstances', input: { MinCount: 1, MaxCount: 1 } },
    ],
    [
      {
        id: 'volume',
        call: 'ec2:CreateVolume',
        input: {
          AvailabilityZone: 'us-east-1a',
          Size: 1,
          Encrypted: true,
          KmsKeyId: { $ref: 'key.KeyMetadata.Arn' },
        },
      },
      { call: 'ec2:AttachVolume', input: { VolumeId, InstanceId, Device } },
      { call: 'ec2:WriteBlocks', input: { InstanceId, Device, Data: utf8('orders') } },
      { call: 'ec2:DetachVolume', input: { VolumeId } },
    ],
  );
  expect(text).toMatchInlineSnapshot(`
    [
      "Administrator to EC2 and EBS: CreateVolume",
      "EC2 and EBS to KMS: GenerateDataKeyWithoutPlaintext, 64 bytes",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 64 bytes",
      "HSM: encrypt with key material 1",
      "HSM to EC2 and EBS: encrypted key only",
      "EC2 and EBS to Administrator: volume is being made",
      "Administrator to EC2 and EBS: AttachVolume",
      "EC2 and EBS to KMS: CreateGrant",
      "KMS to EC2 and EBS: done",
      "EC2 and EBS to EC2 host: FetchKey",
      "EC2 host to KMS: Decrypt",
      "KMS to HSM: allowed: decrypt",
      "HSM: decrypt with key material 1",
      "HSM to EC2 host: plaintext data key",
      "EC2 host to EC2 and EBS: data key loaded",
      "EC2 and EBS to Administrator: attached",
      "Administrator to EC2 host: WriteBlocks",
      "EC2 host: encrypt the blocks",
      "EC2 host to EBS volume: keep the blocks",
      "EC2 host to Administrator: written",
      "Administrator to EC2 and EBS: DetachVolume",
      "EC2 host: wipe the data key",
      "EC2 and EBS to KMS: RetireGrant",
      "KMS to EC2 and EBS: done",
      "EC2 and EBS to Administrator: detached",
    ]
  `);
});
