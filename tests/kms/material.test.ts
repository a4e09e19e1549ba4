// The boundary, tried from outside: nothing that can be reached, printed, copied or sent holds key material.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { plainSpan } from '../../src/aws/span.ts';
import type { Span } from '../../src/aws/trace.ts';
import { concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { kmsState, vaultOf } from '../../src/kms/state.ts';
import { ACCOUNT, aCloud, aKey, call } from '../support/cloud.ts';
import { randomRun } from '../support/random-run.ts';
import { haystackOf, tracesOf } from '../support/search.ts';

interface True {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** All material that was ever made, by replaying the streams that it was drawn from. */
function trueMaterials(cloud: Cloud): readonly True[] {
  const found = new Map<string, Uint8Array>();
  const note = (keyId: string, bytes: Uint8Array): void => {
    found.set(hex(sha256(concat(utf8(keyId), bytes))), bytes);
  };
  const replay = (span: Span): void => {
    if (span.children.some((child) => child.call === 'hsm:GenerateMaterial')) {
      const keyId = String(span.children[0]!.input['KeyId']);
      const stream = cloud.entropy(span.id);
      stream.bytes(16);
      // A new key draws its id first; a rotation draws material alone.
      if (Number(span.children[0]!.input['Generation']) === 1) expect(stream.uuid()).toBe(keyId);
      note(keyId, stream.bytes(32));
    }
    span.children.forEach(replay);
  };
  cloud.spans.forEach(replay);
  for (const [keyId, { materials }] of kmsState(cloud, ACCOUNT, 'us-east-1').keys) {
    for (const { generation, rotation } of materials) {
      if (rotation?.type !== 'AUTOMATIC') continue;
      note(keyId, cloud.entropy(`material|${keyId}|${generation}`).bytes(32));
    }
  }
  return [...found].map(([id, bytes]) => ({ id, bytes }));
}

const world = aCloud({ seed: 'boundary' });
randomRun(world, 'boundary', 300);

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

test('300 calls of every kind: no key material in world, state, spans, trail, copies or print', () => {
  const cloud = world;
  const materials = trueMaterials(cloud);
  expect(materials.length).toBeGreaterThan(20);

  const state = kmsState(cloud, ACCOUNT, 'us-east-1');
  const known = new Set(
    [...state.keys.values()].flatMap((key) => key.materials.map(({ id }) => id)),
  );
  const ids = materials.map(({ id }) => id);
  // The replayed bytes are the true ones: their hash is the id that KMS gave them.
  expect(ids).toEqual(expect.arrayContaining([...known]));

  const copies = structuredClone(cloud.spans.map(plainSpan));
  const { hsm } = vaultOf(cloud, 'us-east-1');
  const all = {
    cloud,
    state,
    hsm,
    copies,
    json: JSON.stringify([copies, cloud.trail, state, hsm]),
  };
  const haystack = haystackOf(all);
  expect(haystack.text).toContain(materials[0]!.id);
  for (const { id, bytes } of materials) expect(tracesOf(bytes, haystack), id).toEqual([]);
});

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
    for (const member of ['Plaintext', 'Body', 'Key', 'DataKey']) {
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
  const CiphertextBlob = new Uint8Array(0);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  const { materials } = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(KeyId.split('/')[1]!)!;
  cloud.advance(8 * 86_400_000);
  const { hsm } = vaultOf(cloud, 'us-east-1');
  const under = { key: { id: 'x' }, material: materials[0]! } as Parameters<typeof hsm.encrypt>[1];
  const lend = {
    deed: (_: string, __: unknown, work: (call: unknown) => unknown) => work(lend),
    entropy: cloud.entropy('x'),
  };
  expect(() => hsm.encrypt(lend as never, under, CiphertextBlob, {})).toThrow('is not in this HSM');
});
