// A KMS key: what is known of it outside the HSM. Its material is a list of names; the bytes are elsewhere.

import type { Policy } from '../aws/iam/policy.ts';
import type { KeyStore } from './key-stores/store.ts';
import type { KeySpec, KeyUsage } from './specs.ts';

export const KEY_STATES = [
  'Creating',
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
  'Updating',
] as const;
export type KeyState = (typeof KEY_STATES)[number];

export const KEY_ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const;
export type KeyOrigin = (typeof KEY_ORIGINS)[number];

export type RotationType = 'AUTOMATIC' | 'ON_DEMAND';

/** What is known besides of material that came from outside. */
export interface Imported {
  /** Whether the HSM holds it now: it can be deleted, and it can expire. */
  readonly isPresent: boolean;
  /** When it expires; absent where it does not. */
  readonly validTo?: number;
  readonly description?: string;
}

/** One generation of key material. */
export interface Material {
  /** KeyMaterialId: 64 hexadecimal digits. Symmetric ciphertext blobs carry it. */
  readonly id: string;
  /** Counted from 1. */
  readonly generation: number;
  readonly createdAt: number;
  /** The public half, DER: no secret. */
  readonly publicKey?: Uint8Array;
  /** How and when it took over; absent on the first. */
  readonly rotation?: { readonly type: RotationType; readonly at: number };
  readonly imported?: Imported;
}

/** A key policy, and the text that GetKeyPolicy gives back. */
export interface KeyPolicy extends Policy {
  readonly text: string;
}

/** Automatic rotation, where it is on. */
export interface RotationSchedule {
  readonly periodInDays: number;
  /** The date that was missed, on a key that was not enabled when it came. */
  readonly next: number;
}

/** Operations that count as use of a key. */
export const USES = [
  'Encrypt',
  'Decrypt',
  'ReEncrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'Sign',
  'Verify',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
  'Encapsulate',
  'Decapsulate',
] as const;

/** The last use that succeeded. */
export interface LastUsage {
  readonly operation: (typeof USES)[number];
  readonly at: number;
  readonly eventId: string;
  readonly requestId: string;
}

/** Related keys: same id and material, each in a Region of its own. */
export interface MultiRegionSet {
  primary: KmsKey;
  replicas: readonly KmsKey[];
  /** How often KMS has brought them into line: tells these events apart. */
  synchronisations: number;
}

export interface KmsKey {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: KeyOrigin;
  readonly manager: 'CUSTOMER' | 'AWS';
  /** The custom key store that holds it, and the external key that seals once more. */
  readonly store?: KeyStore;
  readonly xksKeyId?: string;
  /** What an unavailable key is again, once its store is connected. */
  returnsAs?: 'Enabled' | 'Disabled';
  /** The set that this key belongs to: one object, held by all its keys. */
  multiRegion?: MultiRegionSet;
  description: string;
  policy: KeyPolicy;
  /** By key, in the order in which they were first given. */
  tags: ReadonlyMap<string, string>;
  state: KeyState;
  /** Oldest first; the last is current. */
  materials: readonly Material[];
  /** Imported, and not in use before RotateKeyOnDemand makes it current. */
  pendingMaterial?: Material;
  deletionDate?: number;
  /** Of a primary that waits for the end of its replicas: the waiting period that begins then. */
  pendingWindowInDays?: number;
  /** When Creating or Updating ends. */
  settlesAt?: number;
  onDemandRotations: number;
  schedule?: RotationSchedule;
  lastUsage?: LastUsage;
}

/** A key serves nobody while any material is missing that it has ever used. */
export const isComplete = ({ materials }: Pick<KmsKey, 'materials'>): boolean =>
  materials.length > 0 && materials.every(({ imported }) => imported?.isPresent !== false);

export function currentMaterial(key: KmsKey): Material {
  const material = key.materials.at(-1);
  if (!material) throw new TypeError(`${key.arn} has no material`);
  return material;
}
