// What becomes of imported material: it is deleted, it expires, it comes back, and a next one takes over. The
// course of events follows answers of AWS that were recorded in September 2026.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { generateKeyPairSync } from 'node:crypto';
import {
  aCloud,
  aKey,
  call,
  NOW,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';
import {
  FOR_EVER,
  importInto,
  parametersFor,
  type ImportParameters,
} from '../support/importing.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [A, B, C] = ['A', 'B', 'C'].map((letter) =>
  new Uint8Array(32).fill(letter.charCodeAt(0)),
) as [Uint8Array, Uint8Array, Uint8Array];
const NEW = { ...FOR_EVER, ImportType: 'NEW_KEY_MATERIAL' } as const;

interface World {
  readonly cloud: Cloud;
  readonly KeyId: string;
  readonly parameters: ImportParameters;
}

function external(more: Parameters<typeof aKey>[1] = {}): World {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL', ...more });
  return { cloud, KeyId, parameters: parametersFor(cloud, KeyId) };
}

const brought = ({ cloud, parameters }: World, bytes: Uint8Array, more = {}): string =>
  String(outputOf(importInto(cloud, parameters, bytes, { ...FOR_EVER, ...more }))['KeyMaterialId']);

const metadata = ({ cloud, KeyId }: World): Members =>
  outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Members;

const materials = ({ cloud, KeyId }: World): readonly Members[] =>
  outputOf(call(cloud, 'kms:ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }))[
    'Rotations'
  ] as Members[];

const states = (world: World): readonly string[] =>
  materials(world).map(({ ImportState, KeyMaterialState }) =>
    [ImportState, KeyMaterialState].join(' '),
  );

const remove = ({ cloud, KeyId }: World, more = {}) =>
  call(cloud, 'kms:DeleteImportedKeyMaterial', { KeyId, ...more });

const rotate = ({ cloud, KeyId }: World) => call(cloud, 'kms:RotateKeyOnDemand', { KeyId });

const serviceEvents = ({ cloud }: World): readonly unknown[] =>
  cloud.trail
    .filter(({ eventType }) => eventType === 'AwsServiceEvent')
    .map(({ eventName }) => eventName);

test('a key without material has nothing to list, to use or to delete', () => {
  const world = external();
  const { cloud, KeyId } = world;
  expect(metadata(world)).toMatchObject({ KeyState: 'PendingImport', Enabled: false });
  for (const member of ['CurrentKeyMaterialId', 'ExpirationModel', 'ValidTo']) {
    expect(metadata(world)).not.toHaveProperty(member);
  }
  expect(materials(world)).toEqual([]);
  expect(outputOf(remove(world))).toEqual({ KeyId });
  for (const operation of ['Encrypt', 'EnableKey', 'DisableKey', 'RotateKeyOnDemand'] as const) {
    const span = cloud.call(`kms:${operation}`, { KeyId, Plaintext: utf8('a') });
    expect(refusalOf(span)).toMatchObject({
      code: 'KMSInvalidStateException',
      message: `${KeyId} is pending import.`,
    });
  }
});

test('deletion takes the material away at once, and the same bytes bring it back', () => {
  const world = external();
  const { cloud, KeyId } = world;
  const KeyMaterialId = brought(world, A, { KeyMaterialDescription: 'first' });
  const blob = sealed(cloud, KeyId, 'secret');
  expect(outputOf(remove(world))).toEqual({ KeyId, KeyMaterialId });
  expect(opened(cloud, blob)).toBe('KMSInvalidStateException');
  expect(metadata(world)).toMatchObject({
    KeyState: 'PendingImport',
    CurrentKeyMaterialId: KeyMaterialId,
  });
  expect(metadata(world)).not.toHaveProperty('ExpirationModel');
  expect(materials(world)).toEqual([
    {
      KeyId,
      KeyMaterialId,
      KeyMaterialDescription: 'first',
      ImportState: 'PENDING_IMPORT',
      KeyMaterialState: 'CURRENT',
    },
  ]);
  expect(outputOf(remove(world))).toEqual({ KeyId, KeyMaterialId });

  expect(brought(world, A)).toBe(KeyMaterialId);
  expect(opened(cloud, blob)).toBe('secret');
  expect(materials(world)).toMatchObject([{ KeyMaterialDescription: 'first' }]);
});

test('material that was never imported cannot be deleted', () => {
  const world = external();
  brought(world, A);
  const KeyMaterialId = '0'.repeat(64);
  expect(refusalOf(remove(world, { KeyMaterialId }))).toMatchObject({
    code: 'ValidationException',
    message: `Key material (id: ${KeyMaterialId}) has never been imported into KMS key ${world.KeyId}.`,
  });
});

test('a disabled key is enabled by an import; one without material is not enabled otherwise', () => {
  const world = external();
  const { cloud, KeyId } = world;
  brought(world, A);
  call(cloud, 'kms:DisableKey', { KeyId });
  brought(world, A);
  expect(metadata(world)['KeyState']).toBe('Enabled');
  call(cloud, 'kms:DisableKey', { KeyId });
  outputOf(remove(world));
  expect(metadata(world)['KeyState']).toBe('PendingImport');
  brought(world, A);
  expect(metadata(world)['KeyState']).toBe('Enabled');
});

test('a key that waits for its deletion keeps its state without material, and comes back without it', () => {
  const world = external();
  const { cloud, KeyId } = world;
  brought(world, A);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId });
  outputOf(remove(world));
  expect(metadata(world)['KeyState']).toBe('PendingDeletion');
  outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId }));
  expect(metadata(world)['KeyState']).toBe('PendingImport');
  brought(world, A);
  expect(metadata(world)['KeyState']).toBe('Enabled');
});

