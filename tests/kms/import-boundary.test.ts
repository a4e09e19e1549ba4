// What is seen of an import: by policies, in CloudTrail, and in everything that can be reached. Never the material.

import { expect, test } from 'vitest';
import { plainSpan } from '../../src/aws/span.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { kmsState, vaultOf } from '../../src/kms/state.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  ALICE,
  aUser,
  bytesOf,
  call,
  NOW,
  outputOf,
  sealed,
  verdict,
} from '../support/cloud.ts';
import { FOR_EVER, importInto, parametersFor, wrapped } from '../support/importing.ts';
import { haystackOf, tracesOf } from '../support/search.ts';

const HOUR = 3_600_000;
const FIRST = sha256(utf8('first'));
const SECOND = sha256(utf8('second'));
const WRONG = sha256(utf8('wrong'));
const TOO_LONG = new Uint8Array([...WRONG, ...SECOND]);

/** Everything that can happen to imported material. */
function course() {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL' });
  const parameters = parametersFor(cloud, KeyId);
  importInto(cloud, parameters, TOO_LONG);
  outputOf(importInto(cloud, parameters, FIRST));
  importInto(cloud, parameters, WRONG);
  outputOf(importInto(cloud, parameters, SECOND, { ...FOR_EVER, ImportType: 'NEW_KEY_MATERIAL' }));
  outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId }));
  sealed(cloud, KeyId, 'something else');
  outputOf(call(cloud, 'kms:DeleteImportedKeyMaterial', { KeyId }));
  outputOf(importInto(cloud, parameters, SECOND, { ValidTo: cloud.now + HOUR }));
  cloud.advance(2 * HOUR);
  return { cloud, KeyId, parameters };
}

test('no imported byte is in world, state, spans, trail, copies or print', () => {
  const { cloud, KeyId } = course();
  const state = kmsState(cloud, ACCOUNT, 'us-east-1');
  const { hsm } = vaultOf(cloud, 'us-east-1');
  const copies = structuredClone(cloud.spans.map(plainSpan));
  const json = JSON.stringify([copies, cloud.trail, state, hsm]);
  const haystack = haystackOf({ cloud, state, hsm, copies, json });
  const ids = state.keys.get(KeyId.split('/')[1] ?? '')?.materials.map(({ id }) => id);
  expect(ids).toHaveLength(2);
  for (const id of ids ?? []) expect(haystack.text).toContain(id);
  for (const bytes of [FIRST, SECOND, WRONG]) expect(tracesOf(bytes, haystack)).toEqual([]);
});

test('nor is the private half of a wrapping key, which is drawn inside', () => {
  const { cloud, parameters } = course();
  const span = cloud.spans.find(({ call: name }) => name === 'kms:GetParametersForImport')!;
  const stream = cloud.entropy(span.id);
  stream.uuid();
  const { publicKey, privateKey } = suites.generateKeyPair('RSA_2048', stream);
  // These are the keys: the public half is the one that was given out.
  expect(hex(publicKey)).toBe(hex(parameters.PublicKey));
  const haystack = haystackOf({ cloud, hsm: vaultOf(cloud, 'us-east-1').hsm });
  // Past the public numbers: the private exponent and the primes.
  for (const from of [400, 700, 850, 1000]) {
    expect(tracesOf(privateKey.slice(from, from + 32), haystack)).toEqual([]);
  }
});

test.each(['deleted', 'expired', 'deleted with its key'])(
  'what is %s is in the HSM no more',
  (end) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, { Origin: 'EXTERNAL' });
    const parameters = parametersFor(cloud, KeyId);
    outputOf(importInto(cloud, parameters, SECOND));
    const more = { ImportType: 'NEW_KEY_MATERIAL', ValidTo: cloud.now + HOUR } as const;
    outputOf(importInto(cloud, parameters, FIRST, more));
    if (end === 'expired') outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId }));
    const key = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(KeyId.split('/')[1] ?? '')!;
    const material = key.pendingMaterial ?? key.materials[1]!;
    const under = { key, material };
    const { hsm } = vaultOf(cloud, 'us-east-1');
    const lend = {
      deed: (_: string, __: unknown, work: (call: unknown) => unknown) => work(lend),
      entropy: cloud.entropy('x'),
    };
    const way = { algorithm: 'SYMMETRIC_DEFAULT', context: {} } as const;
    expect(hsm.encrypt(lend as never, under, FIRST, way).length).toBeGreaterThan(FIRST.length);
    if (end === 'deleted') {
      outputOf(call(cloud, 'kms:DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: material.id }));
    } else {
      if (end !== 'expired') call(cloud, 'kms:ScheduleKeyDeletion', { KeyId });
      cloud.advance(31 * 24 * HOUR);
    }
    expect(() => hsm.encrypt(lend as never, under, FIRST, way)).toThrow('is not in this HSM');
  },
);

