// Related keys with imported material: the owner brings the same bytes to each Region, new ones to the primary
// first, and nothing rotates before all have them. Source: facts sheet, sections 4, 5, 6; AWS API reference,
// ImportKeyMaterial and RotationsListEntry.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members, Span } from '../../src/aws/trace.ts';
import { textOf, utf8 } from '../../src/crypto/bytes.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { aCloud, aKey, bytesOf, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { wrapped } from '../support/importing.ts';
import {
  aReplica,
  arnThere,
  described,
  EAST,
  SOUTH,
  stateIn,
  WEST,
} from '../support/multi-region.ts';

const DAY = 86_400_000;
const [A, B, C] = [1, 2, 3].map((one) => new Uint8Array(32).fill(one)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

type Place = typeof EAST;
type More = Partial<Calls['kms:ImportKeyMaterial']>;

const FOR_EVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const NEW = { ImportType: 'NEW_KEY_MATERIAL' } as const;

interface Parameters {
  readonly ImportToken: Uint8Array;
  readonly PublicKey: Uint8Array;
  readonly until: number;
}

interface World {
  readonly cloud: Cloud;
  readonly id: string;
  readonly parameters: Map<Place, Parameters>;
}

/** RSA takes long to make, and a token is good for a day. */
function parametersFor({ cloud, id, parameters }: World, place: Place): Parameters {
  const known = parameters.get(place);
  if (known && cloud.now < known.until) return known;
  const asked = {
    KeyId: id,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  } as const;
  const span = call(cloud, 'kms:GetParametersForImport', asked, place);
  const fresh = {
    ImportToken: bytesOf(span, 'ImportToken'),
    PublicKey: bytesOf(span, 'PublicKey'),
    until: cloud.now + DAY,
  };
  parameters.set(place, fresh);
  return fresh;
}

function bring(world: World, bytes: Uint8Array, place: Place, more: More = {}): Span {
  const { ImportToken, PublicKey } = parametersFor(world, place);
  const EncryptedKeyMaterial = wrapped({ PublicKey, algorithm: 'RSAES_OAEP_SHA_256' }, bytes);
  const input = { KeyId: world.id, ImportToken, EncryptedKeyMaterial, ...FOR_EVER, ...more };
  return call(world.cloud, 'kms:ImportKeyMaterial', input, place);
}

/** The primary has A; the replica waits. */
function aWaitingSet(input: Calls['kms:CreateKey'] = {}, bytes = A): World {
  const cloud = aCloud({ tick: 0 });
  const arn = aKey(cloud, { Origin: 'EXTERNAL', MultiRegion: true, ...input });
  const world = { cloud, id: arn.split('/')[1]!, parameters: new Map<Place, Parameters>() };
  outputOf(bring(world, bytes, EAST));
  aReplica(cloud, world.id, WEST);
  return world;
}

function aFullSet(): World {
  const world = aWaitingSet();
  outputOf(bring(world, A, WEST));
  return world;
}

const materials = ({ cloud, id }: World, place: Place): readonly string[] => {
  const asked = { KeyId: id, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' } as const;
  const rows = outputOf(call(cloud, 'kms:ListKeyRotations', asked, place))['Rotations'];
  return (rows as readonly Members[]).map(
    ({ ImportState, KeyMaterialState }) => `${String(ImportState)} ${String(KeyMaterialState)}`,
  );
};

const rotate = ({ cloud, id }: World, place: Place = EAST): Span =>
  call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }, place);

const remove = ({ cloud, id }: World, place: Place, KeyMaterialId?: string): Span =>
  call(
    cloud,
    'kms:DeleteImportedKeyMaterial',
    { KeyId: id, ...(KeyMaterialId !== undefined && { KeyMaterialId }) },
    place,
  );

const encrypt = ({ cloud, id }: World, text: string, place: Place): Span =>
  call(cloud, 'kms:Encrypt', { KeyId: id, Plaintext: utf8(text) }, place);

const open = ({ cloud }: World, sealing: Span, place: Place): string => {
  const CiphertextBlob = bytesOf(sealing, 'CiphertextBlob');
  const span = call(cloud, 'kms:Decrypt', { CiphertextBlob }, place);
  return span.outcome.ok ? (textOf(bytesOf(span, 'Plaintext')) ?? '') : verdict(span);
};

const WAITING = 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';

