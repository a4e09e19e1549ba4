// What would change the answer: the smallest changes to the policies, found by trying them. Each candidate is made
// to a copy of the question, which is then asked again; two at once are tried only where no single one will do.

import { candidatesFor, type Candidate, type Change } from './candidates.ts';
import type { Decision } from './decision.ts';
import { evaluate, type Question } from './evaluate.ts';

export interface Flip {
  /** One, or two. */
  readonly changes: readonly Change[];
  /** The question as it would be asked then, and its answer. */
  readonly question: Question;
  readonly decision: Decision;
}

/** More pairs than this say nothing new. */
const PAIRS = 12;

export function flips(question: Question): readonly Flip[] {
  const { allowed } = evaluate(question);
  const candidates = candidatesFor(question, allowed);
  const single = candidates.flatMap((one) => tried(question, allowed, [one]));
  if (single.length > 0) return single;
  const pairs: Flip[] = [];
  for (const [i, first] of candidates.entries()) {
    for (const second of candidates.slice(i + 1)) {
      pairs.push(...tried(question, allowed, [first, second]));
      if (pairs.length >= PAIRS) return pairs;
    }
  }
  return pairs;
}

function tried(question: Question, before: boolean, made: readonly Candidate[]): readonly Flip[] {
  const changed = made.reduce((now, { apply }) => apply(now), question);
  const decision = evaluate(changed);
  if (decision.allowed === before) return [];
  return [{ changes: made.map(({ change }) => change), question: changed, decision }];
}
