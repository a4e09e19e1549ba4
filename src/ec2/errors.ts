// EC2's refusals, and how it passes on those of KMS. Source: EC2 API reference, "Error codes".

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';

const missing = (kind: 'Volume' | 'Snapshot', id: string): ServiceError =>
  refuse(
    `Invalid${kind}.NotFound`,
    `The ${kind.toLowerCase()} '${id}' does not exist.`,
    `No ${kind.toLowerCase()} of this Region that you may see has this id.`,
  );

export const errors = {
  accessDenied: (_usual: string, why: string): ServiceError =>
    refuse('UnauthorizedOperation', 'You are not authorized to perform this operation.', why, 403),
  noVolume: (id: string): ServiceError => missing('Volume', id),
  noSnapshot: (id: string): ServiceError => missing('Snapshot', id),
  noInstance: (id: string): ServiceError =>
    refuse(
      'InvalidInstanceID.NotFound',
      `The instance ID '${id}' does not exist`,
      'No instance of this account and Region has this id.',
    ),
  state: (what: string, state: string, wanted: string): ServiceError =>
    refuse('IncorrectState', `${what} is in state ${state}.`, `It has to be ${wanted} for this.`),
  volumeInUse: (id: string): ServiceError =>
    refuse('VolumeInUse', `${id} is already attached to an instance`, 'Detach it first.'),
  deviceTaken: (device: string): ServiceError =>
    refuse(
      'InvalidParameterValue',
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
      'Another volume is attached there.',
    ),
  otherZone: (volume: string, instance: string): ServiceError =>
    refuse(
      'InvalidVolume.ZoneMismatch',
      `The volume '${volume}' is not in the same availability zone as instance '${instance}'`,
      'A volume can be attached only inside its Availability Zone.',
    ),
  notAttached: (device: string): ServiceError =>
    refuse(
      'IncorrectState',
      `Nothing is attached as ${device}.`,
      'Attach a volume under this name first, to an instance that runs.',
    ),
  keyWithoutEncryption: (): ServiceError =>
    refuse(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
      'A key was named for something that is not to be encrypted.',
    ),
  staysEncrypted: (): ServiceError =>
    refuse(
      'InvalidParameterValue',
      'The encrypted flag cannot be cleared since the source snapshot is encrypted.',
      'What comes from an encrypted snapshot is encrypted.',
    ),
  neitherSizeNorSnapshot: (): ServiceError =>
    refuse(
      'MissingParameter',
      'The request must contain the parameter size or snapshotId',
      'A volume needs a size, or a snapshot that has one.',
    ),
  smaller: (): ServiceError =>
    refuse(
      'InvalidParameterValue',
      'The new size may not be smaller than the existing one.',
      'A volume only grows.',
    ),
  publicEncrypted: (): ServiceError =>
    refuse(
      'InvalidParameter',
      'Encrypted snapshots cannot be shared publicly',
      'An encrypted snapshot can be shared with accounts that you name, never with all.',
    ),
  sharedManagedKey: (): ServiceError =>
    refuse(
      'InvalidParameter',
      'Encrypted snapshots with EBS default key cannot be shared',
      'The key policy of an AWS managed key lets in no other account, and nobody can change it.',
    ),
  /** AWS does not document which of its codes an attachment ends in; this one says what happened. */
  keyNotAccessible: ({ code, message, why }: Refusal): ServiceError =>
    refuse('CustomerKeyHasBeenRevoked', message, `KMS answered ${code}. ${why}`),
};

export const meanings: Readonly<Record<string, string>> = {
  CustomerKeyHasBeenRevoked: 'The KMS key of the volume cannot be used.',
  IncorrectState: 'The volume, snapshot or instance is in a state that does not allow this.',
  'InvalidInstanceID.NotFound': 'No instance of this account and Region has this id.',
  InvalidParameter: 'The members of the request are not allowed together.',
  InvalidParameterDependency: 'One member of the request needs another.',
  InvalidParameterValue: 'A member of the request has a value that it cannot have here.',
  'InvalidSnapshot.NotFound': 'No snapshot that the caller may see has this id.',
  'InvalidVolume.NotFound': 'No volume of this account and Region has this id.',
  'InvalidVolume.ZoneMismatch': 'Volume and instance are in different Availability Zones.',
  MissingParameter: 'The request lacks a member that is needed here.',
  UnauthorizedOperation: 'The caller lacks a permission for EC2.',
  VolumeInUse: 'The volume is attached to an instance.',
};