test('a replica begins without material and waits for the primary’s', () => {
  const world = aWaitingSet();
  const { cloud, id } = world;
  expect(stateIn(cloud, id, WEST)).toBe('PendingImport');
  expect(refusalOf(encrypt(world, 'a', WEST))).toMatchObject({
    code: 'KMSInvalidStateException',
    message: `${arnThere(id, WEST)} is pending import.`,
  });
  expect(materials(world, WEST)).toEqual(['PENDING_IMPORT CURRENT']);
  const expected = described(cloud, id, EAST)['CurrentKeyMaterialId'];
  expect(refusalOf(bring(world, B, WEST))).toMatchObject({
    code: 'IncorrectKeyMaterialException',
    message: `Imported key material does not have the expected identifier (${String(expected)}).`,
  });
  expect(outputOf(bring(world, A, WEST))).toEqual({
    KeyId: arnThere(id, WEST),
    KeyMaterialId: expected,
  });
  expect(stateIn(cloud, id, WEST)).toBe('Enabled');
  const [east, west] = [encrypt(world, 'east', EAST), encrypt(world, 'west', WEST)];
  expect([open(world, east, WEST), open(world, west, EAST)]).toEqual(['east', 'west']);
});

test('a primary that waits for its own import cannot be replicated', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL', MultiRegion: true });
  const input = { KeyId, ReplicaRegion: 'eu-west-1' };
  expect(refusalOf(call(cloud, 'kms:ReplicateKey', input)).message).toBe(
    `${KeyId} is pending import.`,
  );
});

test('HMAC material is brought to each Region alike', () => {
  const world = aWaitingSet({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, B);
  const { cloud, id } = world;
  expect(verdict(bring(world, A, WEST))).toBe('IncorrectKeyMaterialException');
  outputOf(bring(world, B, WEST));
  const asked = { KeyId: id, Message: utf8('hello'), MacAlgorithm: 'HMAC_SHA_256' } as const;
  const Mac = bytesOf(call(cloud, 'kms:GenerateMac', asked, EAST), 'Mac');
  expect(verdict(call(cloud, 'kms:VerifyMac', { ...asked, Mac }, WEST))).toBe('ok');
});

test('what one Region deletes, or lets expire, the other keeps', () => {
  const world = aFullSet();
  const { cloud, id } = world;
  const sealing = encrypt(world, 'a', EAST);
  outputOf(remove(world, EAST));
  expect([EAST, WEST].map((place) => stateIn(cloud, id, place))).toEqual([
    'PendingImport',
    'Enabled',
  ]);
  expect(open(world, sealing, WEST)).toBe('a');
  const expiring = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: cloud.now + DAY } as const;
  outputOf(bring(world, A, EAST));
  outputOf(bring(world, A, WEST, expiring));
  cloud.advance(DAY);
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'DeleteExpiredKeyMaterial',
    awsRegion: 'eu-west-1',
  });
  expect([EAST, WEST].map((place) => stateIn(cloud, id, place))).toEqual([
    'Enabled',
    'PendingImport',
  ]);
});

test('new material: the primary first, then each replica, and only then the rotation', () => {
  const world = aFullSet();
  const { cloud, id } = world;
  const old = encrypt(world, 'old', WEST);
  expect(refusalOf(bring(world, B, WEST, NEW))).toMatchObject({
    code: 'ValidationException',
    message:
      'Input parameter ImportType NEW_KEY_MATERIAL cannot be used on replica Multi-Region keys',
  });
  expect(verdict(bring(world, B, WEST))).toBe('IncorrectKeyMaterialException');

  const { KeyMaterialId } = outputOf(bring(world, B, EAST, NEW));
  expect(materials(world, EAST)).toEqual(['IMPORTED CURRENT', `IMPORTED ${WAITING}`]);
  expect(materials(world, WEST)).toEqual(['IMPORTED CURRENT', `PENDING_IMPORT ${WAITING}`]);
  // It is not in use: both keys serve on, with the old one.
  expect([EAST, WEST].map((place) => stateIn(cloud, id, place))).toEqual(['Enabled', 'Enabled']);
  expect(refusalOf(rotate(world))).toMatchObject({
    code: 'KMSInvalidStateException',
    message:
      'Cannot perform key material rotation: Key material has not been imported for replicas of the Multi-Region key.',
  });

  const named = { KeyMaterialId: String(KeyMaterialId) };
  expect(outputOf(bring(world, B, WEST, named))['KeyMaterialId']).toBe(KeyMaterialId);
  for (const place of [EAST, WEST]) {
    expect(materials(world, place)).toEqual(['IMPORTED CURRENT', 'IMPORTED PENDING_ROTATION']);
  }
  expect(verdict(rotate(world, WEST))).toBe('UnsupportedOperationException');
  outputOf(rotate(world));
  for (const place of [EAST, WEST]) {
    expect(materials(world, place)).toEqual(['IMPORTED NON_CURRENT', 'IMPORTED CURRENT']);
    expect(described(cloud, id, place)['CurrentKeyMaterialId']).toBe(KeyMaterialId);
  }
  const fresh = encrypt(world, 'new', EAST);
  expect([open(world, old, EAST), open(world, fresh, WEST)]).toEqual(['old', 'new']);
});

