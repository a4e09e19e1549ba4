// The AWS Encryption SDK, unmodified, on a simulator: 100 kB under data keys that it asks KMS for.

import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { KMS } from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { administratorAccess, createSimulator, type Simulator } from '../../src/lib/index.ts';
import { ADMIN } from '../support/clients.ts';

const BOB = 'arn:aws:iam::444455556666:user/bob';
const MALLORY = 'arn:aws:iam::111122223333:user/mallory';
const MESSAGE = new Uint8Array(100_000).map((_, i) => i % 251);
const context = { dept: 'HR', größe: 'weiß' };

const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

type Ring = Parameters<typeof encrypt>[0];
type Settings = NonNullable<ConstructorParameters<typeof KmsKeyringNode>[0]>;

/** The two libraries declare the same members in different ways, and each asks for its own classes. */
function keyring(sim: Simulator, settings: Settings, principal?: string): Ring {
  const clientProvider: unknown = clientsOf(sim, principal);
  const ring: unknown = new KmsKeyringNode({ ...settings, clientProvider } as Settings);
  return ring as Ring;
}

const clientsOf =
  (sim: Simulator, principal = ADMIN) =>
  (region: string): KMS =>
    new KMS({
      region,
      maxAttempts: 1,
      credentials: sim.credentials(principal),
      requestHandler: sim.requestHandler(),
    });

const discovering = (sim: Simulator, principal?: string): Ring => {
  const discoveryFilter = { accountIDs: ['111122223333', '444455556666'], partition: 'aws' };
  return keyring(sim, { discovery: true, discoveryFilter }, principal);
};

interface World {
  readonly sim: Simulator;
  /** Here, in another Region, and in another account that lets this one in. */
  readonly keys: readonly [string, string, string];
  readonly ring: Ring;
}

const arnIn = (sim: Simulator, input: object, where: { as?: string; region?: string }): string =>
  (sim.call('kms:CreateKey', input, where)['KeyMetadata'] as { Arn: string }).Arn;

function aWorld(): World {
  const sim = createSimulator({ seed: 'encryption sdk', now: '2026-01-15T09:00:00Z' });
  sim.putPrincipal(BOB, { policies: [administratorAccess] });
  sim.putPrincipal(MALLORY);
  const root = (account: string): string => `arn:aws:iam::${account}:root`;
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: [root('111122223333'), root('444455556666')] },
    Action: 'kms:*',
    Resource: '*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const keys = [
    arnIn(sim, {}, {}),
    arnIn(sim, {}, { region: 'eu-west-1' }),
    arnIn(sim, { Policy }, { as: BOB, region: 'ap-southeast-2' }),
  ] as const;
  return { sim, keys, ring: keyring(sim, { generatorKeyId: keys[0], keyIds: keys.slice(1) }) };
}

async function sealed({ ring }: World): Promise<Buffer> {
  const { result } = await encrypt(ring, MESSAGE, { encryptionContext: context });
  return result;
}

test('100 kB go round, with their context and a signature over all', async () => {
  const world = aWorld();
  const message = await sealed(world);
  expect(message.length).toBeGreaterThan(MESSAGE.length);
  const { plaintext, messageHeader } = await decrypt(world.ring, message);
  expect(new Uint8Array(plaintext)).toEqual(MESSAGE);
  expect(messageHeader.encryptionContext).toMatchObject(context);
  expect(messageHeader.encryptedDataKeys.map(({ providerInfo }) => providerInfo)).toEqual(
    world.keys,
  );
});

test('each of three keys opens it alone, and a keyring that discovers does', async () => {
  const world = aWorld();
  const { sim, keys } = world;
  const message = await sealed(world);
  const rings = [...keys.map((key) => keyring(sim, { keyIds: [key] })), discovering(sim)];
  for (const ring of rings) {
    const { plaintext } = await decrypt(ring, message);
    expect(new Uint8Array(plaintext)).toEqual(MESSAGE);
  }
});

