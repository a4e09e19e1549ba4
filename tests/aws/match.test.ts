import fc from 'fast-check';
import { expect, test } from 'vitest';
import { like, likeArn, likeIgnoringCase } from '../../src/aws/iam/match.ts';

/** The plain definition, as slow as it is. */
function naive(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*'))
    return naive(rest, value) || (value !== '' && naive(pattern, value.slice(1)));
  return (
    value !== '' &&
    (pattern.startsWith('?') || value.startsWith(pattern.charAt(0))) &&
    naive(rest, value.slice(1))
  );
}

test('like is the plain definition, for any pattern and any value', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 7 });
  fc.assert(
    fc.property(pattern, letters, (wild, value) => {
      expect(like(wild, value)).toBe(naive(wild, value));
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['kms:*', 'kms:Encrypt', true],
  ['kms:?ncrypt', 'kms:Encrypt', true],
  ['*', '', true],
  ['?', '', false],
  ['a.c', 'abc', false],
  ['a+', 'aa', false],
  ['(a|b)', 'a', false],
  ['[a-z]', 'b', false],
  ['\\*', '*', false],
  ['$', '', false],
  ['a*b*c', 'a1b2b3c', true],
  ['a*b*c', 'a1b2b3', false],
])('%s and %s: %s', (pattern, value, expected) => {
  expect(like(pattern, value)).toBe(expected);
});

test('actions are compared without regard to capitals, resources with it', () => {
  expect(likeIgnoringCase('KMS:encrypt', 'kms:Encrypt')).toBe(true);
  expect(like('KMS:encrypt', 'kms:Encrypt')).toBe(false);
});

test('in an ARN a star stays between two colons, unless it stands alone', () => {
  expect(likeArn('arn:aws:iam::*:user/a', 'arn:aws:iam::111122223333:user/a')).toBe(true);
  expect(likeArn('arn:*:user/a', 'arn:aws:iam::111122223333:user/a')).toBe(false);
  expect(likeArn('arn:aws:iam::*', 'arn:aws:iam::111122223333:user/a')).toBe(false);
  expect(likeArn('arn:aws:s3:::b/*', 'arn:aws:s3:::b/a:b:c')).toBe(true);
  expect(likeArn('*', 'arn:aws:s3:::b')).toBe(true);
});

test('2,000 stars over a long value are no trouble', () => {
  const value = 'a'.repeat(20_000);
  expect(like('*a'.repeat(2000), value)).toBe(true);
  expect(like(`${'*a'.repeat(2000)}b`, value)).toBe(false);
});
