// Every operation on keys, in every state that a key can be in, with AWS's words. Source: facts sheet, section 3,
// typed in at tests/support/model/state-table.ts.

import { describe, expect, test } from 'vitest';
import type { CallOptions, Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { entropyFor } from '../../src/crypto/drbg.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import { ALICE, bytesOf, call, outputOf, refusalOf } from '../support/cloud.ts';
import { aClusterStore, disconnected, inCluster } from '../support/key-stores.ts';
import { FAULTS, STATES, TABLE, type State } from '../support/model/state-table.ts';
import { quickCloud, quicklyWrapped } from '../support/model/quick.ts';
import { EAST, WEST } from '../support/multi-region.ts';

/** About no key, or about a key only in passing: no state. */
const KEYLESS = [
  'ConnectCustomKeyStore',
  'CreateCustomKeyStore',
  'CreateKey',
  'DeleteCustomKeyStore',
  'DescribeCustomKeyStores',
  'DisconnectCustomKeyStore',
  'GenerateRandom',
  'ListAliases',
  'ListKeys',
  'ListRetirableGrants',
  'UpdateCustomKeyStore',
];

test('the table speaks of every operation that there is', () => {
  expect([...Object.keys(TABLE), ...KEYLESS].sort()).toEqual(Object.keys(kmsOperations).sort());
});

type Input = Readonly<Record<string, unknown>>;

/** What the operations of the table serve; the symmetric encryption key where nothing is said. */
const KINDS: Readonly<Record<string, Input>> = {
  Sign: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  Verify: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  GetPublicKey: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  GenerateMac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  VerifyMac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  DeriveSharedSecret: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  Encapsulate: { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
  Decapsulate: { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
};

const OF_IMPORTED = [
  'GetParametersForImport',
  'ImportKeyMaterial',
  'DeleteImportedKeyMaterial',
] as const;
const OF_PRIMARIES = ['ReplicateKey', 'UpdatePrimaryRegion'] as const;
const isOne = (all: readonly string[], one: string): boolean => all.includes(one);

/** A key in its place. */
class Subject {
  readonly cloud: Cloud;
  readonly here: CallOptions & { readonly region: string };
  readonly arn: string;
  readonly origin: unknown;

  constructor(cloud: Cloud, metadata: Input, region = 'us-east-1') {
    this.cloud = cloud;
    this.here = { region };
    this.arn = String(metadata['Arn']).replace('us-east-1', region);
    this.origin = metadata['Origin'];
  }

  get id(): string {
    return this.arn.split('/')[1]!;
  }

  /** What must be served. */
  ask(operation: string, input: Input = { KeyId: this.id }, options: CallOptions = this.here) {
    const span = this.cloud.call(`kms:${operation}`, input, options);
    outputOf(span);
    return span;
  }

  in(region: string): Subject {
    return new Subject(this.cloud, { Arn: this.arn, Origin: this.origin }, region);
  }
}

const SECRETS: Readonly<Record<string, () => Uint8Array>> = {
  SYMMETRIC_DEFAULT: () => new Uint8Array(32).fill(7),
  HMAC_256: () => new Uint8Array(32).fill(7),
  ECC_NIST_P256: () =>
    suites.generateKeyPair('ECC_NIST_P256', entropyFor('states', 'own')).privateKey,
};

const parcelFor = (key: Subject, spec: unknown): Input => {
  const span = key.ask('GetParametersForImport', {
    KeyId: key.id,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  });
  const secret = SECRETS[String(spec)]!();
  return {
    KeyId: key.id,
    ImportToken: bytesOf(span, 'ImportToken'),
    EncryptedKeyMaterial: quicklyWrapped(bytesOf(span, 'PublicKey'), secret),
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  };
};

/** A key that serves the operation, and its replica where the state needs one. */
function usable(operation: string, state: State): Subject {
  const cloud = quickCloud();
  const kind: Input = KINDS[operation] ?? { KeySpec: 'SYMMETRIC_DEFAULT' };
  if (state === 'Unavailable') {
    const { KeyMetadata } = outputOf(call(cloud, 'kms:CreateKey', inCluster(aClusterStore(cloud))));
    return new Subject(cloud, KeyMetadata as Input);
  }
  const isRelated = isOne(['Creating', 'Updating', 'PendingReplicaDeletion'], state);
  const isExternal = state === 'PendingImport' || isOne(OF_IMPORTED, operation);
  const span = cloud.call('kms:CreateKey', {
    ...kind,
    MultiRegion: isRelated || isOne(OF_PRIMARIES, operation),
    Origin: isExternal ? 'EXTERNAL' : 'AWS_KMS',
  });
  const key = new Subject(cloud, outputOf(span)['KeyMetadata'] as Input);
  if (isExternal) key.ask('ImportKeyMaterial', parcelFor(key, kind['KeySpec']));
  if (isRelated || operation === 'UpdatePrimaryRegion') {
    key.ask('ReplicateKey', { KeyId: key.id, ReplicaRegion: WEST.region });
    if (state === 'Creating') return key.in(WEST.region);
    cloud.advance(60_000);
    const replica = key.in(WEST.region);
    if (isExternal) replica.ask('ImportKeyMaterial', parcelFor(replica, kind['KeySpec']));
    // Who is updating is asked as the new primary.
    if (state === 'Updating') return replica;
  }
  return key;
}

const BECOMES: Readonly<Record<State, (key: Subject) => void>> = {
  Enabled: () => undefined,
  Disabled: (key) => key.ask('DisableKey'),
  PendingDeletion: (key) => key.ask('ScheduleKeyDeletion'),
  PendingImport: (key) => key.ask('DeleteImportedKeyMaterial'),
  Unavailable: ({ cloud }) => {
    const { CustomKeyStores } = outputOf(call(cloud, 'kms:DescribeCustomKeyStores', {}));
    disconnected(cloud, String((CustomKeyStores as readonly Input[])[0]!['CustomKeyStoreId']));
  },
  Creating: () => undefined,
  Updating: (key) =>
    key.ask('UpdatePrimaryRegion', { KeyId: key.id, PrimaryRegion: WEST.region }, EAST),
  PendingReplicaDeletion: (key) => key.ask('ScheduleKeyDeletion'),
};

const bytes = utf8('a');
const sealed = { KeySpec: 'AES_256' };
const pair = { KeyPairSpec: 'ECC_NIST_P256' };
const signing = { Message: bytes, SigningAlgorithm: 'ECDSA_SHA_256' };
const mac = { Message: bytes, MacAlgorithm: 'HMAC_SHA_256' };
const kem = { EncapsulationAlgorithm: 'ML_KEM' };
const grant = { GranteePrincipal: ALICE, Operations: ['DescribeKey'] };
const agreement = { KeyAgreementAlgorithm: 'ECDH' };

/** What comes from before the state: blobs, signatures, grants. */
type Made = (operation: string, member: string, input: Input) => unknown;

/** Where there can be no true one. */
const NO_PARCEL = { ImportToken: bytes, EncryptedKeyMaterial: bytes };

const INPUTS: Readonly<Record<string, (key: Subject, made: Made, state: State) => Input>> = {
  Encrypt: () => ({ Plaintext: bytes }),
  Decrypt: (_key, made) => ({
    CiphertextBlob: made('Encrypt', 'CiphertextBlob', { Plaintext: bytes }),
  }),
  ReEncrypt: ({ id }, made) => ({
    CiphertextBlob: made('Encrypt', 'CiphertextBlob', { Plaintext: bytes }),
    DestinationKeyId: id,
  }),
  GenerateDataKey: () => sealed,
  GenerateDataKeyWithoutPlaintext: () => sealed,
  GenerateDataKeyPair: () => pair,
  GenerateDataKeyPairWithoutPlaintext: () => pair,
  Sign: () => signing,
  Verify: (_key, made) => ({ ...signing, Signature: made('Sign', 'Signature', signing) }),
  GenerateMac: () => mac,
  VerifyMac: (_key, made) => ({ ...mac, Mac: made('GenerateMac', 'Mac', mac) }),
  DeriveSharedSecret: () => ({
    ...agreement,
    PublicKey: suites.generateKeyPair('ECC_NIST_P256', entropyFor('states', 'peer')).publicKey,
  }),
  Encapsulate: () => kem,
  Decapsulate: (_key, made) => ({
    ...kem,
    SharedSecretCiphertextBlob: made('Encapsulate', 'SharedSecretCiphertextBlob', kem),
  }),
  PutKeyPolicy: (key) => ({ Policy: outputOf(key.ask('GetKeyPolicy'))['Policy'] }),
  CreateAlias: ({ id }) => ({ AliasName: 'alias/new', TargetKeyId: id }),
  UpdateAlias: (key) => {
    const other = key.ask('CreateKey', {});
    const { KeyId } = outputOf(other)['KeyMetadata'] as { KeyId: string };
    key.ask('CreateAlias', { AliasName: 'alias/other', TargetKeyId: KeyId });
    return { AliasName: 'alias/other', TargetKeyId: key.id };
  },
  DeleteAlias: (key) => {
    key.ask('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key.id });
    return { AliasName: 'alias/app' };
  },
  TagResource: () => ({ Tags: [{ TagKey: 'a', TagValue: '1' }] }),
  UntagResource: () => ({ TagKeys: ['a'] }),
  UpdateKeyDescription: () => ({ Description: 'new' }),
  CreateGrant: () => grant,
  RevokeGrant: (_key, made) => ({ GrantId: made('CreateGrant', 'GrantId', grant) }),
  RetireGrant: ({ arn }, made) => ({
    KeyId: arn,
    GrantId: made('CreateGrant', 'GrantId', grant),
  }),
  GetParametersForImport: () => ({
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  }),
  ImportKeyMaterial: (key, _made, state) =>
    isOne(['Creating', 'Unavailable'], state) ? NO_PARCEL : parcelFor(key, 'SYMMETRIC_DEFAULT'),
  ReplicateKey: () => ({ ReplicaRegion: 'sa-east-1' }),
  UpdatePrimaryRegion: ({ here }) => ({
    PrimaryRegion: here.region === EAST.region ? WEST.region : EAST.region,
  }),
};

/** What has to be there first cannot come to be. */
const UNREACHABLE = [
  'RevokeGrant Creating',
  'RetireGrant Creating',
  // With a replica to go to, it waits for its replicas.
  'UpdatePrimaryRegion PendingDeletion',
];

function worded(key: Subject, [code, words]: (typeof FAULTS)[keyof typeof FAULTS]) {
  const origin = code === 'UnsupportedOperationException' ? `origin is ${String(key.origin)} ` : '';
  return { code, message: `${key.arn} ${origin}${words}` };
}

describe.each(STATES)('a key that is %s', (state) => {
  const cells = Object.entries(TABLE).map(([operation, row]) => [operation, row[state]] as const);
  const reachable = cells.filter(
    ([operation, cell]) => cell !== 'none' && !UNREACHABLE.includes(`${operation} ${state}`),
  );

  test.each(reachable)('%s: %s', (operation, cell) => {
    const key = usable(operation, state);
    // Related keys have one material: what the primary has made, its replica knows.
    const maker = state === 'Creating' ? key.in(EAST.region) : key;
    const made: Made = (name, member, input) =>
      outputOf(maker.ask(name, { KeyId: key.id, ...input }))[member];
    const input = { KeyId: key.id, ...INPUTS[operation]?.(key, made, state) };
    BECOMES[state](key);
    const { KeyMetadata } = outputOf(key.ask('DescribeKey'));
    expect((KeyMetadata as Input)['KeyState']).toBe(state);

    const span = key.cloud.call(`kms:${operation}`, input, key.here);
    if (cell === 'ok' || cell === 'none') {
      outputOf(span);
      return;
    }
    expect(refusalOf(span)).toMatchObject(worded(key, FAULTS[cell]));
    expect(key.cloud.operation(`kms:${operation}`).errors).toContain(FAULTS[cell][0]);
  });
});

test('an alias may be moved away from a key in any state: only its new key must not be going', () => {
  const key = usable('UpdateAlias', 'PendingDeletion');
  key.ask('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key.id });
  BECOMES.PendingDeletion(key);
  const { KeyId } = outputOf(key.ask('CreateKey', {}))['KeyMetadata'] as { KeyId: string };
  key.ask('UpdateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
});

test('cancelling a deletion leaves the key disabled, or as a key without material', () => {
  for (const [before, after] of [
    ['PendingDeletion', 'Disabled'],
    ['PendingReplicaDeletion', 'Disabled'],
    ['PendingImport', 'PendingImport'],
  ] as const) {
    const key = usable('CancelKeyDeletion', before);
    BECOMES[before](key);
    if (before === 'PendingImport') key.ask('ScheduleKeyDeletion');
    key.ask('CancelKeyDeletion');
    const { KeyMetadata } = outputOf(key.ask('DescribeKey'));
    expect((KeyMetadata as Input)['KeyState']).toBe(after);
  }
});