test('at its date the material is gone, with an event of KMS itself, until it is imported again', () => {
  const world = external();
  const { cloud, KeyId } = world;
  brought(world, A, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: NOW + HOUR });
  const blob = sealed(cloud, KeyId, 'secret');
  expect(metadata(world)).toMatchObject({
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo: NOW + HOUR,
  });
  cloud.advance(HOUR - 1);
  expect(opened(cloud, blob)).toBe('secret');
  cloud.advance(1);
  expect(opened(cloud, blob)).toBe('KMSInvalidStateException');
  expect(metadata(world)['KeyState']).toBe('PendingImport');
  expect(states(world)).toEqual(['PENDING_IMPORT CURRENT']);
  expect(cloud.trail.filter(({ eventType }) => eventType === 'AwsServiceEvent')).toMatchObject([
    {
      eventName: 'DeleteExpiredKeyMaterial',
      eventTime: '2026-01-15T10:00:00Z',
      userIdentity: { invokedBy: 'AWS Internal' },
      readOnly: false,
      resources: [{ ARN: KeyId, type: 'AWS::KMS::Key' }],
      serviceEventDetails: { keyId: KeyId.split('/')[1] },
    },
  ]);

  brought(world, A, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: NOW + 2 * HOUR });
  expect(opened(cloud, blob)).toBe('secret');
  cloud.advance(HOUR);
  expect(opened(cloud, blob)).toBe('KMSInvalidStateException');
  const ids = cloud.trail.map(({ eventID }) => eventID);
  expect(new Set(ids).size).toBe(ids.length);
  expect(serviceEvents(world)).toHaveLength(2);
});

test('a date that was changed in time, or whose material is gone already, does nothing', () => {
  const world = external();
  const { cloud, KeyId } = world;
  const short = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: NOW + HOUR } as const;
  brought(world, A, short);
  brought(world, A, { ...short, ValidTo: NOW + 3 * HOUR });
  cloud.advance(2 * HOUR);
  expect(metadata(world)['KeyState']).toBe('Enabled');
  brought(world, A);
  cloud.advance(2 * HOUR);
  expect(metadata(world)['KeyState']).toBe('Enabled');
  brought(world, A, { ...short, ValidTo: NOW + 6 * HOUR });
  outputOf(remove(world));
  brought(world, A);
  cloud.advance(3 * HOUR);
  expect(metadata(world)['KeyState']).toBe('Enabled');

  brought(world, A, { ...short, ValidTo: NOW + 20 * DAY });
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  cloud.advance(30 * DAY);
  expect(serviceEvents(world)).toEqual(['DeleteKey']);
});

test('a disabled key whose material expires waits for an import; one that is to be deleted stays so', () => {
  for (const [operation, state] of [
    ['DisableKey', 'PendingImport'],
    ['ScheduleKeyDeletion', 'PendingDeletion'],
  ] as const) {
    const world = external();
    const { cloud, KeyId } = world;
    brought(world, A, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: NOW + HOUR });
    call(cloud, `kms:${operation}`, { KeyId });
    cloud.advance(HOUR);
    expect(metadata(world)['KeyState']).toBe(state);
    expect(serviceEvents(world)).toEqual(['DeleteExpiredKeyMaterial']);
  }
});

