// The operators of the Condition element, one by one, and the rules about keys that are not there.

import { describe, expect, test } from 'vitest';
import { conditionHolds } from '../../src/aws/iam/conditions.ts';
import { conditionRows } from '../../src/aws/iam/condition-rows.ts';
import { Malformed } from '../../src/aws/iam/malformed.ts';

function holds(operator: string, values: unknown, found?: readonly string[]): boolean {
  const rows = conditionRows({ [operator]: { 'aws:Key': values } }, 'Statement 1');
  const context = new Map(found === undefined ? [] : [['aws:key', found]]);
  return rows.every((row) => conditionHolds(row, context));
}

/** operator, asked, a value that fits, one that does not, and what an absent key gives. */
const TABLE: readonly (readonly [string, unknown, string, string, boolean])[] = [
  ['StringEquals', 'a', 'a', 'A', false],
  ['StringNotEquals', 'a', 'A', 'a', true],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', 'b', false],
  ['StringNotEqualsIgnoreCase', 'a', 'b', 'A', true],
  ['StringLike', 'a*c?', 'abbcd', 'abbc', false],
  ['StringNotLike', 'a*', 'b', 'ab', true],
  ['StringEquals', ['a', 'b'], 'b', 'c', false],
  ['StringNotEquals', ['a', 'b'], 'c', 'b', true],
  ['StringEquals', 'a*', 'a*', 'ab', false],
  [
    'ArnLike',
    'arn:aws:iam::*:user/a*',
    'arn:aws:iam::1:user/alice',
    'arn:aws:iam::1:role/a',
    false,
  ],
  ['ArnEquals', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/a:b', 'arn:aws:s3:::c/a', false],
  ['ArnNotLike', 'arn:aws:iam::1:*', 'arn:aws:iam::2:root', 'arn:aws:iam::1:root', true],
  ['NumericEquals', '7', '7.0', '8', false],
  ['NumericNotEquals', 7, '8', '7', true],
  ['NumericLessThan', '7', '6.9', '7', false],
  ['NumericLessThanEquals', '7', '7', '7.1', false],
  ['NumericGreaterThan', '-1', '0', '-1', false],
  ['NumericGreaterThanEquals', '14', '14', '13', false],
  ['Bool', 'true', 'true', 'false', false],
  ['Bool', false, 'false', 'true', false],
  ['StringEqualsIfExists', 'a', 'a', 'b', true],
  ['BoolIfExists', 'true', 'TRUE', 'false', true],
];

describe.each(TABLE)('%s %j', (operator, asked, fitting, other, absent) => {
  test(`holds for ${fitting}, not for ${other}`, () => {
    expect(holds(operator, asked, [fitting])).toBe(true);
    expect(holds(operator, asked, [other])).toBe(false);
  });
  test(`an absent key ${absent ? 'holds' : 'fails'}`, () => {
    expect(holds(operator, asked)).toBe(absent);
  });
});

test('Null asks whether the key is there, and takes its answer in any capitals', () => {
  expect(holds('Null', 'true')).toBe(true);
  expect(holds('Null', 'TRUE')).toBe(true);
  expect(holds('Null', 'true', ['a'])).toBe(false);
  expect(holds('Null', false, ['a'])).toBe(true);
  expect(holds('Null', 'false')).toBe(false);
});

test('operators for sets: every value, or any value', () => {
  expect(holds('ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'])).toBe(true);
  expect(holds('ForAllValues:StringEquals', ['a'], ['a', 'b'])).toBe(false);
  expect(holds('ForAllValues:StringEquals', ['a'])).toBe(true);
  expect(holds('ForAnyValue:StringEquals', ['a'], ['b', 'a'])).toBe(true);
  expect(holds('ForAnyValue:StringEquals', ['a'], ['b'])).toBe(false);
  expect(holds('ForAnyValue:StringEquals', ['a'])).toBe(false);
  expect(holds('ForAnyValue:StringNotEquals', ['a'], ['a', 'b'])).toBe(true);
  expect(holds('ForAllValues:StringNotEquals', ['a'], ['a', 'b'])).toBe(false);
});

test('of several values without such an operator, every one must fit', () => {
  expect(holds('StringEquals', 'a', ['a', 'b'])).toBe(false);
  expect(holds('StringEquals', ['a', 'b'], ['a', 'b'])).toBe(true);
});

test('the name of the key is compared without regard to capitals', () => {
  const [row] = conditionRows({ StringEquals: { 'AWS:kEY': 'a' } }, '');
  expect(conditionHolds(row!, new Map([['aws:key', ['a']]]))).toBe(true);
});

test.each<readonly [string, unknown, string]>([
  [
    'an operator that there is not',
    { StringSimilar: { 'aws:K': 'a' } },
    'not a condition operator',
  ],
  ['an operator in other capitals', { stringequals: { 'aws:K': 'a' } }, 'not a condition operator'],
  [
    'an operator of AWS that is not modelled',
    { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    'does not model',
  ],
  ['dates', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, 'does not model'],
  ['Null with IfExists', { NullIfExists: { 'aws:K': 'true' } }, 'not a condition operator'],
  ['Null for sets', { 'ForAllValues:Null': { 'aws:K': 'true' } }, 'not a condition operator'],
  ['a name of Object', { constructor: { 'aws:K': 'a' } }, 'not a condition operator'],
  ['text for an operator', 'StringEquals', 'Condition must be an object'],
  ['a list', [], 'Condition must be an object'],
  ['no key', { StringEquals: {} }, 'names no condition key'],
  ['no value', { StringEquals: { 'aws:K': [] } }, 'the list of values of aws:K is empty'],
  ['an object as value', { StringEquals: { 'aws:K': { a: 1 } } }, 'cannot compare'],
  ['null as value', { StringEquals: { 'aws:K': null } }, 'cannot compare'],
  ['words for a number', { NumericEquals: { 'aws:K': 'seven' } }, 'cannot compare'],
  ['hexadecimal for a number', { NumericLessThan: { 'aws:K': '0x10' } }, 'cannot compare'],
  ['nothing for a number', { NumericLessThan: { 'aws:K': '' } }, 'cannot compare'],
  ['words for a truth', { Bool: { 'aws:K': 'yes' } }, 'cannot compare'],
  ['a key without a vendor', { StringEquals: { K: 'a' } }, 'is not a condition key'],
  ['__proto__ as key', JSON.parse('{"StringEquals":{"__proto__":"a"}}'), 'is not a condition key'],
])('malformed: %s', (_, condition, message) => {
  expect(() => conditionRows(condition, 'Statement 1')).toThrow(Malformed);
  expect(() => conditionRows(condition, 'Statement 1')).toThrow(message);
});
