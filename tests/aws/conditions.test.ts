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
  ['BinaryEquals', 'YWJj', 'YWJj', 'YWJk', false],
  ['DateEquals', '2026-01-15T09:00:00Z', '2026-01-15T10:00:00+01:00', '2026-01-15', false],
  ['DateEquals', 1768467600, '2026-01-15T09:00:00.000Z', '1768467601', false],
  ['DateNotEquals', '2026-01-15', '2026-01-16', '2026-01-15T00:00:00Z', true],
  ['DateLessThan', '2026', '2025-12-31T23:59:59Z', '2026-01-01', false],
  ['DateLessThanEquals', '2026-01', '2026-01-01', '2026-01-01T00:00:01Z', false],
  ['DateGreaterThan', '2026-01-15', '1768467600', '2026-01-15', false],
  ['DateGreaterThanEqualsIfExists', '2026-01-15', '2026-01-15', '2026-01-14', true],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', '203.0.114.0', false],
  ['IpAddress', '203.0.113.9', '203.0.113.9', '203.0.113.10', false],
  ['IpAddress', '10.1.2.3/9', '10.127.0.1', '10.128.0.1', false],
  ['IpAddress', '0.0.0.0/0', '255.255.255.255', '::1', false],
  ['IpAddress', '2001:db8::/33', '2001:db8:7fff::1', '2001:db8:8000::1', false],
  ['IpAddress', '::/0', '::', '0.0.0.0', false],
  ['IpAddress', '::ffff:192.0.2.1', '::ffff:c000:201', '192.0.2.1', false],
  ['IpAddress', ['10.0.0.0/8', '2001:DB8::1'], '2001:db8:0:0:0:0:0:1', '11.0.0.1', false],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', '203.0.113.1', true],
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

test('what the request has may be no number, no date, no address: then only a negation holds', () => {
  for (const what of ['Numeric', 'Date']) {
    expect(holds(`${what}Equals`, '2026', ['x'])).toBe(false);
    expect(holds(`${what}LessThan`, '2026', [''])).toBe(false);
    expect(holds(`${what}NotEquals`, '2026', ['x'])).toBe(true);
  }
  expect(holds('IpAddress', '0.0.0.0/0', ['localhost'])).toBe(false);
  expect(holds('NotIpAddress', '0.0.0.0/0', ['localhost'])).toBe(true);
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
  ['an operator that nearly is one', { BinaryNotEquals: { 'aws:K': 'YQ==' } }, 'not a condition'],
  ['an operator for no date', { DateLike: { 'aws:K': '2026' } }, 'not a condition operator'],
  ['words for a date', { DateEquals: { 'aws:K': 'tomorrow' } }, 'cannot compare'],
  ['a day that there is not', { DateEquals: { 'aws:K': '2026-02-30' } }, 'cannot compare'],
  ['an hour without a zone', { DateEquals: { 'aws:K': '2026-01-15T09:00:00' } }, 'cannot compare'],
  ['a variable for a date', { DateEquals: { 'aws:K': '${aws:CurrentTime}' } }, 'cannot compare'],
  ['what is not base64', { BinaryEquals: { 'aws:K': 'abc' } }, 'cannot compare'],
  ...[
    '256.0.0.1',
    '1.2.3',
    '01.2.3.4',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/8/8',
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '::1.2.3',
    '::/129',
    '::g',
  ].map((address): [string, unknown, string] => [
    `the address ${address}`,
    { NotIpAddress: { 'aws:SourceIp': address } },
    'cannot compare',
  ]),
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
