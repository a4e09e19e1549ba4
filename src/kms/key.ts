// A KMS key: what is known of it outside the HSM. Its material is a list of names; the bytes are elsewhere.

import type { Policy } from '../aws/iam/policy.ts';
import { refuse, type ServiceError } from '../aws/errors.ts';

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

export const KEY_USAGES = [
  'SIGN_VERIFY',
  'ENCRYPT_DECRYPT',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export const KEY_SPECS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'SYMMETRIC_DEFAULT',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'SM2',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ECC_NIST_EDWARDS25519',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
] as const;
export type KeySpec = (typeof KEY_SPECS)[number];

/** What the deprecated twin of KeySpec takes: nothing that is younger than it. */
export const CUSTOMER_MASTER_KEY_SPECS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'SYMMETRIC_DEFAULT',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'SM2',
] as const satisfies readonly KeySpec[];

export const KEY_ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const;
export type KeyOrigin = (typeof KEY_ORIGINS)[number];

export type RotationType = 'AUTOMATIC' | 'ON_DEMAND';

/** One generation of key material. */
export interface Material {
  /** KeyMaterialId: 64 hexadecimal digits. */
  readonly id: string;
  /** What ciphertext blobs carry: 64 hexadecimal digits. */
  readonly backingId: string;
  /** Counted from 1. */
  readonly generation: number;
  readonly createdAt: number;
  /** How and when it took over; absent on the first. */
  readonly rotation?: { readonly type: RotationType; readonly at: number };
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
  description: string;
  policy: KeyPolicy;
  /** By key, in the order in which they were first given. */
  tags: ReadonlyMap<string, string>;
  state: KeyState;
  /** Oldest first; the last is current. */
  materials: readonly Material[];
  deletionDate?: number;
  onDemandRotations: number;
  schedule?: RotationSchedule;
  lastUsage?: LastUsage;
}

/** What UpdateAlias may not change under a program: whether keys are symmetric, and what they are for. */
export function kindOf({ spec, usage }: KmsKey): string {
  if (spec === 'SYMMETRIC_DEFAULT') return `symmetric ${usage}`;
  return spec.startsWith('HMAC_') ? `HMAC ${usage}` : `asymmetric ${usage}`;
}

export function currentMaterial(key: KmsKey): Material {
  const material = key.materials.at(-1);
  if (!material) throw new TypeError(`${key.arn} has no material`);
  return material;
}

type StateFault =
  | 'disabled'
  | 'pending deletion'
  | 'pending import'
  | 'unavailable'
  | 'creating'
  | 'updating'
  | 'not pending deletion'
  | 'of another origin';

/**
 * Total, so that a new state does not compile until every rule has answered for it.
 * Source: key states of KMS keys (facts sheet, section 3).
 */
export type StateRule = Readonly<Record<KeyState, 'serve' | StateFault>>;

const always: StateRule = {
  Creating: 'serve',
  Enabled: 'serve',
  Disabled: 'serve',
  PendingDeletion: 'serve',
  PendingImport: 'serve',
  PendingReplicaDeletion: 'serve',
  Unavailable: 'serve',
  Updating: 'serve',
};

/** Encrypt, Decrypt, ReEncrypt, GenerateDataKey… */
const whenUsable: StateRule = {
  Creating: 'creating',
  Enabled: 'serve',
  Disabled: 'disabled',
  PendingDeletion: 'pending deletion',
  PendingImport: 'pending import',
  PendingReplicaDeletion: 'pending deletion',
  Unavailable: 'unavailable',
  Updating: 'serve',
};

export const states = {
  always,
  whenUsable,
  /** EnableKey, DisableKey */
  whenSwitchable: {
    ...always,
    Creating: 'creating',
    PendingDeletion: 'pending deletion',
    PendingImport: 'pending import',
    PendingReplicaDeletion: 'pending deletion',
    Updating: 'updating',
  },
  /** ScheduleKeyDeletion */
  whenDeletable: {
    ...always,
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending deletion',
    Updating: 'updating',
  },
  /** CancelKeyDeletion */
  whenPendingDeletion: {
    Creating: 'not pending deletion',
    Enabled: 'not pending deletion',
    Disabled: 'not pending deletion',
    PendingDeletion: 'serve',
    PendingImport: 'not pending deletion',
    PendingReplicaDeletion: 'serve',
    Unavailable: 'not pending deletion',
    Updating: 'not pending deletion',
  },
  /** CreateAlias, UpdateAlias, TagResource, UntagResource, UpdateKeyDescription */
  unlessPendingDeletion: {
    ...always,
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending deletion',
  },
  /** RotateKeyOnDemand */
  whenRotatable: whenUsable,
  /** EnableKeyRotation, DisableKeyRotation */
  whenSchedulable: {
    ...whenUsable,
    PendingImport: 'of another origin',
    Unavailable: 'of another origin',
  },
  /** GetKeyRotationStatus */
  whenScheduled: {
    ...always,
    PendingImport: 'of another origin',
    Unavailable: 'of another origin',
  },
  /** ListKeyRotations */
  unlessUnavailable: { ...always, Unavailable: 'of another origin' },
} as const satisfies Record<string, StateRule>;

const WHY: Readonly<Record<StateFault, string>> = {
  disabled:
    'The key exists and the policy allows this call, but someone has switched the key off. EnableKey undoes it.',
  'pending deletion':
    'The key is scheduled for deletion, and until then it serves nobody. CancelKeyDeletion and EnableKey bring it back while the waiting period lasts.',
  'pending import': 'The key has no material yet: it must be imported first.',
  unavailable: 'The key store that holds this key is not connected.',
  creating: 'The key is still being made. Try again in a moment.',
  updating: 'The key is being changed. Try again in a moment.',
  'not pending deletion': 'Nothing is scheduled for this key, so there is nothing to cancel.',
  'of another origin':
    'KMS rotates only material that it has made itself. Imported material and key stores of your own are yours to rotate.',
};

const codeOf = (fault: StateFault): string =>
  fault === 'disabled'
    ? 'DisabledException'
    : fault === 'of another origin'
      ? 'UnsupportedOperationException'
      : 'KMSInvalidStateException';

/** Codes with which keys may be refused under this rule. */
export const stateFaults = (rule: StateRule): readonly string[] => [
  ...new Set(Object.values(rule).flatMap((answer) => (answer === 'serve' ? [] : codeOf(answer)))),
];

/** Message forms: facts sheet, section 2. */
export function stateError(key: KmsKey, fault: StateFault): ServiceError {
  const message =
    fault === 'of another origin'
      ? `${key.arn} origin is ${key.origin} which is not valid for this operation.`
      : `${key.arn} is ${fault}.`;
  return refuse(codeOf(fault), message, WHY[fault]);
}