test('new material waits for its rotation, then takes over; the old opens what it sealed', () => {
  const world = external();
  const { cloud, KeyId } = world;
  const first = brought(world, A, { KeyMaterialDescription: 'first' });
  const old = sealed(cloud, KeyId, 'old');
  expect(refusalOf(rotate(world))).toMatchObject({
    code: 'KMSInvalidStateException',
    message: `No available key material pending rotation for the key: ${KeyId}.`,
  });

  const second = brought(world, B, NEW);
  expect(metadata(world)['CurrentKeyMaterialId']).toBe(first);
  expect(states(world)).toEqual(['IMPORTED CURRENT', 'IMPORTED PENDING_ROTATION']);
  const rotationsOnly = () => outputOf(call(cloud, 'kms:ListKeyRotations', { KeyId }))['Rotations'];
  expect(rotationsOnly()).toEqual([]);

  cloud.advance(DAY / 2);
  expect(outputOf(rotate(world))).toEqual({ KeyId });
  expect(metadata(world)['CurrentKeyMaterialId']).toBe(second);
  expect(states(world)).toEqual(['IMPORTED NON_CURRENT', 'IMPORTED CURRENT']);
  expect(rotationsOnly()).toEqual([
    {
      KeyId,
      KeyMaterialId: second,
      ImportState: 'IMPORTED',
      KeyMaterialState: 'CURRENT',
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      RotationDate: NOW + DAY / 2,
      RotationType: 'ON_DEMAND',
    },
  ]);
  const younger = sealed(cloud, KeyId, 'younger');
  const openedBy = (CiphertextBlob: Uint8Array) =>
    outputOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }))['KeyMaterialId'];
  expect([openedBy(old), openedBy(younger)]).toEqual([first, second]);
  expect(cloud.trail.find(({ eventName }) => eventName === 'RotateKey')).toMatchObject({
    serviceEventDetails: {
      rotationType: 'ON_DEMAND',
      keyOrigin: 'EXTERNAL',
      previousKeyMaterialId: first,
      currentKeyMaterialId: second,
    },
  });
  expect(verdict(rotate(world))).toBe('KMSInvalidStateException');

  const again = sealed(cloud, KeyId, 'again');
  brought(world, C, NEW);
  outputOf(rotate(world));
  expect([old, younger, again].map((blob) => opened(cloud, blob))).toEqual([
    'old',
    'younger',
    'again',
  ]);
});

test('one new material at a time', () => {
  const world = external();
  const { cloud, KeyId, parameters } = world;
  brought(world, A);
  const pending = brought(world, B, NEW);
  const { code, message } = refusalOf(importInto(cloud, parameters, C, NEW));
  expect(code).toBe('KMSInvalidStateException');
  const [, id = ''] = /\(id: ([0-9a-f]{64})\)/.exec(message) ?? [];
  expect(message).toBe(
    `New key material (id: ${id}) cannot be imported into KMS key ${KeyId}, because another key material (id: ${pending}) is pending rotation.`,
  );
  for (const [bytes, known] of [
    [A, metadata(world)['CurrentKeyMaterialId']],
    [B, pending],
  ] as const) {
    expect(refusalOf(importInto(cloud, parameters, bytes, NEW))).toMatchObject({
      code: 'IncorrectKeyMaterialException',
      message: `Key material (id: ${String(known)}) being imported as NEW_KEY_MATERIAL is already associated with KMS key ${KeyId}.`,
    });
  }

  expect(outputOf(remove(world, { KeyMaterialId: pending }))).toEqual({
    KeyId,
    KeyMaterialId: pending,
  });
  expect(metadata(world)['KeyState']).toBe('Enabled');
  expect(states(world)).toEqual(['IMPORTED CURRENT']);
  expect(brought(world, C, NEW)).toBe(id);
  outputOf(remove(world, { KeyMaterialId: id }));
  expect(brought(world, B, NEW)).toBe(pending);
});

test('while any material is missing that was ever in use, the whole key serves nobody', () => {
  const world = external();
  const { cloud, KeyId } = world;
  const first = brought(world, A);
  const old = sealed(cloud, KeyId, 'old');
  const second = brought(world, B, NEW);
  outputOf(rotate(world));
  const younger = sealed(cloud, KeyId, 'younger');

  for (const missing of [first, second]) {
    outputOf(remove(world, { KeyMaterialId: missing }));
    expect(metadata(world)).toMatchObject({
      KeyState: 'PendingImport',
      CurrentKeyMaterialId: second,
    });
    expect(metadata(world)).not.toHaveProperty('ExpirationModel');
    expect([old, younger].map((blob) => opened(cloud, blob))).toEqual([
      'KMSInvalidStateException',
      'KMSInvalidStateException',
    ]);
  }
  expect(states(world)).toEqual(['PENDING_IMPORT NON_CURRENT', 'PENDING_IMPORT CURRENT']);
  brought(world, A, { KeyMaterialId: first });
  expect(metadata(world)['KeyState']).toBe('PendingImport');
  brought(world, B);
  expect(metadata(world)['KeyState']).toBe('Enabled');
  expect([old, younger].map((blob) => opened(cloud, blob))).toEqual(['old', 'younger']);
});

