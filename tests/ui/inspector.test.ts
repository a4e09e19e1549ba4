import { expect, test } from 'vitest';
import { parsePolicy } from '../../src/aws/iam/policy.ts';
import { layoutOf, moved } from '../../src/ui/inspector/hex.ts';
import { linesOf, pretty } from '../../src/ui/inspector/json.ts';
import { answersOf } from '../../src/ui/inspector/stages.ts';
import { documentOf } from '../../src/ui/inspector/statement.ts';

test.each([1, 184, 384])('all of %i bytes are laid out', (length) => {
  const { head, tail, omitted } = layoutOf(length, 16);
  expect(head.flatMap(({ bytes }) => bytes)).toHaveLength(length);
  expect([tail, omitted]).toEqual([[], 0]);
});

test.each([
  [16, 65_536],
  [8, 65_536],
  [16, 65_565],
  [16, 385],
])(
  'with %i in a row, of %i bytes only both ends are laid out, and the sum is right',
  (columns, length) => {
    const { head, tail, omitted } = layoutOf(length, columns);
    const first = head.flatMap(({ bytes }) => bytes);
    const last = tail.flatMap(({ bytes }) => bytes);
    expect(first).toHaveLength(256);
    expect(last.at(-1)).toBe(length - 1);
    expect(last.length).toBeGreaterThanOrEqual(64);
    expect(first.length + omitted + last.length).toBe(length);
  },
);

test('a step leads over the gap, and never out of the grid', () => {
  const layout = layoutOf(65_536, 16);
  expect(moved('ArrowRight', 255, layout)).toBe(65_472);
  expect(moved('ArrowUp', 65_472, layout)).toBe(240);
  expect(moved('ArrowDown', 65_535, layout)).toBe(65_535);
  expect(moved('ArrowDown', 170, layoutOf(184, 16))).toBe(183);
  expect(moved('x', 0, layout)).toBeUndefined();
});

test('each line of JSON knows its path, in lists and after them', () => {
  const json = pretty('{"a":{"b":[{"c":1}],"d":"x: \\"y\\""},"e":2}');
  const paths = linesOf(json).map(({ text, path }) => `${text.trim()} | ${path}`);
  expect(paths).toContain('"c": 1 | a.b.c');
  expect(paths).toContain('"d": "x: \\"y\\"" | a.d');
  expect(paths).toContain('"e": 2 | e');
});

test('text that is no JSON stands as it is', () => {
  expect(pretty('not json')).toBe('not json');
});

test('a statement is written as AWS writes it', () => {
  const written = {
    Sid: 'Only here',
    Effect: 'Deny',
    Principal: { AWS: ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'] },
    NotAction: 'kms:DescribeKey',
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:EncryptionContext:a': 'b', 'kms:ViaService': ['x', 'y'] },
      Null: { 'aws:PrincipalTag/team': 'true' },
    },
  };
  const policy = parsePolicy('test', { Version: '2012-10-17', Statement: [written] });
  if (typeof policy === 'string') throw new Error(policy);
  expect(JSON.parse(documentOf(policy.statements[0]!))).toEqual(written);
});

test('what comes after the stage that stopped a call was not asked', () => {
  const answers = answersOf(
    [
      { name: 'validate', ok: true },
      { name: 'find', ok: true },
      { name: 'authorise', ok: true },
      { name: 'guard', ok: false, why: 'The key is disabled.' },
    ],
    [],
  );
  expect(answers.map(({ word }) => word)).toEqual(['Yes', 'Yes', 'Yes', 'No', 'Not asked']);
  expect(answers[3]?.why).toBe('The key is disabled.');
});
