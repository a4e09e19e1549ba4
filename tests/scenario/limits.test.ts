// Prose quotes no number that the engine does not enforce.

import { expect, test } from 'vitest';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import { grouped, limit, quoteLimits } from '../../src/scenario/limits.ts';

test.each([
  ['kms.Encrypt.Plaintext.max', 4096],
  ['kms.Encrypt.Plaintext.min', 1],
  ['kms.Decrypt.CiphertextBlob.max', 6144],
  ['kms.GenerateDataKey.NumberOfBytes.max', 1024],
  ['kms.EnableKeyRotation.RotationPeriodInDays.min', 90],
  ['kms.pendingWindowDays.min', 7],
  ['kms.pendingWindowDays.max', 30],
  ['kms.onDemandRotations', 25],
])('%s is %i', (name, value) => {
  expect(limit(name)).toBe(value);
});

test('a bound is read from where it is enforced', () => {
  expect(limit('kms.Encrypt.Plaintext.max')).toBe(
    kmsOperations.Encrypt.input.members.Plaintext.max,
  );
});

test.each([
  '',
  'kms',
  'kms.Encrypt',
  'kms.Encrypt.Plaintext',
  'kms.Encrypt.Plaintext.kind',
  'kms.Encrypt.Plaintext.maximum',
  'kms.Encrypt.plaintext.max',
  'kms.encrypt.Plaintext.max',
  'kms.Encrypt.EncryptionContext.max',
  'kms.pendingWindowDays',
  'kms.pendingWindowDays.max.more',
  'kms.constructor.length',
  'kms.toString.length',
  's3.pendingWindowDays.max',
  'hsm.Encrypt.Plaintext.max',
  '__proto__.constructor.length',
])('"%s" is no limit, and the message says how one is written', (name) => {
  expect(() => limit(name)).toThrow(
    `no limit is called "${name}": write service.Operation.Member.min or .max, or a figure of src/`,
  );
});

test('a sentence may quote several, and thousands are separated', () => {
  expect(
    quoteLimits(
      'Up to {{limit:kms.Encrypt.Plaintext.max}} bytes, and {{limit:kms.pendingWindowDays.min}} days.',
    ),
  ).toBe('Up to 4,096 bytes, and 7 days.');
  expect(quoteLimits('No figure, {{other}} or $& {{limit}}.')).toBe(
    'No figure, {{other}} or $& {{limit}}.',
  );
  expect(() => quoteLimits('{{limit:kms.nothing}}')).toThrow('no limit is called "kms.nothing"');
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [65_536, '65,536'],
  [52_428_800, '52,428,800'],
  [-1234, '-1,234'],
])('%i is written %s', (value, text) => {
  expect(grouped(value)).toBe(text);
});
