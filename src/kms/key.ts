// A KMS key: what is known of it outside the HSM. Its material is a list of names; the bytes are elsewhere.

import type { Policy } from '../aws/iam/policy.ts';
import { refuse, type ServiceError } from '../aws/errors.ts';

export type KeyState =
  | 'Creating'
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'PendingReplicaDeletion'
  | 'Unavailable'
  | 'Updating';

export const KEY_USAGES = [
  'SIGN_VERIFY',
  'ENCRYPT_DECRYPT',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** One generation of key material. */
export interface Material {
  /** KeyMaterialId: 64 hexadecimal digits. */
  readonly id: string;
  /** What ciphertext blobs carry: 64 hexadecimal digits. */
  readonly backingId: string;
  /** Counted from 1. */
  readonly generation: number;
  readonly createdAt: number;
}

export interface KmsKey {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  readonly description: string;
  readonly usage: KeyUsage;
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly policy: Policy;
  state: KeyState;
  /** Oldest first; the last is current. */
  materials: readonly Material[];
  deletionDate?: number;
  onDemandRotations: number;
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
  | 'not pending deletion';

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
  /** CreateAlias */
  unlessPendingDeletion: {
    ...always,
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending deletion',
  },
  /** RotateKeyOnDemand */
  whenRotatable: whenUsable,
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
};

/** Message forms: facts sheet, section 2. */
export function stateError(key: KmsKey, fault: StateFault): ServiceError {
  const code = fault === 'disabled' ? 'DisabledException' : 'KMSInvalidStateException';
  return refuse(code, `${key.arn} is ${fault}.`, WHY[fault]);
}
