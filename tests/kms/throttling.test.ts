// Request quotas, where the simulation throttles. Source: facts sheet, section 10; KMS developer guide, "Request
// quotas".

import { describe, expect, test } from 'vitest';
import { Cloud } from '../../src/aws/cloud.ts';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import type { History } from '../../src/lib/history.ts';
import { createSimulator } from '../../src/lib/simulator.ts';
import { services } from '../../src/scenario/services.ts';
import { ACCOUNT, aKey, NOW, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aClusterStore, inCluster } from '../support/key-stores.ts';

const SMALL = 'eu-west-3';
const OTHER = '444455556666';

const throttling = (throttle = true): Cloud =>
  new Cloud({
    services,
    suites,
    throttle,
    seed: 'test',
    now: NOW,
    tick: 0,
    account: ACCOUNT,
    region: SMALL,
  });

const verdicts = (count: number, take: () => ReturnType<Cloud['call']>): string[] =>
  Array.from({ length: count }, () => verdict(take()));

/** How many are served before the first is refused. */
function served(atMost: number, take: () => ReturnType<Cloud['call']>): number {
  for (let count = 0; count < atMost; count++) {
    if (verdict(take()) === 'ThrottlingException') return count;
  }
  return atMost;
}

const T = 'ThrottlingException';

test('five keys a second, and five more in the next', () => {
  const cloud = throttling();
  const create = () => cloud.call('kms:CreateKey', {});
  const second = ['ok', 'ok', 'ok', 'ok', 'ok', T, T];
  expect(verdicts(7, create)).toEqual(second);
  cloud.advance(999);
  expect(verdict(create())).toBe(T);
  cloud.advance(1);
  expect(verdicts(7, create)).toEqual(second);
});

test('AWS’s words, status 400, and a line in the log', () => {
  const cloud = throttling();
  verdicts(5, () => cloud.call('kms:CreateKey', {}));
  const span = cloud.call('kms:CreateKey', {});
  expect(refusalOf(span)).toMatchObject({
    code: 'ThrottlingException',
    message:
      'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    status: 400,
  });
  expect(span.trail.records).toMatchObject([{ errorCode: 'ThrottlingException' }]);
});

test('without the switch nobody is refused', () => {
  const cloud = throttling(false);
  expect(served(20, () => cloud.call('kms:CreateKey', {}))).toBe(20);
});

test('each operation has its own quota, each account and each Region, too', () => {
  const cloud = throttling();
  const create = (options = {}) => cloud.call('kms:CreateKey', {}, options);
  verdicts(5, create);
  expect(verdict(create())).toBe(T);
  expect(verdict(cloud.call('kms:ListKeys', {}))).toBe('ok');
  expect(verdict(create({ region: 'us-east-1' }))).toBe('ok');
  const root = `arn:aws:iam::${OTHER}:root`;
  expect(verdict(create({ as: root }))).toBe('ok');
});

test('symmetric operations share one quota, with HMAC and random bytes, by Region', () => {
  const cloud = throttling();
  const KeyId = aKey(cloud);
  const mac = aKey(cloud, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const random = () => cloud.call('kms:GenerateRandom', { NumberOfBytes: 1 });
  const Message = utf8('a');
  const others = [
    () => cloud.call('kms:Encrypt', { KeyId, Plaintext: Message }),
    () => cloud.call('kms:GenerateMac', { KeyId: mac, Message, MacAlgorithm: 'HMAC_SHA_256' }),
  ];
  expect(others.map((take) => verdict(take()))).toEqual(['ok', 'ok']);
  expect(served(10_001, random)).toBe(9_998);
  expect(others.map((take) => verdict(take()))).toEqual([T, T]);
  expect(
    verdict(cloud.call('kms:GenerateRandom', { NumberOfBytes: 1 }, { region: 'us-east-1' })),
  ).toBe('ok');
});

test('each kind of key pair has a quota for itself', () => {
  const cloud = throttling();
  const sign = (KeyId: string, SigningAlgorithm: string) => () =>
    cloud.call('kms:Sign', { KeyId, Message: utf8('a'), SigningAlgorithm, DryRun: true });
  const usage = { KeyUsage: 'SIGN_VERIFY' } as const;
  const curve = sign(aKey(cloud, { KeySpec: 'ECC_NIST_P256', ...usage }), 'ECDSA_SHA_256');
  const lattice = sign(aKey(cloud, { KeySpec: 'ML_DSA_44', ...usage }), 'ML_DSA_SHAKE_256');
  // A dry run counts like a request.
  expect(served(1001, curve)).toBe(1000);
  expect(verdict(lattice())).toBe('DryRunOperationException');
  expect(verdict(cloud.call('kms:GenerateRandom', { NumberOfBytes: 1 }))).toBe('ok');
});

test.each([
  ['RSA_4096', 1],
  ['RSA_3072', 4],
  ['RSA_2048', 20],
  ['ECC_NIST_P256', 100],
] as const)(
  'key pairs of the spec %s: %i a second, with and without plaintext',
  (KeyPairSpec, rate) => {
    const cloud = throttling();
    const input = { KeyId: aKey(cloud), KeyPairSpec, DryRun: true };
    expect(served(200, () => cloud.call('kms:GenerateDataKeyPair', input))).toBe(rate);
    expect(verdict(cloud.call('kms:GenerateDataKeyPairWithoutPlaintext', input))).toBe(T);
  },
);

test('a key store has 1,800 of its own, which count for the account as well', () => {
  const cloud = throttling();
  const KeyId = aKey(cloud, inCluster(aClusterStore(cloud)));
  const encrypt = () => cloud.call('kms:Encrypt', { KeyId, Plaintext: utf8('a'), DryRun: true });
  expect(served(2000, encrypt)).toBe(1800);
  const random = () => cloud.call('kms:GenerateRandom', { NumberOfBytes: 1 });
  expect(served(10_000, random)).toBe(8200);
});

test('whoever asks pays, not the owner of the key', () => {
  const cloud = throttling();
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }];
  const policy = { Version: '2012-10-17', Statement } as unknown as PolicyDocument;
  const KeyId = aKey(cloud, { Policy: JSON.stringify(policy) });
  const stranger = `arn:aws:iam::${OTHER}:user/stranger`;
  cloud.directory.put(stranger, {
    policies: [
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] },
    ],
  });
  const describeKey = (as?: string) =>
    cloud.call('kms:DescribeKey', { KeyId }, as === undefined ? {} : { as });
  expect(served(2001, () => describeKey(stranger))).toBe(2000);
  expect(verdict(describeKey())).toBe('ok');
});

