// What EC2 and EBS keep: volumes and snapshots with what lies on them, instances, and the account's wishes.

import type { StateSlot } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import { hex } from '../crypto/bytes.ts';

/** The data key of a volume, as it is kept with it. */
export interface VolumeKey {
  readonly keyArn: string;
  readonly encryptedKey: Uint8Array;
  /** Id in its encryption context, aws:ebs:id. */
  readonly boundTo: string;
}

/** By number of sector; what was never written is not there. Sealed where there is a key. */
export type Sectors = ReadonlyMap<number, Uint8Array>;

interface Kept {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly madeAt: number;
  /** From then on it can be used. */
  readonly readyAt: number;
  readonly encrypted: boolean;
  /** Absent where nothing is encrypted, and where KMS refused. */
  readonly key?: VolumeKey;
  /** Why it will never be ready. */
  readonly failure?: string;
}

export interface Volume extends Kept {
  readonly zone: string;
  sizeGiB: number;
  readonly snapshotId?: string;
  readonly sectors: Map<number, Uint8Array>;
  attachment?: { readonly instanceId: string; readonly device: string };
}

export interface Snapshot extends Kept {
  readonly volumeId: string;
  readonly sizeGiB: number;
  readonly description: string;
  readonly sectors: Sectors;
  /** Accounts that may make volumes and copies of it; 'all' for everybody. */
  readonly sharedWith: Set<string>;
}

/** A data key in the hardware of the host, and the grant by which it got there. */
interface LoadedKey {
  readonly key: Uint8Array;
  readonly grantId: string;
}

export interface Instance {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly zone: string;
  state: 'running' | 'stopped' | 'terminated';
  /** Why it stopped by itself. */
  failure?: string;
  /** Volumes by device name. */
  readonly devices: Map<string, Volume>;
  /** By volume: there only while it runs. */
  readonly loaded: Map<string, LoadedKey>;
}

interface EncryptionWishes {
  byDefault: boolean;
  /** As ModifyEbsDefaultKmsKeyId was given it. */
  keyId: string;
}

/** Snapshots are shared across accounts, so all of a Region's lie together. */
interface OfRegion {
  readonly volumes: Map<string, Volume>;
  readonly snapshots: Map<string, Snapshot>;
  readonly instances: Map<string, Instance>;
}

const OF_REGION: StateSlot<OfRegion> = {
  name: 'ec2',
  initial: () => ({ volumes: new Map(), snapshots: new Map(), instances: new Map() }),
};

export const MANAGED_KEY = 'alias/aws/ebs';

const WISHES: StateSlot<EncryptionWishes> = {
  name: 'ebs-encryption-by-default',
  initial: () => ({ byDefault: false, keyId: MANAGED_KEY }),
};

type Where = Pick<Call, 'cloud' | 'region'>;

export const ec2Of = ({ cloud, region }: Where): OfRegion => cloud.state(OF_REGION, '*', region);

export const wishesOf = ({
  cloud,
  account,
  region,
}: Where & Pick<Call, 'account'>): EncryptionWishes => cloud.state(WISHES, account, region);

/** 'vol-0' and 16 hexadecimal digits. */
export const newId = (call: Call, kind: 'vol' | 'snap' | 'i'): string =>
  `${kind}-0${hex(call.entropy.bytes(8))}`;

type VolumeState = 'creating' | 'available' | 'in-use' | 'error';

export const stateOfVolume = (
  { readyAt, failure, attachment }: Volume,
  now: number,
): VolumeState => {
  if (now < readyAt) return 'creating';
  if (failure !== undefined) return 'error';
  return attachment ? 'in-use' : 'available';
};

export const stateOfSnapshot = (
  { readyAt, failure }: Snapshot,
  now: number,
): 'pending' | 'completed' | 'error' => {
  if (now < readyAt) return 'pending';
  return failure === undefined ? 'completed' : 'error';
};
