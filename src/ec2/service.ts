// EC2 with EBS, as the platform sees it: one API in AWS, too.

import type { Service } from '../aws/operation.ts';
import { deeds } from './deeds.ts';
import { NITRO } from './encryption.ts';
import { meanings } from './errors.ts';
import {
  DisableEbsEncryptionByDefault,
  EnableEbsEncryptionByDefault,
  GetEbsDefaultKmsKeyId,
  GetEbsEncryptionByDefault,
  ModifyEbsDefaultKmsKeyId,
  ResetEbsDefaultKmsKeyId,
} from './operations/defaults.ts';
import { ReadBlocks, ReadRawDisk, WriteBlocks } from './operations/disk.ts';
import { AttachVolume, DetachVolume } from './operations/attachments.ts';
import {
  DescribeInstances,
  RunInstances,
  StartInstances,
  StopInstances,
  TerminateInstances,
} from './operations/instances.ts';
import {
  CopySnapshot,
  CreateSnapshot,
  DeleteSnapshot,
  DescribeSnapshots,
  ModifySnapshotAttribute,
} from './operations/snapshots.ts';
import { CreateVolume, DeleteVolume, DescribeVolumes, ModifyVolume } from './operations/volumes.ts';
import { rules } from './rules.ts';

export const ec2Operations = {
  AttachVolume,
  CopySnapshot,
  CreateSnapshot,
  CreateVolume,
  DeleteSnapshot,
  DeleteVolume,
  DescribeInstances,
  DescribeSnapshots,
  DescribeVolumes,
  DetachVolume,
  DisableEbsEncryptionByDefault,
  EnableEbsEncryptionByDefault,
  GetEbsDefaultKmsKeyId,
  GetEbsEncryptionByDefault,
  ModifyEbsDefaultKmsKeyId,
  ModifySnapshotAttribute,
  ModifyVolume,
  ReadBlocks,
  ReadRawDisk,
  ResetEbsDefaultKmsKeyId,
  RunInstances,
  StartInstances,
  StopInstances,
  TerminateInstances,
  WriteBlocks,
};

export const ec2Service: Service = {
  name: 'ec2',
  title: 'Amazon EC2 and EBS',
  endpoint: 'ec2.amazonaws.com',
  client: 'EC2Client',
  places: [
    { id: 'ebs', label: 'EBS volume', kind: 'store', keeps: ['ciphertext', 'plaintext'] },
    { id: NITRO, label: 'EC2 host', kind: 'service', keeps: ['dataKey'] },
    {
      id: 'ec2',
      label: 'EC2 and EBS',
      kind: 'service',
      keeps: ['encryptedDataKey'],
    },
  ],
  managedKey: { name: 'ebs', protects: 'EBS volumes' },
  operations: [...Object.values(ec2Operations), ...deeds],
  rules,
  meanings,
};
