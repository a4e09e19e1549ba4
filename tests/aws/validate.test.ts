// Requests against their shapes, in the words of AWS. Message forms: facts sheet, section 2.

import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/aws/errors.ts';
import {
  blob,
  boolean,
  choice,
  integer,
  list,
  map,
  optional,
  structure,
  text,
  timestamp,
  type Shape,
} from '../../src/aws/shape.ts';
import { validate } from '../../src/aws/validate.ts';

const shape = structure({
  Name: text({ min: 2, max: 4, pattern: /^[a-z]+$/ }),
  Secret: optional(text({ max: 3, pattern: /^x+$/, sensitive: true })),
  Data: optional(blob({ min: 1, max: 4 })),
  Count: optional(integer({ min: 1, max: 10 })),
  Spec: optional(choice('AES_256', 'AES_128')),
  Flag: optional(boolean()),
  At: optional(timestamp()),
  Names: optional(list(text({ max: 3 }), { max: 2 })),
  Pairs: optional(map()),
  Tags: optional(list(structure({ TagKey: text({ min: 1, max: 3 }) }))),
});

function refusal(input: unknown, of: Shape = shape): readonly [string, string] {
  try {
    validate(of, input);
  } catch (error) {
    if (error instanceof ServiceError) return [error.refusal.code, error.refusal.message];
    throw error;
  }
  return ['ok', ''];
}

const V = 'ValidationException';
const S = 'SerializationException';
const one = (rest: string): string => `1 validation error detected: ${rest}`;

describe('one fault', () => {
  test.each<readonly [string, Record<string, unknown>, string, string]>([
    [
      'nothing where something is needed',
      { Name: undefined },
      V,
      one("Value null at 'name' failed to satisfy constraint: Member must not be null"),
    ],
    [
      'too short',
      { Name: 'a' },
      V,
      one(
        "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
      ),
    ],
    [
      'too long',
      { Name: 'abcde' },
      V,
      one(
        "Value 'abcde' at 'name' failed to satisfy constraint: Member must have length less than or equal to 4",
      ),
    ],
    [
      'another form',
      { Name: 'A1' },
      V,
      one(
        "Value 'A1' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]+$",
      ),
    ],
    [
      'bytes are never echoed',
      { Data: new Uint8Array(5) },
      V,
      one(
        "Value at 'data' failed to satisfy constraint: Member must have length less than or equal to 4",
      ),
    ],
    [
      'secrets are never echoed',
      { Secret: 'yyyy' },
      V,
      "2 validation errors detected: Value at 'secret' failed to satisfy constraint: Member must have length less than or equal to 3; Value at 'secret' failed to satisfy constraint: Member must satisfy regular expression pattern: ^x+$",
    ],
    [
      'too small a number',
      { Count: 0 },
      V,
      one(
        "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ),
    ],
    [
      'too large a number',
      { Count: 11 },
      V,
      one(
        "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10",
      ),
    ],
    [
      'none of the choices',
      { Spec: 'AES_512' },
      V,
      one(
        "Value 'AES_512' at 'spec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]",
      ),
    ],
    [
      'a choice in small letters',
      { Spec: 'aes_256' },
      V,
      one(
        "Value 'aes_256' at 'spec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]",
      ),
    ],
    [
      'a name of Object',
      { Spec: 'constructor' },
      V,
      one(
        "Value 'constructor' at 'spec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]",
      ),
    ],
    [
      'a long member of a list',
      { Names: ['a', 'abcd'] },
      V,
      one(
        "Value 'abcd' at 'names.2.member' failed to satisfy constraint: Member must have length less than or equal to 3",
      ),
    ],
    [
      'a long list',
      { Names: ['a', 'b', 'c'] },
      V,
      one(
        "Value at 'names' failed to satisfy constraint: Member must have length less than or equal to 2",
      ),
    ],
    [
      'a fault inside',
      { Tags: [{ TagKey: 'abcd' }] },
      V,
      one(
        "Value 'abcd' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 3",
      ),
    ],
    ['a number for text', { Name: 7 }, S, "Expected a string at 'name'."],
    ['text for bytes', { Data: 'abc' }, S, "Expected a blob at 'data'."],
    ['text for a number', { Count: '7' }, S, "Expected an integer at 'count'."],
    ['a fraction', { Count: 1.5 }, S, "Expected an integer at 'count'."],
    ['text for a truth', { Flag: 'true' }, S, "Expected a boolean at 'flag'."],
    ['NaN for a time', { At: NaN }, S, "Expected a timestamp at 'at'."],
    ['text for a list', { Names: 'ab' }, S, "Expected a list at 'names'."],
    ['a hole in a list', { Names: [null] }, S, "Expected a string at 'names.1.member'."],
    ['a list for a map', { Pairs: [] }, S, "Expected a map at 'pairs'."],
    ['a number in a map', { Pairs: { a: 1 } }, S, "Expected a string at 'pairs.a'."],
    ['a Map for a map', { Pairs: new Map() }, S, "Expected a map at 'pairs'."],
    ['text for a structure', { Tags: ['a'] }, S, "Expected a structure at 'tags.1.member'."],
  ])('%s', (_, input, code, message) => {
    expect(refusal({ Name: 'abc', ...input })).toEqual([code, message]);
  });
});

test('several faults are told together, in the order of the shape', () => {
  expect(refusal({ Count: 11, Name: 'A' })).toEqual([
    V,
    "3 validation errors detected: Value 'A' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2; Value 'A' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]+$; Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10",
  ]);
});

test('what passes is a clean copy: declared members alone, bytes of its own, nothing shared', () => {
  const Data = Uint8Array.of(1, 2);
  const Pairs = { a: '1' };
  const input = { Name: 'abc', Data, Pairs, Other: 1, Flag: null };
  const clean = validate(shape, input);
  expect(clean).toEqual({ Name: 'abc', Data: Uint8Array.of(1, 2), Pairs: { a: '1' } });
  Data.fill(9);
  Pairs.a = '2';
  expect(clean).toMatchObject({ Data: Uint8Array.of(1, 2), Pairs: { a: '1' } });
});

test('a Buffer becomes plain bytes: its slices would share memory', () => {
  const { Data } = validate(shape, { Name: 'abc', Data: Buffer.from([1, 2]) });
  expect(Object.getPrototypeOf(Data)).toBe(Uint8Array.prototype);
});

test('a key named __proto__ stays a key', () => {
  const { Pairs } = validate(shape, {
    Name: 'abc',
    Pairs: JSON.parse('{"__proto__":"x"}') as unknown,
  });
  expect(Object.keys(Pairs as object)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(Pairs)).toBe(Object.prototype);
});

test('the request itself must be a structure', () => {
  for (const input of [undefined, null, 'x', 7, [], () => 1]) {
    expect(refusal(input)).toEqual([S, 'Expected a structure.']);
  }
});
