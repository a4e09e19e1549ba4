import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { contextBytes } from '../../src/kms/context.ts';
import { aCloud, aKey, call, opened, refusalOf, sealed, verdict } from '../support/cloud.ts';

type Context = Readonly<Record<string, string>>;

const WITH_PROTO = JSON.parse('{"__proto__":"x"}') as Context;

/** Pairs of contexts that are easily taken for one another. */
const APART: readonly (readonly [string, Context, Context])[] = [
  ['the border between key and value', { ab: 'c' }, { a: 'bc' }],
  ['an equals sign moved', { 'a=b': 'c' }, { a: 'b=c' }],
  ['a comma moved', { a: 'b,c=d' }, { a: 'b', c: 'd' }],
  ['one pair as JSON text', { a: 'b","c":"d' }, { a: 'b', c: 'd' }],
  ['capitals of a value', { dept: 'Finance' }, { dept: 'finance' }],
  ['capitals of a key', { Dept: 'finance' }, { dept: 'finance' }],
  ['one pair more', { a: '1', b: '2' }, { a: '1' }],
  ['values swapped', { a: '1', b: '2' }, { a: '2', b: '1' }],
  ['key and value swapped', { a: 'b' }, { b: 'a' }],
  ['an empty value and none', { a: '' }, {}],
  ['an empty key', { '': 'a' }, { a: '' }],
  ['a trailing space', { a: 'b' }, { a: 'b ' }],
  ['NUL at the end', { a: 'b' }, { a: 'b\0' }],
  ['one and one with a zero before it', { a: '1' }, { a: '01' }],
  ['é composed and decomposed, in a value', { a: 'é' }, { a: 'e\u0301' }],
  ['é composed and decomposed, in a key', { é: 'a' }, { 'e\u0301': 'a' }],
  ['a ligature', { a: 'ﬁ' }, { a: 'fi' }],
  ['the Kelvin sign', { a: '\u212a' }, { a: 'K' }],
  ['a zero-width space', { a: 'b' }, { a: 'b\u200b' }],
  ['a key named __proto__', WITH_PROTO, {}],
  ['a key named constructor', { constructor: 'x' }, {}],
];

describe('the encryption context must come back exactly as it was', () => {
  test.each(APART)('%s', (_, one, other) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    expect(opened(cloud, sealed(cloud, KeyId, 'hello', one), one)).toBe('hello');
    expect(opened(cloud, sealed(cloud, KeyId, 'hello', one), other)).toBe(
      'InvalidCiphertextException',
    );
    expect(opened(cloud, sealed(cloud, KeyId, 'hello', other), one)).toBe(
      'InvalidCiphertextException',
    );
  });
});

test('the order of the pairs does not matter', () => {
  const cloud = aCloud();
  const blob = sealed(cloud, aKey(cloud), 'hello', { b: '2', a: '1', '10': 'x', '9': 'y' });
  expect(opened(cloud, blob, { '9': 'y', a: '1', '10': 'x', b: '2' })).toBe('hello');
});

test('keys are sorted by their UTF-8 bytes, not as UTF-16 sorts them', () => {
  const high = String.fromCodePoint(0x10000);
  const low = String.fromCodePoint(0xffff);
  expect(high < low).toBe(true);
  const bytes = contextBytes({ [high]: '', [low]: '' });
  // Count, then the pairs: the shorter spelling of U+FFFF (ef bf bf) comes before f0 90 80 80.
  expect([...bytes.subarray(8, 11)]).toEqual([...utf8(low)]);
});

test('no context and an empty one are the same', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  expect(opened(cloud, sealed(cloud, KeyId, 'hello'), {})).toBe('hello');
  const span = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('hello') });
  expect(verdict(span)).toBe('ok');
  expect(contextBytes(undefined)).toEqual(contextBytes({}));
});

test('half a surrogate pair has no bytes, so it is refused: two contexts would become one', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (const EncryptionContext of [{ a: '\ud800' }, { '\udc00': 'a' }, { a: 'x\udfff' }]) {
    const refused = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a'), EncryptionContext });
    expect(refusalOf(refused).code).toBe('SerializationException');
  }
  expect(opened(cloud, sealed(cloud, KeyId, 'hello', { a: '😀' }), { a: '😀' })).toBe('hello');
});

test('the context is logged in clear; what it protects is not', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const EncryptionContext = { dept: 'finance' };
  const span = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('s3cret'), EncryptionContext });
  expect(span.trail.records).toMatchObject([
    {
      requestParameters: {
        keyId: KeyId,
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        encryptionContext: { dept: 'finance' },
      },
      responseElements: null,
    },
  ]);
  expect(JSON.stringify(span.trail.records)).not.toMatch(/s3cret|plaintext|ciphertextBlob/i);
});
