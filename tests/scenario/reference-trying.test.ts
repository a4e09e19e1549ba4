// Forms of the reference: what they hold at first is served, and one call leads to the next.

import { expect, test } from 'vitest';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { carriedTo, onwardFrom, originsOf } from '../../src/scenario/reference-answers.ts';
import { exampleOf, offersFor } from '../../src/scenario/reference-examples.ts';
import { inspectionOf } from '../../src/scenario/reference-inspection.ts';
import { callers, ReferenceWorld } from '../../src/scenario/reference-world.ts';
import { chapters, operationNamed } from '../../src/scenario/reference.ts';
import { provideSuites } from '../../src/scenario/suites.ts';

const all = chapters.flatMap(({ operations }) => operations);
const op = (name: string) => operationNamed(name)!;

provideSuites(suites);
const [{ arn: admin }, { arn: guest }] = callers;

test('every form can be sent off, and the world never breaks', () => {
  const world = new ReferenceWorld();
  for (const operation of all) {
    world.furnish(operation);
    const input = exampleOf(operation, world.keys());
    const span = world.take(nameOf(operation), input, admin);
    expect(inspectionOf(span).request).not.toBe('');
  }
});

test.each([
  'CreateAlias',
  'CreateGrant',
  'CreateKey',
  'DisableKey',
  'Encapsulate',
  'Encrypt',
  'EnableKeyRotation',
  'GenerateDataKey',
  'GenerateMac',
  'GenerateRandom',
  'GetParametersForImport',
  'GetPublicKey',
  'ListKeys',
  'PutKeyPolicy',
  'ReplicateKey',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'Sign',
  'TagResource',
  'CreateUser',
  'GetUser',
  'CreateBucket',
  'GetCallerIdentity',
  'LookupEvents',
])('%s answers at the first press, and refuses the guest unless everyone may', (name) => {
  const world = new ReferenceWorld();
  world.furnish(op(name));
  const input = exampleOf(op(name), world.keys());
  expect(world.take(nameOf(op(name)), input, guest).outcome.ok).toBe(name === 'GetCallerIdentity');
  expect(world.take(nameOf(op(name)), input, admin).outcome).toMatchObject({ ok: true });
});

test.each([
  ['Encrypt', 'Decrypt'],
  ['Encrypt', 'ReEncrypt'],
  ['GenerateDataKeyWithoutPlaintext', 'Decrypt'],
  ['Sign', 'Verify'],
  ['GenerateMac', 'VerifyMac'],
  ['Encapsulate', 'Decapsulate'],
  ['ReEncrypt', 'Decrypt'],
  ['GetPublicKey', 'DeriveSharedSecret'],
  ['CreateGrant', 'RevokeGrant'],
  ['CreateGrant', 'RetireGrant'],
])('what %s answers, %s takes', (from, to) => {
  const world = new ReferenceWorld();
  world.furnish(op(from));
  const input = {
    ...exampleOf(op(from), world.keys()),
    ...(from === 'ReEncrypt' && sealedIn(world)),
  };
  const { outcome } = world.take(nameOf(op(from)), input, admin);
  if (!outcome.ok) throw new Error(outcome.error.message);
  const onward = onwardFrom(op(from), outcome.output);
  expect(onward.map(({ operation }) => operation)).toContain(to);
  const carried = carriedTo(op(to), { from: op(from), input, output: outcome.output });
  world.furnish(op(to));
  // RetireGrant wants either the token, or key and id.
  const { GrantId: _, KeyId: __, ...byToken } = carried;
  const next = { ...exampleOf(op(to), world.keys()), ...carried };
  expect(
    world.take(nameOf(op(to)), to === 'RetireGrant' ? byToken : next, admin).outcome,
  ).toMatchObject({ ok: true });
});

function sealedIn(world: ReferenceWorld) {
  const { outcome } = world.take(
    'kms:Encrypt',
    { KeyId: 'alias/app', Plaintext: utf8('x'), EncryptionContext: { a: 'b' } },
    admin,
  );
  return {
    CiphertextBlob: outcome.ok && outcome.output['CiphertextBlob'],
    SourceEncryptionContext: { a: 'b' },
    DestinationEncryptionContext: { c: 'd' },
  };
}

test('a page leads to the next page of the same list, and to no other list', () => {
  const output = { NextMarker: 'x', Keys: [] };
  expect(onwardFrom(op('ListKeys'), output)).toEqual([
    { operation: 'ListKeys', members: ['Marker'] },
  ]);
  expect(carriedTo(op('ListKeys'), { from: op('ListKeys'), input: { Limit: 2 }, output })).toEqual({
    Limit: 2,
    Marker: 'x',
  });
});

test('a member that nobody can make up says where it comes from', () => {
  expect(originsOf(op('VerifyMac'), 'Mac')).toEqual(['GenerateMac']);
  expect(originsOf(op('Decrypt'), 'CiphertextBlob')).toContain('Encrypt');
  expect(originsOf(op('Decrypt'), 'KeyId')).toEqual([]);
});

test('keys are offered by alias where an alias is taken, and by id where not', () => {
  const world = new ReferenceWorld();
  world.furnish(op('Encrypt'));
  const values = (name: string, member: string) =>
    offersFor(op(name), member, world.keys())?.map(({ value }) => value);
  expect(values('Encrypt', 'KeyId')).toContain('alias/app');
  expect(values('EnableKey', 'KeyId')).toEqual(world.keys().map(({ id }) => id));
  expect(values('Encrypt', 'Plaintext')).toBeUndefined();
  expect(values('ListGrants', 'GrantId')).toBeUndefined();
});

test('what CloudTrail gets, and why not, comes with the call', () => {
  const world = new ReferenceWorld();
  const made = inspectionOf(world.take('kms:CreateKey', {}, admin));
  expect(made.records).toHaveLength(1);
  expect(made.stages.map(({ name }) => name)).toHaveLength(5);
  const malformed = inspectionOf(world.take('kms:Encrypt', { KeyId: 5 }, admin));
  expect(malformed).toMatchObject({ records: [], refusal: { code: 'SerializationException' } });
  expect(malformed.withheld).toBeDefined();
});

function nameOf({ service, name }: { service: string; name: string }): string {
  return `${service}:${name}`;
}
