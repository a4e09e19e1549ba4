import { expect, test } from 'vitest';
import { missingAt, splitId } from '../../src/ui/lesson/spot.ts';
import { run } from './fixtures/report.ts';

const lesson = {
  kind: 'lesson' as const,
  slug: 'envelope-encryption',
  title: 'Envelope encryption',
  scenarios: ['seal'],
};
const boardOf = (id: string): ReturnType<typeof run> | undefined =>
  id === 'seal' ? run() : undefined;

test('an id names a scenario, or a what-if of it', () => {
  expect(splitId('seal')).toEqual({ scenario: 'seal' });
  expect(splitId('seal~tampered')).toEqual({ scenario: 'seal', whatIf: 'tampered' });
});

test('every step from before the first to the last is found', () => {
  for (const beat of [0, 8]) {
    expect(missingAt({ scenario: 'seal', beat }, lesson, boardOf)).toBeUndefined();
  }
});

test('a step after the last is not, and the first and the last are offered', () => {
  const missing = missingAt({ scenario: 'seal', beat: 99 }, lesson, boardOf);
  expect(missing?.what).toBe('“Encrypt a large report” has 8 steps: there is no step 99.');
  expect(missing?.ways.map(({ link }) => link)).toEqual([
    '#/learn/envelope-encryption/seal/0',
    '#/learn/envelope-encryption/seal/8',
    '#/learn/envelope-encryption',
  ]);
});

test('an unknown scenario leads to those that there are', () => {
  const missing = missingAt({ scenario: 'steal', beat: 0 }, lesson, boardOf);
  expect(missing?.what).toContain('no scenario called “steal”');
  expect(missing?.ways.map(({ link }) => link)).toContain('#/learn/envelope-encryption/seal/0');
});
