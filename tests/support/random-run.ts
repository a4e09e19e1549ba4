// A seeded run of some hundred calls of every kind, good and bad, on one world.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members, Span } from '../../src/aws/trace.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { entropyFor } from '../../src/crypto/drbg.ts';
import { ALICE } from './cloud.ts';
import {
  CERTIFICATE,
  CLUSTER,
  clusterStore,
  CREDENTIAL,
  ENDPOINT,
  externalStore,
  PASSWORD,
  PATH,
} from './key-stores.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REGIONS = [...Array<string>(6).fill('us-east-1'), 'eu-west-1'];

export interface Run {
  readonly taken: readonly Taken[];
  /** Material that was made outside and sent in, whether it was taken or not. */
  readonly imported: readonly Uint8Array[];
}

interface Taken {
  readonly call: string;
  readonly input: Members;
}

interface Parameters {
  readonly KeyId: unknown;
  readonly ImportToken: unknown;
  readonly PublicKey: Uint8Array;
  readonly ParametersValidTo: number;
}

type Answer = Readonly<Record<string, unknown>>;

/** Chooses as it goes, because later calls use the answers of earlier ones. */
export function randomRun(cloud: Cloud, seed: string, calls: number): Run {
  const chance = entropyFor(seed, 'run');
  const upTo = (limit: number): number => {
    const [a = 0, b = 0] = chance.bytes(2);
    return (256 * a + b) % limit;
  };
  const pick = <T>(all: readonly T[]): T => all[upTo(all.length)]!;
  const keys = ['00000000-0000-0000-0000-000000000000'];
  /** By usage and by origin, so that most calls are for keys that can serve them. */
  const fitting = new Map<string, string[]>();
  const blobs: Uint8Array[] = [new Uint8Array(184)];
  const proofs: Uint8Array[] = [new Uint8Array(64)];
  const grants: Answer[] = [{ GrantId: '0'.repeat(64), GrantToken: 'none' }];
  const stores: unknown[] = [];
  const parameters: Parameters[] = [];
  const imported: Uint8Array[] = [];
  const taken: Taken[] = [];
  const contexts = [{}, { a: '1' }, { a: '2', b: 'ü' }];
  const peer = suites.generateKeyPair('ECC_NIST_P256', entropyFor(seed, 'peer')).publicKey;
  const Message = new Uint8Array(20).fill(9);

  const take = (call: string, input: Members): Span => {
    taken.push({ call, input });
    return cloud.call(call, input, { region: pick(REGIONS) });
  };
  const home = (call: string, input: Members): Span => {
    taken.push({ call, input });
    return cloud.call(call, input);
  };

  const KeyId = (kind?: string): { KeyId: string } => {
    const known = kind === undefined || upTo(6) === 0 ? undefined : fitting.get(kind);
    return { KeyId: pick(known ?? keys) };
  };
  const NEW: readonly Members[] = [
    {},
    {},
    { MultiRegion: true },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', MultiRegion: true },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    { KeySpec: 'HMAC_512', KeyUsage: 'GENERATE_VERIFY_MAC', MultiRegion: true },
    { Origin: 'EXTERNAL' },
    { Origin: 'EXTERNAL', MultiRegion: true },
    { Origin: 'EXTERNAL', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  ];
  let external = 0;
  const inStore = (): Span => {
    const CustomKeyStoreId = pick(stores);
    const isCluster = CustomKeyStoreId === stores[0];
    const more = isCluster ? {} : { XksKeyId: `external-${external++ % 3}` };
    const Origin = isCluster ? 'AWS_CLOUDHSM' : 'EXTERNAL_KEY_STORE';
    return home('kms:CreateKey', { Origin, CustomKeyStoreId, ...more });
  };

  const prepare = (): Span => {
    const request = {
      ...KeyId('EXTERNAL'),
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    };
    if (parameters.length >= MOST_PARAMETERS) return take('kms:DescribeKey', KeyId());
    return home('kms:GetParametersForImport', request);
  };
  const bring = (): Span => {
    const valid = parameters.filter((one) => one.ParametersValidTo > cloud.now);
    const given = valid.at(-1) ?? parameters[0];
    if (!given || (valid.length === 0 && parameters.length < MOST_PARAMETERS)) return prepare();
    const isKnown = imported.length > 0 && upTo(2) === 0;
    const secret = isKnown ? pick(imported) : chance.bytes(32);
    if (!isKnown) imported.push(secret);
    const wrapped = suites.wrap('RSAES_OAEP_SHA_256', given.PublicKey, secret, chance);
    return home('kms:ImportKeyMaterial', {
      KeyId: given.KeyId,
      ImportToken: given.ImportToken,
      EncryptedKeyMaterial: wrapped,
      ...(upTo(2) === 0
        ? { ValidTo: cloud.now + 30 * DAY }
        : { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }),
      ...(upTo(3) === 0 && { ImportType: 'NEW_KEY_MATERIAL' }),
    });
  };

  /** What there is to begin with: a key of each kind, and a store of each type with keys in it. */
  const opening: readonly (() => Span)[] = [
    () => home('kms:CreateKey', {}),
    () => home('kms:CreateKey', { Origin: 'EXTERNAL' }),
    () => home('kms:CreateKey', { MultiRegion: true }),
    ...NEW.map((kind) => () => home('kms:CreateKey', kind)),
    () =>
      home('cloudhsm:PutCluster', {
        ClusterId: CLUSTER,
        TrustAnchorCertificate: CERTIFICATE,
        KmsUserPassword: PASSWORD,
      }),
    () => home('xks:PutProxy', { UriEndpoint: ENDPOINT, UriPath: PATH, ...CREDENTIAL }),
    ...[0, 1, 2].map(
      (i) => () => home('xks:PutKey', { UriEndpoint: ENDPOINT, XksKeyId: `external-${i}` }),
    ),
    () => home('kms:CreateCustomKeyStore', clusterStore()),
    () => home('kms:CreateCustomKeyStore', externalStore()),
    () => home('kms:ConnectCustomKeyStore', { CustomKeyStoreId: stores[0] }),
    () => {
      const span = home('kms:ConnectCustomKeyStore', { CustomKeyStoreId: stores[1] });
      cloud.advance(HOUR);
      return span;
    },
    inStore,
    inStore,
    inStore,
    inStore,
    () =>
      home('kms:GetParametersForImport', {
        KeyId: keys[2],
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
    bring,
    () => home('kms:ReplicateKey', { KeyId: keys[3], ReplicaRegion: 'eu-west-1' }),
  ];

  const context = (): { EncryptionContext: Members } => ({ EncryptionContext: pick(contexts) });
  const opened = (): Members => ({ CiphertextBlob: pick(blobs), ...context() });
  const grant = (): Answer => pick(grants);

  const jobs: readonly (() => Span)[] = [
    () => home('kms:CreateKey', pick(NEW)),
    () => home('kms:CreateKey', pick(NEW)),
    inStore,
    () =>
      take('kms:Encrypt', {
        ...KeyId('ENCRYPT_DECRYPT'),
        Plaintext: chance.bytes(16 + upTo(64)),
        ...context(),
      }),
    () =>
      take('kms:GenerateDataKey', {
        ...KeyId('ENCRYPT_DECRYPT'),
        KeySpec: 'AES_256',
        ...context(),
      }),
    () =>
      take('kms:GenerateDataKeyWithoutPlaintext', {
        ...KeyId('ENCRYPT_DECRYPT'),
        NumberOfBytes: 64,
      }),
    () =>
      take('kms:GenerateDataKeyPair', {
        ...KeyId('ENCRYPT_DECRYPT'),
        KeyPairSpec: 'ECC_NIST_EDWARDS25519',
      }),
    () => take('kms:Decrypt', opened()),
    () => take('kms:Decrypt', opened()),
    () =>
      take('kms:ReEncrypt', {
        CiphertextBlob: pick(blobs),
        DestinationKeyId: KeyId('ENCRYPT_DECRYPT').KeyId,
      }),
    () => take('kms:Sign', { ...KeyId('SIGN_VERIFY'), Message, SigningAlgorithm: pick(SIGNING) }),
    () => take('kms:Sign', { ...KeyId('SIGN_VERIFY'), Message, SigningAlgorithm: pick(SIGNING) }),
    () => {
      const SigningAlgorithm = pick(SIGNING);
      return take('kms:Verify', {
        ...KeyId('SIGN_VERIFY'),
        Message,
        SigningAlgorithm,
        Signature: pick(proofs),
      });
    },
    () =>
      take('kms:GenerateMac', {
        ...KeyId('GENERATE_VERIFY_MAC'),
        Message,
        MacAlgorithm: pick(MACS),
      }),
    () =>
      take('kms:VerifyMac', {
        ...KeyId('GENERATE_VERIFY_MAC'),
        Message,
        MacAlgorithm: pick(MACS),
        Mac: pick(proofs),
      }),
    () =>
      take('kms:DeriveSharedSecret', {
        ...KeyId('KEY_AGREEMENT'),
        KeyAgreementAlgorithm: 'ECDH',
        PublicKey: peer,
      }),
    () => take('kms:GetPublicKey', KeyId('SIGN_VERIFY')),
    () => home('kms:RotateKeyOnDemand', KeyId('ENCRYPT_DECRYPT')),
    prepare,
    ...Array<typeof bring>(4).fill(bring),
    () => take('kms:DeleteImportedKeyMaterial', KeyId('EXTERNAL')),
    () => home('kms:ReplicateKey', { ...KeyId('MultiRegion'), ReplicaRegion: 'eu-west-1' }),
    () => take('kms:UpdatePrimaryRegion', { ...KeyId('MultiRegion'), PrimaryRegion: 'eu-west-1' }),
    () =>
      take('kms:CreateGrant', {
        ...KeyId('ENCRYPT_DECRYPT'),
        GranteePrincipal: ALICE,
        Operations: ['Encrypt', 'Decrypt'],
      }),
    () => take('kms:RevokeGrant', { ...KeyId(), GrantId: grant()['GrantId'] }),
    () => take('kms:RetireGrant', { GrantToken: grant()['GrantToken'] }),
    () => take('kms:ListGrants', KeyId()),
    () =>
      home(pick(['kms:DisconnectCustomKeyStore', ...Array<string>(3).fill(CONNECT)]), {
        CustomKeyStoreId: pick(stores),
      }),
    () => take('kms:DescribeCustomKeyStores', {}),
    () => take('kms:DescribeKey', { KeyId: pick([...keys, 'alias/aws/s3', 'nonsense']) }),
    () => take(pick(['kms:DisableKey', 'kms:EnableKey', 'kms:EnableKey']), KeyId()),
    () => take(pick(['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion']), KeyId()),
    () => home('kms:EnableKeyRotation', { ...KeyId('ENCRYPT_DECRYPT'), RotationPeriodInDays: 90 }),
    () => take('kms:GenerateRandom', { NumberOfBytes: 32 }),
    () => take('kms:ListKeys', {}),
    () => home('s3:CreateBucket', { Bucket: 'reports' }),
    () =>
      home('s3:PutObject', {
        Bucket: 'reports',
        Key: pick(['a', 'b']),
        Body: chance.bytes(24),
        ServerSideEncryption: 'aws:kms',
      }),
    () => home('s3:GetObject', { Bucket: 'reports', Key: pick(['a', 'b']) }),
    () => take('kms:Encrypt', { ...KeyId('ENCRYPT_DECRYPT'), Plaintext: new Uint8Array(4097) }),
  ];

  const note = ({ KeyId: id, KeyUsage, Origin, MultiRegion }: Answer): void => {
    keys.push(String(id));
    for (const kind of [KeyUsage, Origin, MultiRegion === true ? 'MultiRegion' : 'none']) {
      fitting.set(String(kind), [...(fitting.get(String(kind)) ?? []), String(id)]);
    }
  };
  const learn = (call: string, output: Answer): void => {
    const { KeyMetadata, CiphertextBlob, PrivateKeyCiphertextBlob } = output;
    if (call === 'kms:CreateKey') note(KeyMetadata as Answer);
    const blob = CiphertextBlob ?? PrivateKeyCiphertextBlob;
    if (blob) blobs.push(blob as Uint8Array);
    const proof = output['Signature'] ?? output['Mac'];
    if (proof) proofs.push(proof as Uint8Array);
    if (output['GrantToken'] !== undefined) grants.push(output);
    if (call === 'kms:CreateCustomKeyStore') stores.push(output['CustomKeyStoreId']);
    if (call === 'kms:GetParametersForImport') parameters.push(output as unknown as Parameters);
  };
  for (let i = 0; i < calls; i++) {
    const span = (opening[i] ?? pick(jobs))();
    if (!span.outcome.ok) continue;
    learn(span.call, span.outcome.output);
    if (upTo(10) === 0) cloud.advance(pick([HOUR, DAY, DAY, upTo(40) * DAY]));
  }
  return { taken, imported };
}

const SIGNING = ['ECDSA_SHA_256', 'ED25519_SHA_512'] as const;
const MACS = ['HMAC_SHA_256', 'HMAC_SHA_512'] as const;
/** RSA key pairs take their time: a run has few. */
const MOST_PARAMETERS = 5;
const CONNECT = 'kms:ConnectCustomKeyStore';