test('material that waits outlives its date, and is gone as soon as it is current', () => {
  const world = external();
  const { cloud, KeyId } = world;
  brought(world, A);
  const old = sealed(cloud, KeyId, 'old');
  const short = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: NOW + HOUR } as const;
  brought(world, B, { ...NEW, ...short });
  cloud.advance(2 * HOUR);
  expect(metadata(world)['KeyState']).toBe('Enabled');
  expect(states(world)).toEqual(['IMPORTED CURRENT', 'IMPORTED PENDING_ROTATION']);

  outputOf(rotate(world));
  expect(metadata(world)['KeyState']).toBe('PendingImport');
  expect(states(world)).toEqual(['IMPORTED NON_CURRENT', 'PENDING_IMPORT CURRENT']);
  expect(serviceEvents(world)).toEqual(['RotateKey', 'DeleteExpiredKeyMaterial']);
  expect(opened(cloud, old)).toBe('KMSInvalidStateException');
  brought(world, B);
  expect(opened(cloud, old)).toBe('old');
});

test('materials that expire at one moment leave an event each', () => {
  const world = external();
  const short = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: NOW + HOUR } as const;
  brought(world, A, short);
  brought(world, B, { ...NEW, ...short });
  outputOf(rotate(world));
  world.cloud.advance(HOUR);
  const events = world.cloud.trail.filter(
    ({ eventName }) => eventName === 'DeleteExpiredKeyMaterial',
  );
  expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(2);
});

test('imported keys rotate on demand 25 times, and never by themselves', () => {
  const world = external();
  const { cloud, KeyId, parameters } = world;
  brought(world, A);
  for (let i = 0; i < 25; i++) {
    brought(world, new Uint8Array(32).fill(100 + i), NEW);
    outputOf(rotate(world));
  }
  expect(verdict(importInto(cloud, parameters, B, NEW))).toBe('ok');
  expect(verdict(rotate(world))).toBe('LimitExceededException');
  for (const operation of ['EnableKeyRotation', 'DisableKeyRotation'] as const) {
    expect(refusalOf(call(cloud, `kms:${operation}`, { KeyId }))).toMatchObject({
      code: 'UnsupportedOperationException',
      message: `${KeyId} origin is EXTERNAL which is not valid for this operation.`,
    });
  }
  const status = () => outputOf(call(cloud, 'kms:GetKeyRotationStatus', { KeyId }));
  expect(status()).toEqual({ KeyRotationEnabled: false, KeyId });
  outputOf(remove(world));
  expect(status()).toEqual({ KeyRotationEnabled: false, KeyId });
});

test('without material a key pair does not even tell its public key, and has no list of materials', () => {
  const usage = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
  const world = external(usage);
  const { cloud, KeyId } = world;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  outputOf(
    importInto(cloud, world.parameters, privateKey.export({ format: 'der', type: 'pkcs8' })),
  );
  expect(verdict(call(cloud, 'kms:GetPublicKey', { KeyId }))).toBe('ok');
  expect(outputOf(remove(world))).toEqual({ KeyId });
  expect(refusalOf(call(cloud, 'kms:GetPublicKey', { KeyId }))).toMatchObject({
    code: 'KMSInvalidStateException',
    message: `${KeyId} is pending import.`,
  });
  const input = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' } as const;
  expect(refusalOf(call(cloud, 'kms:ListKeyRotations', input))).toMatchObject({
    code: 'ValidationException',
    message: 'Input parameter includeKeyMaterial can only be used with symmetric keys.',
  });
  expect(outputOf(call(cloud, 'kms:ListKeyRotations', { KeyId }))).toMatchObject({ Rotations: [] });
});

test('a key that is deleted takes all its materials with it', () => {
  const world = external();
  const { cloud, KeyId } = world;
  brought(world, A);
  const blob = sealed(cloud, KeyId, 'secret');
  brought(world, B, NEW);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  cloud.advance(8 * DAY);
  expect(opened(cloud, blob)).toBe('AccessDeniedException');
  expect(verdict(importInto(cloud, world.parameters, A))).toBe('NotFoundException');
});