test('material that is refused does not stay in the HSM: the deed that looks at it fails', () => {
  const { cloud } = course();
  const imports = cloud.spans.filter(({ call: name }) => name === 'kms:ImportKeyMaterial');
  const deeds = imports.map(({ outcome, children: [deed] }) => [
    outcome.ok,
    deed?.call,
    deed?.outcome.ok,
    deed?.children.map(({ call: name, outcome: inner }) => [name, inner.ok]),
  ]);
  expect(deeds).toEqual(
    [false, true, false, true, true].map((ok) => [
      ok,
      'hsm:ImportMaterial',
      ok,
      [['hsm:UnwrapMaterial', ok]],
    ]),
  );
});

test('the same calls once more make the same world', () => {
  const { cloud } = course();
  const again = aCloud();
  for (const span of cloud.spans) again.call(span.call, span.input);
  again.advance(2 * HOUR);
  expect(again.trail).toEqual(cloud.trail);
  expect(again.spans.map(plainSpan)).toEqual(cloud.spans.map(plainSpan));
});

test('CloudTrail has the terms of an import, never the material or the token', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL' });
  const resources = [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: KeyId }];
  const parameters = parametersFor(cloud, KeyId);
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'GetParametersForImport',
    requestParameters: {
      keyId: KeyId,
      wrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      wrappingKeySpec: 'RSA_2048',
    },
    responseElements: null,
    readOnly: true,
    resources,
  });
  importInto(cloud, parameters, FIRST, {
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo: NOW + HOUR,
    ImportType: 'NEW_KEY_MATERIAL',
  });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'ImportKeyMaterial',
    responseElements: { keyId: KeyId },
    readOnly: false,
    resources,
  });
  expect(cloud.trail.at(-1)?.['requestParameters']).toEqual({
    keyId: KeyId,
    validTo: 'Jan 15, 2026, 10:00:00 AM',
    expirationModel: 'KEY_MATERIAL_EXPIRES',
    importType: 'NEW_KEY_MATERIAL',
  });
  call(cloud, 'kms:DeleteImportedKeyMaterial', { KeyId });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'DeleteImportedKeyMaterial',
    requestParameters: { keyId: KeyId },
    responseElements: { keyId: KeyId },
    readOnly: false,
    resources,
  });
});

const OAEP = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;

test.each([
  ['StringEquals', 'kms:WrappingAlgorithm', 'RSAES_OAEP_SHA_256', 'ok'],
  ['StringEquals', 'kms:WrappingAlgorithm', 'RSAES_OAEP_SHA_1', 'AccessDeniedException'],
  ['StringEquals', 'kms:WrappingKeySpec', 'RSA_2048', 'ok'],
  ['StringEquals', 'kms:WrappingKeySpec', 'RSA_4096', 'AccessDeniedException'],
  ['StringEquals', 'kms:ExpirationModel', 'KEY_MATERIAL_EXPIRES', 'AccessDeniedException'],
])('GetParametersForImport where %s %s %s: %s', (operator, key, value, expected) => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL' });
  const as = allowed(cloud, 'kms:GetParametersForImport', { [operator]: { [key]: value } });
  expect(verdict(call(cloud, 'kms:GetParametersForImport', { KeyId, ...OAEP }, { as }))).toBe(
    expected,
  );
});

test.each([
  ['StringEquals', 'kms:ExpirationModel', 'KEY_MATERIAL_EXPIRES', 'ok'],
  ['StringEquals', 'kms:ExpirationModel', 'KEY_MATERIAL_DOES_NOT_EXPIRE', 'AccessDeniedException'],
  ['DateLessThan', 'kms:ValidTo', '2026-01-15T10:00:01Z', 'ok'],
  ['DateLessThan', 'kms:ValidTo', '2026-01-15T10:00:00Z', 'AccessDeniedException'],
])('ImportKeyMaterial where %s %s %s: %s', (operator, key, value, expected) => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL' });
  const parameters = parametersFor(cloud, KeyId);
  const input = {
    KeyId,
    ImportToken: parameters.ImportToken,
    EncryptedKeyMaterial: wrapped(parameters, FIRST),
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo: NOW + HOUR,
  } as const;
  const as = allowed(cloud, 'kms:ImportKeyMaterial', { [operator]: { [key]: value } });
  expect(verdict(call(cloud, 'kms:ImportKeyMaterial', input, { as }))).toBe(expected);
});

function allowed(
  cloud: ReturnType<typeof aCloud>,
  Action: string,
  Condition: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const Statement = [{ Effect: 'Allow' as const, Action, Resource: '*', Condition }];
  return aUser(cloud, 'importer', { Version: '2012-10-17', Statement });
}

test('the parameters are for nobody else to ask for', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL' });
  const as = ALICE.replace(ACCOUNT, '444455556666');
  const span = call(cloud, 'kms:GetParametersForImport', { KeyId, ...OAEP }, { as });
  expect(verdict(span)).toBe('AccessDeniedException');
  expect(
    bytesOf(call(cloud, 'kms:GetParametersForImport', { KeyId, ...OAEP }), 'PublicKey').length,
  ).toBe(294);
});