test('a replica that comes while material waits must be given both', () => {
  const world = aFullSet();
  const { cloud, id } = world;
  outputOf(bring(world, B, EAST, NEW));
  outputOf(bring(world, B, WEST));
  expect(materials(world, EAST)[1]).toBe('IMPORTED PENDING_ROTATION');
  aReplica(cloud, id, SOUTH);
  expect(materials(world, EAST)[1]).toBe(`IMPORTED ${WAITING}`);
  expect(materials(world, SOUTH)).toEqual(['PENDING_IMPORT CURRENT', `PENDING_IMPORT ${WAITING}`]);
  expect(verdict(rotate(world))).toBe('KMSInvalidStateException');
  outputOf(bring(world, B, SOUTH));
  outputOf(rotate(world));
  // It still lacks the first, and so serves nobody.
  expect(stateIn(cloud, id, SOUTH)).toBe('PendingImport');
  outputOf(bring(world, A, SOUTH));
  expect(stateIn(cloud, id, SOUTH)).toBe('Enabled');
  expect(open(world, encrypt(world, 'new', EAST), SOUTH)).toBe('new');
});

test('a replica that is gone keeps nobody waiting', () => {
  const world = aFullSet();
  const { cloud, id } = world;
  outputOf(bring(world, B, EAST, NEW));
  const window = { KeyId: id, PendingWindowInDays: 7 };
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', window, WEST));
  expect(verdict(rotate(world))).toBe('KMSInvalidStateException');
  cloud.advance(7 * DAY);
  expect(materials(world, EAST)[1]).toBe('IMPORTED PENDING_ROTATION');
  outputOf(rotate(world));
});

test('deleted from a replica, waiting material is missing there alone; deleted from the primary, it is gone', () => {
  const world = aFullSet();
  const KeyMaterialId = String(outputOf(bring(world, B, EAST, NEW))['KeyMaterialId']);
  outputOf(bring(world, B, WEST));
  outputOf(remove(world, WEST, KeyMaterialId));
  expect(materials(world, EAST)[1]).toBe(`IMPORTED ${WAITING}`);
  expect(materials(world, WEST)[1]).toBe(`PENDING_IMPORT ${WAITING}`);
  outputOf(bring(world, B, WEST));
  outputOf(remove(world, EAST, KeyMaterialId));
  for (const place of [EAST, WEST]) {
    expect(materials(world, place)).toEqual(['IMPORTED CURRENT']);
    expect(stateIn(world.cloud, world.id, place)).toBe('Enabled');
  }
  // Another may take its place.
  outputOf(bring(world, C, EAST, NEW));
  expect(verdict(bring(world, B, WEST))).toBe('IncorrectKeyMaterialException');
  outputOf(bring(world, C, WEST));
  outputOf(rotate(world));
});

test('after UpdatePrimaryRegion new material begins in the new primary’s Region', () => {
  const world = aFullSet();
  const { cloud, id } = world;
  outputOf(call(cloud, 'kms:UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: 'eu-west-1' }));
  cloud.advance(5000);
  expect(verdict(bring(world, B, EAST, NEW))).toBe('ValidationException');
  outputOf(bring(world, B, WEST, NEW));
  outputOf(bring(world, B, EAST));
  outputOf(rotate(world, WEST));
  expect(open(world, encrypt(world, 'new', WEST), EAST)).toBe('new');
});

test('material that expires while the primary changes leaves its key without any', () => {
  const world = aFullSet();
  const { cloud, id } = world;
  const ValidTo = cloud.now + 2000;
  outputOf(bring(world, A, WEST, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo }));
  outputOf(call(cloud, 'kms:UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: 'eu-west-1' }));
  cloud.advance(3000);
  expect(verdict(encrypt(world, 'a', WEST))).toBe('KMSInvalidStateException');
  cloud.advance(3000);
  expect([EAST, WEST].map((place) => stateIn(cloud, id, place))).toEqual([
    'Enabled',
    'PendingImport',
  ]);
});

test('KMS carries no imported bytes: no deed moves them, and a replica’s HSM does not have them', () => {
  const { cloud } = aWaitingSet();
  const names = (spans: readonly Span[]): readonly string[] =>
    spans.flatMap((span) => [span.call, ...names(span.children)]);
  expect(names(cloud.spans)).not.toContain('hsm:ShareMaterial');
});