test('what a service asks on the caller’s behalf counts for the caller', () => {
  const cloud = throttling();
  outputOf(cloud.call('s3:CreateBucket', { Bucket: 'photos' }));
  expect(served(10_001, () => cloud.call('kms:GenerateRandom', { NumberOfBytes: 1 }))).toBe(10_000);
  const put = cloud.call('s3:PutObject', {
    Bucket: 'photos',
    Key: 'a',
    Body: utf8('a'),
    ServerSideEncryption: 'aws:kms',
  });
  const [asked] = put.children.filter(({ call }) => call === 'kms:GenerateDataKey');
  expect(verdict(asked!)).toBe(T);
});

test('ReplicateKey counts as two CreateKey requests where the replica is made', () => {
  const cloud = throttling();
  const KeyId = aKey(cloud, { MultiRegion: true });
  const ReplicaRegion = 'us-west-2';
  verdicts(4, () => cloud.call('kms:CreateKey', {}, { region: ReplicaRegion }));
  expect(verdict(cloud.call('kms:ReplicateKey', { KeyId, ReplicaRegion }))).toBe(T);
  cloud.advance(1000);
  verdicts(3, () => cloud.call('kms:CreateKey', {}, { region: ReplicaRegion }));
  expect(verdict(cloud.call('kms:ReplicateKey', { KeyId, ReplicaRegion }))).toBe('ok');
});

describe('figures', () => {
  test('every operation has a quota', () => {
    const cloud = throttling();
    const KeyId = aKey(cloud);
    for (const [name, { input }] of Object.entries(kmsOperations)) {
      const fill = Object.entries(input.members).flatMap(([member, shape]) =>
        shape.optional === true ? [] : [[member, EXAMPLES[member] ?? KeyId]],
      );
      // Served or refused: none throws for want of a figure.
      expect(cloud.call(`kms:${name}`, Object.fromEntries(fill)).call).toBe(`kms:${name}`);
      cloud.advance(1000);
    }
  });

  const EXAMPLES: Readonly<Record<string, unknown>> = {
    AliasName: 'alias/a',
    Plaintext: utf8('a'),
    Message: utf8('a'),
    Tags: [],
    TagKeys: [],
    Operations: ['Decrypt'],
    KeySpec: 'AES_256',
    KeyPairSpec: 'RSA_2048',
    SigningAlgorithm: 'ECDSA_SHA_256',
    MacAlgorithm: 'HMAC_SHA_256',
    Mac: utf8('a'),
    Signature: utf8('a'),
    PublicKey: utf8('a'),
    KeyAgreementAlgorithm: 'ECDH',
    EncapsulationAlgorithm: 'ML_KEM',
    SharedSecretCiphertextBlob: utf8('a'),
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
    ImportToken: utf8('a'),
    EncryptedKeyMaterial: utf8('a'),
    ReplicaRegion: 'us-west-2',
    PrimaryRegion: 'us-west-2',
    GrantId: 'a'.repeat(64),
  };
});

test('the switch is kept in the history, so that a replay refuses the same', () => {
  const simulator = createSimulator({ seed: 'a', throttle: true, tick: 0 });
  for (let i = 0; i < 7; i++) simulator.take('kms:CreateKey', {});
  simulator.clock.advance(1000);
  simulator.take('kms:CreateKey', {});
  const history = simulator.history();
  expect(history.throttle).toBe(true);
  const again = createSimulator.replay(JSON.parse(JSON.stringify(history)) as History);
  expect(again.spans()).toEqual(simulator.spans());
  expect(again.spans().map(verdict)).toEqual([...Array<string>(5).fill('ok'), T, T, 'ok']);
  expect(createSimulator({ seed: 'a' }).history()).not.toHaveProperty('throttle');
});
