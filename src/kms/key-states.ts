// Key states: which operation serves a key in which state, and how it refuses. Source: key states of KMS keys
// (facts sheet, section 3).

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { KeyState, KmsKey } from './key.ts';

type StateFault =
  | 'disabled'
  | 'pending deletion'
  | 'pending replica deletion'
  | 'pending import'
  | 'unavailable'
  | 'creating'
  | 'updating'
  | 'not pending deletion'
  | 'of another origin';

/** Total, so that a new state does not compile until every rule has answered for it. */
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

/** Encrypt, Decrypt, ReEncrypt, GenerateDataKey…, Sign, Verify, GenerateMac, VerifyMac, DeriveSharedSecret, UpdatePrimaryRegion */
const whenUsable: StateRule = {
  Creating: 'creating',
  Enabled: 'serve',
  Disabled: 'disabled',
  PendingDeletion: 'pending deletion',
  PendingImport: 'pending import',
  PendingReplicaDeletion: 'pending replica deletion',
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
    PendingReplicaDeletion: 'pending replica deletion',
    Updating: 'updating',
  },
  /** ScheduleKeyDeletion */
  whenDeletable: {
    ...always,
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending replica deletion',
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
    PendingReplicaDeletion: 'pending replica deletion',
  },
  /** RotateKeyOnDemand, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext */
  whenUsableInKms: { ...whenUsable, Unavailable: 'of another origin' },
  /** GetPublicKey. Recorded: an imported key without material is refused, the table says otherwise. */
  whenPublished: {
    ...always,
    PendingImport: 'pending import',
    Creating: 'creating',
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending replica deletion',
  },
  /** CreateGrant */
  whenGrantable: { ...whenUsable, Unavailable: 'serve' },
  /** GetParametersForImport */
  whenPreparable: {
    ...always,
    Creating: 'creating',
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending replica deletion',
    Unavailable: 'of another origin',
    Updating: 'updating',
  },
  /** ImportKeyMaterial */
  whenImportable: {
    ...always,
    Creating: 'creating',
    PendingDeletion: 'pending deletion',
    PendingReplicaDeletion: 'pending replica deletion',
    Unavailable: 'of another origin',
  },
  /** DeleteImportedKeyMaterial */
  unlessInTransition: { ...always, Creating: 'creating', Updating: 'updating' },
  /** ReplicateKey */
  whenReplicable: { ...whenUsable, Updating: 'updating' },
  /** EnableKeyRotation, DisableKeyRotation */
  whenSchedulable: {
    ...whenUsable,
    PendingImport: 'of another origin',
    Unavailable: 'of another origin',
  },
  /** GetKeyRotationStatus. Recorded: imported keys are served, the table says otherwise. */
  whenScheduled: {
    ...always,
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
  'pending replica deletion':
    'The primary key is scheduled for deletion, which waits for its replicas to go. Until then it serves nobody. CancelKeyDeletion and EnableKey bring it back.',
  'pending import': 'The key has no material yet: it must be imported first.',
  unavailable: 'The key store that holds this key is not connected.',
  creating: 'The key is still being made. Try again in a moment.',
  updating: 'The key is being changed. Try again in a moment.',
  'not pending deletion': 'Nothing is scheduled for this key, so there is nothing to cancel.',
  'of another origin':
    'Where the material comes from decides what KMS can do with it: it rotates by itself only what it has made itself, and takes material in only where a key was made for that.',
};

/** An operation that this origin does not have, whatever the state. */
export const originError = (key: KmsKey): ServiceError => stateError(key, 'of another origin');

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
