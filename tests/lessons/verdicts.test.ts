// The page on the study guide says a verdict on each of its statements, and sends the reader to a lesson.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const STATEMENTS = 42;

const page = readFileSync('pages/guide-and-today/page.md', 'utf8');
const rows = page.split('\n').flatMap((line) => {
  const [, number, said = '', verdict = ''] =
    /^\| +(\d+) +\| +(.*?) +\| +(.*?) +\|$/.exec(line) ?? [];
  return number === undefined ? [] : [{ number: Number(number), said, verdict }];
});

test('each statement stands there once', () => {
  const numbers = rows.map(({ number }) => number).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: STATEMENTS }, (_, i) => i + 1));
});

test('each has a verdict in bold at its head', () => {
  for (const { said, verdict } of rows) {
    expect(said).not.toBe('');
    expect(verdict).toMatch(/^\*\*[A-Z][^*]+\*\*/);
  }
});

/** Facts about AWS that no lesson is about. */
const ALONE = [11, 12, 13];

test('each leads to its lesson', () => {
  for (const { number, verdict } of rows) {
    expect([number, verdict.includes('](#/learn/')]).toEqual([number, !ALONE.includes(number)]);
  }
});
