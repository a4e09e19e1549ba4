// Two evaluators, one answer: the engine's and a naive one, on many random policies of every kind and requests.
// POLICY_PAIRS=100000 asks that many.

import { expect, test } from 'vitest';
import { evaluate } from '../../src/aws/iam/evaluate.ts';
import { naively, type Case } from '../support/naive-policy.ts';
import { Deck, questionFor, randomCases, reader } from '../support/random-policies.ts';

const PAIRS = Number(process.env['POLICY_PAIRS'] ?? 20_000);
const REQUESTS = 5;

const engine = (asked: Case, read: ReturnType<typeof reader>): string =>
  evaluate(questionFor(asked, read)).denial ?? 'allowed';

test(`${PAIRS} random requests to policies of every kind: the engine and the second opinion agree`, () => {
  const deck = new Deck(1);
  const seen = new Map<string, number>();
  for (let i = 0; i < PAIRS; i += REQUESTS) {
    const read = reader();
    for (const asked of randomCases(deck, REQUESTS)) {
      const answer = engine(asked, read);
      if (answer !== naively(asked)) expect(answer, JSON.stringify(asked)).toBe(naively(asked));
      seen.set(answer, (seen.get(answer) ?? 0) + 1);
    }
  }
  // Every answer comes up, and none is rare: else the agreement would prove little.
  const answers = ['resource', 'identity', 'scp', 'endpoint', 'boundary', 'session'];
  for (const denial of ['allowed', ...answers.flatMap((one) => [`explicit-${one}`, `no-${one}`])]) {
    expect((seen.get(denial) ?? 0) / PAIRS, denial).toBeGreaterThan(0.004);
  }
});
