// Request quotas: how many requests of a class one account may send in one Region within one second, where the
// simulation throttles. AWS counts "in each one-second interval": so does this, by the seconds of the simulated
// clock. Requests that are throttled do not count. Source: facts sheet, section 10; KMS developer guide, "Request
// quotas", of 2026.

import { refuse } from '../aws/errors.ts';
import type { Call } from '../aws/operation.ts';
import type { StateSlot } from '../aws/cloud.ts';
import type { Members } from '../aws/trace.ts';
import type { KmsKey } from './key.ts';
import type { KeySpec } from './specs.ts';

interface Quota {
  readonly name: string;
  /** Requests in one second. */
  readonly rate: number;
  /** Requests that it counts as, if not one. */
  readonly cost?: number;
  /** Where it counts, if not where the request was sent. */
  readonly region?: string;
}

/** Symmetric keys and HMAC keys together. */
const SYMMETRIC = { standard: 10_000, medium: 20_000, large: 100_000 } as const;
const LARGE = ['us-east-1', 'us-west-2', 'eu-west-1'];
const MEDIUM = [
  'us-east-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'eu-central-1',
  'eu-west-2',
];
/** RSA; elliptic curves and SM2; ML-DSA: each for itself. For ML-KEM AWS gives no figure: ours is the same. */
const ASYMMETRIC = 1000;
const KEY_STORE = 1800;

const KEY_PAIRS: Readonly<Partial<Record<KeySpec, number>>> = {
  RSA_2048: 20,
  RSA_3072: 4,
  RSA_4096: 1,
  ECC_NIST_P256: 100,
  ECC_NIST_P384: 100,
  ECC_NIST_P521: 100,
  ECC_SECG_P256K1: 100,
  ECC_NIST_EDWARDS25519: 100,
  SM2: 25,
};

/** Each operation for itself. */
const MANAGEMENT: Readonly<Record<string, number>> = {
  CancelKeyDeletion: 5,
  ConnectCustomKeyStore: 5,
  CreateAlias: 5,
  CreateCustomKeyStore: 5,
  CreateGrant: 50,
  CreateKey: 5,
  DeleteAlias: 15,
  DeleteCustomKeyStore: 5,
  DeleteImportedKeyMaterial: 15,
  DescribeCustomKeyStores: 5,
  DescribeKey: 2000,
  DisableKey: 5,
  DisableKeyRotation: 5,
  DisconnectCustomKeyStore: 5,
  EnableKey: 5,
  EnableKeyRotation: 15,
  GetKeyLastUsage: 5,
  GetKeyPolicy: 1000,
  GetKeyRotationStatus: 1000,
  GetParametersForImport: 1,
  GetPublicKey: 2000,
  ImportKeyMaterial: 15,
  ListAliases: 500,
  ListGrants: 100,
  ListKeyPolicies: 100,
  ListKeyRotations: 100,
  ListKeys: 500,
  ListResourceTags: 2000,
  ListRetirableGrants: 100,
  PutKeyPolicy: 15,
  ReplicateKey: 5,
  RetireGrant: 50,
  RevokeGrant: 50,
  RotateKeyOnDemand: 5,
  ScheduleKeyDeletion: 15,
  TagResource: 10,
  UntagResource: 5,
  UpdateAlias: 5,
  UpdateCustomKeyStore: 5,
  UpdateKeyDescription: 5,
  UpdatePrimaryRegion: 5,
};

interface Asked {
  readonly operation: string;
  /** Keys that are used; none for management, and none where the key is not there. */
  readonly used: readonly (KmsKey | undefined)[];
}

/** Counts a request, or refuses it. Whoever asks pays, even where the key is somebody else's. */
export function countRequest(call: Call<Members>, asked: Asked): void {
  const { cloud, account, region, now } = call;
  const second = Math.floor(now / 1000);
  const windows = quotasOf(call, asked).map((quota) => {
    const { used } = cloud.state(COUNTS, account, quota.region ?? region);
    const before = used.get(quota.name);
    return { quota, used, count: before?.second === second ? before.count : 0 };
  });
  const full = windows.find(({ quota, count }) => count + (quota.cost ?? 1) > quota.rate);
  if (full) throw throttled(full.quota);
  for (const { quota, used, count } of windows) {
    used.set(quota.name, { second, count: count + (quota.cost ?? 1) });
  }
}

interface Counts {
  readonly used: Map<string, { readonly second: number; readonly count: number }>;
}

const COUNTS: StateSlot<Counts> = {
  name: 'kms-requests',
  initial: () => ({ used: new Map() }),
};

const throttled = ({ name, rate }: Quota) =>
  refuse(
    'ThrottlingException',
    'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    `${name}: ${rate} a second for this account and Region, and they were used up. Wait a little, a little longer each time, and try again.`,
  );

function quotasOf({ input, region }: Call<Members>, { operation, used }: Asked): readonly Quota[] {
  const { KeyPairSpec, CustomKeyStoreId } = input;
  if (operation.startsWith('GenerateDataKeyPair')) {
    const rate = KEY_PAIRS[KeyPairSpec as KeySpec] ?? 0;
    return [{ name: `GenerateDataKeyPair (${String(KeyPairSpec)})`, rate }];
  }
  if (operation === 'GenerateRandom') {
    const store = typeof CustomKeyStoreId === 'string' ? [keyStoreQuota(CustomKeyStoreId)] : [];
    return [classQuota('symmetric', region), ...store];
  }
  if (used.length === 0) return managementQuotas(operation, input);
  const classes = new Set(used.map((key) => classOf(key?.spec)));
  const stores = new Set(used.flatMap((key) => key?.store?.id ?? []));
  return [
    ...[...classes].map((name) => classQuota(name, region)),
    ...[...stores].map(keyStoreQuota),
  ];
}

type Class = 'symmetric' | 'RSA' | 'ECC and SM2' | 'ML-DSA' | 'ML-KEM';

function classOf(spec: KeySpec = 'SYMMETRIC_DEFAULT'): Class {
  if (spec.startsWith('RSA_')) return 'RSA';
  if (spec.startsWith('ECC_') || spec === 'SM2') return 'ECC and SM2';
  if (spec.startsWith('ML_DSA_')) return 'ML-DSA';
  return spec.startsWith('ML_KEM_') ? 'ML-KEM' : 'symmetric';
}

const classQuota = (name: Class, region: string): Quota => ({
  name: `Cryptographic operations (${name})`,
  rate: name === 'symmetric' ? symmetricRate(region) : ASYMMETRIC,
});

function symmetricRate(region: string): number {
  if (LARGE.includes(region)) return SYMMETRIC.large;
  return MEDIUM.includes(region) ? SYMMETRIC.medium : SYMMETRIC.standard;
}

const keyStoreQuota = (id: string): Quota => ({ name: `Custom key store ${id}`, rate: KEY_STORE });

function managementQuotas(operation: string, { ReplicaRegion, PrimaryRegion }: Members): Quota[] {
  const own = quotaFor(operation);
  // AWS tries out the new key first, which counts as a request, too.
  if (operation === 'ReplicateKey') {
    return [own, { ...quotaFor('CreateKey', String(ReplicaRegion)), cost: 2 }];
  }
  return operation === 'UpdatePrimaryRegion'
    ? [own, quotaFor(operation, String(PrimaryRegion))]
    : [own];
}

function quotaFor(operation: string, region?: string): Quota {
  const rate = MANAGEMENT[operation];
  if (rate === undefined) throw new TypeError(`no request quota for ${operation}`);
  return { name: operation, rate, ...(region !== undefined && { region }) };
}
