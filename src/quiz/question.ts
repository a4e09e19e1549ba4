// What a question type is: the author's mistakes that it finds, what it asks for, and how it grades.
// Pure. Wrong numbers of picks are no answer: they are said, and nothing is scored.

import type { Item } from './item.ts';

export type Grade =
  | { readonly state: 'invalid'; readonly say: string }
  | {
      readonly state: 'right' | 'wrong';
      /** Correct options among those chosen. */
      readonly found: number;
      /** Correct options in all. */
      readonly of: number;
    };

export interface QuestionType {
  /** Whether more than one option can be chosen. */
  readonly many: boolean;
  /** Whether the options may be shown in another order than the author's. */
  readonly shuffled: boolean;
  /** What the learner is to do, one short sentence. */
  ask(item: Item): string;
  /** The author's mistakes, one sentence each. */
  check(item: Item): readonly string[];
  /** `chosen` are indexes into `item.options`. All or nothing. */
  grade(item: Item, chosen: readonly number[]): Grade;
}

export const correctIn = ({ options }: Item): readonly number[] =>
  options.flatMap(({ correct }, i) => (correct ? [i] : []));

/** Grades a choice of exactly as many options as are correct. */
export function gradeExactly(item: Item, chosen: readonly number[]): Grade {
  const correct = correctIn(item);
  const picks = new Set(chosen.filter((i) => item.options[i] !== undefined));
  if (picks.size !== correct.length) {
    return { state: 'invalid', say: `Choose exactly ${inWords(correct.length)}.` };
  }
  const found = correct.filter((i) => picks.has(i)).length;
  return { state: found === correct.length ? 'right' : 'wrong', found, of: correct.length };
}

export const inWords = (count: number): string =>
  ['none', 'one', 'two', 'three', 'four', 'five', 'six'][count] ?? String(count);
