// What each operation does with a key in each state, typed in from AWS's table of key states (facts sheet,
// section 3), and the words of each refusal. Nothing here is derived from the engine.

export const STATES = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'Unavailable',
  'Creating',
  'Updating',
  'PendingReplicaDeletion',
] as const;
export type State = (typeof STATES)[number];

/** 'none': no key of the right kind is ever in this state. */
export type Cell = 'ok' | 'none' | keyof typeof FAULTS;

/** D: disabled. PD, PRD, PI: pending deletion, replica deletion, import. UN, CR, UP: unavailable, creating, updating. U: of another origin. */
export const FAULTS = {
  D: ['DisabledException', 'is disabled.'],
  PD: ['KMSInvalidStateException', 'is pending deletion.'],
  PRD: ['KMSInvalidStateException', 'is pending replica deletion.'],
  PI: ['KMSInvalidStateException', 'is pending import.'],
  UN: ['KMSInvalidStateException', 'is unavailable.'],
  CR: ['KMSInvalidStateException', 'is creating.'],
  UP: ['KMSInvalidStateException', 'is updating.'],
  NPD: ['KMSInvalidStateException', 'is not pending deletion.'],
  U: ['UnsupportedOperationException', 'which is not valid for this operation.'],
} as const;

type Row = Readonly<Record<State, Cell>>;

/** The columns of AWS's table. A primary key that waits for its replicas is like one that waits for its end, but says so. */
const row = (...cells: readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell]): Row => {
  const columns = STATES.map((state, i) => [
    state,
    cells[i] ?? (cells[2] === 'PD' ? 'PRD' : cells[2]),
  ]);
  return Object.fromEntries(columns) as Row;
};

//                   Enabled Disabled Deletion Import  Unavail. Creating Updating
const SEALING = row('ok', 'D', 'PD', 'PI', 'UN', 'CR', 'ok');
const PAIRS = row('ok', 'D', 'PD', 'PI', 'U', 'CR', 'ok');
const ASYMMETRIC = row('ok', 'D', 'PD', 'PI', 'none', 'CR', 'ok');
const ALWAYS = row('ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok');
const CHANGE = row('ok', 'ok', 'PD', 'ok', 'ok', 'ok', 'ok');
const SWITCH = row('ok', 'ok', 'PD', 'PI', 'ok', 'CR', 'UP');
const SCHEDULE = row('ok', 'D', 'PD', 'U', 'U', 'CR', 'ok');

/** By operation; those on keys alone. */
export const TABLE: Readonly<Record<string, Row>> = {
  Encrypt: SEALING,
  Decrypt: SEALING,
  ReEncrypt: SEALING,
  GenerateDataKey: SEALING,
  GenerateDataKeyWithoutPlaintext: SEALING,
  GenerateDataKeyPair: PAIRS,
  GenerateDataKeyPairWithoutPlaintext: PAIRS,
  Sign: ASYMMETRIC,
  Verify: ASYMMETRIC,
  GenerateMac: ASYMMETRIC,
  VerifyMac: ASYMMETRIC,
  DeriveSharedSecret: ASYMMETRIC,
  // Younger than the table: as the others that use a key pair, which cannot be imported here.
  Encapsulate: row('ok', 'D', 'PD', 'none', 'none', 'CR', 'ok'),
  Decapsulate: row('ok', 'D', 'PD', 'none', 'none', 'CR', 'ok'),
  // The table serves a key that waits for an import; recorded answers do not.
  GetPublicKey: row('ok', 'ok', 'PD', 'PI', 'none', 'CR', 'ok'),
  DescribeKey: ALWAYS,
  GetKeyPolicy: ALWAYS,
  PutKeyPolicy: ALWAYS,
  ListGrants: ALWAYS,
  ListKeyPolicies: ALWAYS,
  ListResourceTags: ALWAYS,
  RetireGrant: ALWAYS,
  RevokeGrant: ALWAYS,
  DeleteAlias: ALWAYS,
  // Younger than the table.
  GetKeyLastUsage: ALWAYS,
  CreateAlias: CHANGE,
  UpdateAlias: CHANGE,
  TagResource: CHANGE,
  UntagResource: CHANGE,
  UpdateKeyDescription: CHANGE,
  CreateGrant: row('ok', 'D', 'PD', 'PI', 'ok', 'CR', 'ok'),
  EnableKey: SWITCH,
  DisableKey: SWITCH,
  ScheduleKeyDeletion: row('ok', 'ok', 'PD', 'ok', 'ok', 'ok', 'UP'),
  CancelKeyDeletion: row('NPD', 'NPD', 'ok', 'NPD', 'NPD', 'NPD', 'NPD'),
  EnableKeyRotation: SCHEDULE,
  DisableKeyRotation: SCHEDULE,
  // The table refuses a key that waits for an import; recorded answers do not.
  GetKeyRotationStatus: row('ok', 'ok', 'ok', 'ok', 'U', 'ok', 'ok'),
  ListKeyRotations: row('ok', 'ok', 'ok', 'ok', 'U', 'ok', 'ok'),
  RotateKeyOnDemand: row('ok', 'D', 'PD', 'PI', 'U', 'CR', 'ok'),
  GetParametersForImport: row('ok', 'ok', 'PD', 'ok', 'U', 'CR', 'UP'),
  ImportKeyMaterial: row('ok', 'ok', 'PD', 'ok', 'U', 'CR', 'ok'),
  DeleteImportedKeyMaterial: row('ok', 'ok', 'ok', 'ok', 'none', 'CR', 'UP'),
  ReplicateKey: row('ok', 'D', 'PD', 'PI', 'none', 'CR', 'UP'),
  UpdatePrimaryRegion: row('ok', 'D', 'PD', 'PI', 'none', 'CR', 'ok'),
};
