// The boundary, tried from outside: nothing that can be reached, printed, copied or sent holds key material.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { plainSpan } from '../../src/aws/span.ts';
import type { Span } from '../../src/aws/trace.ts';
import { NONCE_BYTES, open } from '../../src/crypto/aead.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import type { Entropy } from '../../src/crypto/drbg.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import type { KeyPair, KeyPairSpec } from '../../src/crypto/suites.ts';
import { keyStoresOf } from '../../src/kms/key-stores/store.ts';
import { kmsState, vaultOf } from '../../src/kms/state.ts';
import { managerAt } from '../../src/xks/state.ts';
import { ACCOUNT, aCloud, aKey, call } from '../support/cloud.ts';
import { ENDPOINT } from '../support/key-stores.ts';
import { randomRun } from '../support/random-run.ts';
import { haystackOf, tracesOf, type Haystack } from '../support/search.ts';

interface True {
  /** KeyMaterialId, or whatever the secret is called that has none. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Where in a private key (PKCS #8) the numbers begin that are not in the public half, too. */
const SECRET_PARTS: Readonly<Record<string, readonly number[]>> = {
  ECC_NIST_P256: [36],
  ECC_NIST_EDWARDS25519: [16],
  // The private exponent, and the primes.
  RSA_2048: [400, 700, 850, 1000],
};

const SECRET_BYTES = new Map([
  ['SYMMETRIC_DEFAULT', 32],
  ['HMAC_256', 32],
  ['HMAC_512', 64],
]);

/** As `Hsm` draws it. */
function drawn(stream: Entropy, spec: string): Uint8Array {
  const length = SECRET_BYTES.get(spec);
  if (length !== undefined) return stream.bytes(length);
  return suites.generateKeyPair(spec as KeyPairSpec, stream).privateKey;
}

/** What must be nowhere, of material as a whole. */
const needlesOf = (bytes: Uint8Array, spec: string): readonly Uint8Array[] =>
  (SECRET_PARTS[spec] ?? [0]).map((from) => bytes.slice(from, from + 32));

interface Material extends True {
  readonly spec: string;
}

const specsOf = (cloud: Cloud): ReadonlyMap<string, string> =>
  new Map(
    cloud.spans.flatMap(({ call: name, outcome }) => {
      if (name !== 'kms:CreateKey' || !outcome.ok) return [];
      const { KeyId, KeySpec } = outcome.output['KeyMetadata'] as Readonly<Record<string, string>>;
      return [[KeyId!, KeySpec!] as const];
    }),
  );

const idOf = (keyId: string, bytes: Uint8Array): string => hex(sha256(concat(utf8(keyId), bytes)));

/** All material that KMS or a cluster ever made, by replaying the streams that it was drawn from. */
function trueMaterials(cloud: Cloud): readonly Material[] {
  const found = new Map<string, Material>();
  const specs = specsOf(cloud);
  const note = (keyId: string, stream: Entropy): void => {
    const spec = specs.get(keyId) ?? 'SYMMETRIC_DEFAULT';
    const bytes = drawn(stream, spec);
    const id = idOf(keyId, bytes);
    found.set(id, { id, bytes, spec });
  };
  const replay = (span: Span): void => {
    const made = span.children.find((child) => child.call.endsWith(':GenerateMaterial'));
    if (made) {
      const keyId = String(made.input['KeyId']);
      const stream = cloud.entropy(span.id);
      stream.bytes(16);
      // A new key draws its id first; a rotation draws material alone.
      const isNew = Number(made.input['Generation']) === 1;
      const isRelated = keyId.startsWith('mrk-');
      if (isNew) expect(isRelated ? `mrk-${hex(stream.bytes(16))}` : stream.uuid()).toBe(keyId);
      note(keyId, stream);
    }
    span.children.forEach(replay);
  };
  cloud.spans.forEach(replay);
  for (const [keyId, { materials }] of keysOf(cloud)) {
    for (const { generation, rotation } of materials) {
      if (rotation?.type !== 'AUTOMATIC') continue;
      note(keyId, cloud.entropy(`material|${keyId}|${generation}`));
    }
  }
  return [...found.values()];
}

const REGIONS = ['us-east-1', 'eu-west-1'];

const keysOf = (cloud: Cloud) =>
  REGIONS.flatMap((region) => [...kmsState(cloud, ACCOUNT, region).keys]);

/** Private halves of the key pairs that imports were wrapped with. */
const wrappingKeys = (cloud: Cloud): readonly KeyPair[] =>
  servedOf(cloud, 'kms:GetParametersForImport').map(({ id }) => {
    const stream = cloud.entropy(id);
    stream.uuid();
    return suites.generateKeyPair('RSA_2048', stream);
  });

const servedOf = (cloud: Cloud, name: string): readonly Span[] =>
  cloud.spans.filter((span) => span.call === name && span.outcome.ok);

/** Keys of the external key manager: drawn first of all in the call that made them. */
const externalKeys = (cloud: Cloud): readonly Uint8Array[] =>
  servedOf(cloud, 'xks:PutKey').map(({ id }) => cloud.entropy(id).bytes(32));

const CALLS = 400;
const world = aCloud({ seed: 'boundary' });
const { imported } = randomRun(world, 'boundary', CALLS);

/** Everything that can be reached, printed, copied or sent. */
function everything(cloud: Cloud): Haystack {
  const states = REGIONS.map((region) => kmsState(cloud, ACCOUNT, region));
  const hsms = REGIONS.map((region) => vaultOf(cloud, region).hsm);
  const { byId } = keyStoresOf(cloud, ACCOUNT, 'us-east-1');
  const manager = managerAt(cloud, ENDPOINT);
  const copies = structuredClone(cloud.spans.map(plainSpan));
  const json = JSON.stringify([copies, cloud.trail, hsms, manager]);
  return haystackOf({ cloud, states, hsms, byId, manager, copies, json });
}

test('the search finds what is there', () => {
  const secret = sha256(utf8('secret'));
  for (const root of [
    { deep: [new Map([['a', { bytes: concat(utf8('x'), secret) }]])] },
    { text: `…${hex(secret)}…` },
    { text: Buffer.from(concat(utf8('x'), secret)).toString('base64') },
    { text: JSON.stringify(secret) },
    { text: secret.join() },
    Object.defineProperty({}, 'hidden', { value: secret }),
    { [Symbol('hidden')]: secret },
  ]) {
    expect(tracesOf(secret, haystackOf(root))).not.toEqual([]);
  }
});

describe(`${CALLS} calls of every kind: in world, state, spans, trail, copies and print there is no`, () => {
  const haystack = everything(world);

  test('material of KMS keys, in KMS or in a cluster', () => {
    const materials = trueMaterials(world);
    expect(materials.length).toBeGreaterThan(30);
    expect(new Set(materials.map(({ spec }) => spec))).toEqual(
      new Set([...SECRET_BYTES.keys(), 'ECC_NIST_P256', 'ECC_NIST_EDWARDS25519']),
    );
    // The replayed bytes are the true ones: their hash is the id that KMS gave them.
    const known = keysOf(world).flatMap(([, key]) =>
      key.origin === 'EXTERNAL' ? [] : key.materials.map(({ id }) => id),
    );
    const ids = materials.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([...new Set(known)]));
    expect(haystack.text).toContain(known[0]);
    for (const { id, bytes, spec } of materials) {
      for (const needle of needlesOf(bytes, spec)) {
        expect(tracesOf(needle, haystack), id).toEqual([]);
      }
    }
  });

  test('imported material', () => {
    const known = keysOf(world).flatMap(([keyId, key]) =>
      key.origin === 'EXTERNAL' ? key.materials.map(({ id }) => ({ keyId, id })) : [],
    );
    expect(known.length).toBeGreaterThan(0);
    for (const { keyId, id } of known) {
      expect(imported.map((bytes) => idOf(keyId, bytes))).toContain(id);
    }
    expect(servedOf(world, 'kms:ImportKeyMaterial').length).toBeGreaterThan(1);
    for (const bytes of imported) expect(tracesOf(bytes, haystack)).toEqual([]);
  });

  test('private half of a wrapping key', () => {
    const pairs = wrappingKeys(world);
    const given = servedOf(world, 'kms:GetParametersForImport').map(({ outcome }) =>
      hex((outcome.ok ? outcome.output['PublicKey'] : undefined) as Uint8Array),
    );
    // These are the keys: the public halves are the ones that were given out.
    expect(pairs.map(({ publicKey }) => hex(publicKey))).toEqual(given);
    expect(pairs.length).toBeGreaterThan(1);
    for (const { privateKey } of pairs) {
      for (const needle of needlesOf(privateKey, 'RSA_2048')) {
        expect(tracesOf(needle, haystack)).toEqual([]);
      }
    }
  });

  test('key of an external key manager', () => {
    const keys = externalKeys(world);
    expect(keys.length).toBeGreaterThan(0);
    // These are the keys: the second layer opens with one of them.
    const layers = outerLayers(world);
    expect(layers.length).toBeGreaterThan(0);
    for (const { nonce, sealed, bound } of layers) {
      const openings = keys.map((key) => open(key, nonce, sealed, bound));
      expect(openings.some((inner) => inner !== null)).toBe(true);
    }
    for (const bytes of keys) expect(tracesOf(bytes, haystack)).toEqual([]);
  });
});