test('the trail shows each request to KMS with the context, and no data key', async () => {
  const world = aWorld();
  const { sim, keys } = world;
  const before = sim.trail().length;
  await decrypt(keyring(sim, { keyIds: [keys[1]] }), await sealed(world));
  const own = sim
    .trail({ account: '111122223333' })
    .filter(
      ({ eventID }) =>
        !sim
          .trail()
          .slice(0, before)
          .some((old) => old['eventID'] === eventID),
    )
    .map((record) => [
      record['eventName'],
      record['awsRegion'],
      (record['requestParameters'] as { encryptionContext: object }).encryptionContext,
    ]);
  const withPublicKey = { ...context, 'aws-crypto-public-key': expect.any(String) as unknown };
  expect(own).toEqual([
    ['GenerateDataKey', 'us-east-1', withPublicKey],
    ['Encrypt', 'eu-west-1', withPublicKey],
    ['Encrypt', 'ap-southeast-2', withPublicKey],
    ['Decrypt', 'eu-west-1', withPublicKey],
  ]);
});

test('a message that was altered opens to nobody, wherever it was altered', async () => {
  const world = aWorld();
  const message = await sealed(world);
  for (const place of [40, 300, message.length >> 1, message.length - 1]) {
    const altered = Buffer.from(message);
    altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
    await expect(decrypt(world.ring, altered), String(place)).rejects.toThrow();
  }
});

test('who may not use a key gets no data key from it, to seal or to open', async () => {
  const world = aWorld();
  const { sim, keys } = world;
  const message = await sealed(world);
  const ring = keyring(sim, { generatorKeyId: keys[0] }, MALLORY);
  await expect(encrypt(ring, MESSAGE)).rejects.toThrow(
    'not authorized to perform: kms:GenerateDataKey',
  );
  await expect(decrypt(ring, message)).rejects.toThrow();
  await expect(decrypt(discovering(sim, MALLORY), message)).rejects.toThrow();
});

test('a key of another set opens nothing, and neither do those that are disabled', async () => {
  const world = aWorld();
  const { sim, keys } = world;
  const message = await sealed(world);
  const stranger = arnIn(sim, {}, {});
  await expect(decrypt(keyring(sim, { keyIds: [stranger] }), message)).rejects.toThrow();
  sim.call('kms:DisableKey', { KeyId: keys[0] });
  await expect(decrypt(keyring(sim, { keyIds: [keys[0]] }), message)).rejects.toThrow();
  const { plaintext } = await decrypt(world.ring, message);
  expect(plaintext).toHaveLength(MESSAGE.length);
});

describe('the learner’s own program and the real client read each other', () => {
  const old = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);

  test.each([
    ['version 2, signed', {}],
    ['version 2, unsigned', { AlgorithmSuite: 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY' }],
    ['version 2, in small frames', { FrameLength: 100 }],
    ['version 2, in one block', { FrameLength: 0 }],
    ['version 1', { CommitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' }],
  ])('what the program wrote opens in the client: %s', async (name, more) => {
    const { sim, keys, ring } = aWorld();
    const { Message } = sim.call('app:EncryptMessage', {
      KeyIds: keys,
      Plaintext: MESSAGE,
      EncryptionContext: context,
      ...more,
    });
    const client = name === 'version 1' ? old : { decrypt };
    const { plaintext, messageHeader } = await client.decrypt(ring, Message as Uint8Array);
    expect(new Uint8Array(plaintext)).toEqual(MESSAGE);
    expect(messageHeader.encryptionContext).toMatchObject(context);
  });

  test.each([
    ['version 2', { encrypt }, {}, {}],
    ['version 2, in small frames', { encrypt }, { frameLength: 100 }, {}],
    ['version 1', old, {}, { CommitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' }],
  ])('what the client wrote opens in the program: %s', async (_, client, how, policy) => {
    const { sim, keys, ring } = aWorld();
    const { result } = await client.encrypt(ring, MESSAGE, { encryptionContext: context, ...how });
    for (const key of keys) {
      const opened = sim.call('app:DecryptMessage', {
        Message: new Uint8Array(result),
        KeyIds: [key],
        ...policy,
      });
      expect(opened).toEqual({ Plaintext: MESSAGE, EncryptionContext: context });
    }
  });
});