/** What key managers have sealed for KMS, as it crossed the wire. */
function outerLayers(cloud: Cloud) {
  const found: { nonce: Uint8Array; sealed: Uint8Array; bound: Uint8Array }[] = [];
  const visit = ({ call: name, input, outcome, children }: Span): void => {
    children.forEach(visit);
    if (name !== 'xks:Encrypt' || !outcome.ok) return;
    const [header, additional, ciphertext] = [
      input['Header'],
      input['AdditionalAuthenticatedData'],
      outcome.output['Ciphertext'],
    ] as [Uint8Array, Uint8Array, Uint8Array];
    const body = ciphertext.slice(header.length);
    const bound = concat(header, additional);
    found.push({ nonce: body.slice(0, NONCE_BYTES), sealed: body.slice(NONCE_BYTES), bound });
  };
  cloud.spans.forEach(visit);
  return found;
}

test('the HSM shows no property, and copies and JSON of it are empty', () => {
  const cloud = aCloud();
  aKey(cloud);
  const { hsm } = vaultOf(cloud, 'us-east-1');
  expect(Reflect.ownKeys(hsm)).toEqual([]);
  expect(JSON.stringify(hsm)).toBe('{}');
  expect(structuredClone(hsm)).toEqual({});
});

test('no plaintext and no data key in the trail, in an error or in a reason', () => {
  const cloud = world;
  const secrets: Uint8Array[] = [];
  const said: unknown[] = [cloud.trail];
  const collect = ({ input, outcome, stages, children }: Span): void => {
    const output = outcome.ok ? outcome.output : {};
    for (const member of [
      'Plaintext',
      'PrivateKeyPlaintext',
      'SharedSecret',
      'Body',
      'Key',
      'DataKey',
    ]) {
      for (const value of [input[member], output[member]]) {
        if (value instanceof Uint8Array && value.length >= 16) secrets.push(value);
      }
    }
    said.push(outcome.ok ? '' : outcome.error, stages);
    children.forEach(collect);
  };
  cloud.spans.forEach(collect);
  expect(secrets.length).toBeGreaterThan(100);
  const haystack = haystackOf(said);
  for (const secret of secrets.filter((bytes) => bytes.some((byte) => byte !== 0))) {
    expect(tracesOf(secret, haystack)).toEqual([]);
  }
});

test('a key that is deleted takes its material with it', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const plaintext = new Uint8Array(0);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  const { materials } = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(KeyId.split('/')[1]!)!;
  cloud.advance(8 * 86_400_000);
  const { hsm } = vaultOf(cloud, 'us-east-1');
  const under = { key: { id: 'x' }, material: materials[0]! } as Parameters<typeof hsm.encrypt>[1];
  const lend = {
    deed: (_: string, __: unknown, work: (call: unknown) => unknown) => work(lend),
    entropy: cloud.entropy('x'),
  };
  expect(() =>
    hsm.encrypt(lend as never, under, plaintext, { algorithm: 'SYMMETRIC_DEFAULT', context: {} }),
  ).toThrow('is not in this HSM');
});
