// The five stages of every call, as questions. What comes after a failed stage was never asked.

import type { Decision } from '../../aws/iam/decision.ts';
import type { Stage, StageName } from '../../aws/trace.ts';

export interface Answer {
  readonly name: StageName;
  readonly question: string;
  /** undefined: not asked. */
  readonly ok: boolean | undefined;
  readonly word: 'Yes' | 'No' | 'Not asked';
  readonly why?: string;
  readonly decisions: readonly Decision[];
}

const questions: Readonly<Record<StageName, string>> = {
  validate: 'Is the request well formed?',
  find: 'Is what it names there?',
  authorise: 'May the caller do this?',
  guard: 'Is the key in a state to serve?',
  execute: 'Did the deed itself succeed?',
};

const order: readonly StageName[] = ['validate', 'find', 'authorise', 'guard', 'execute'];

export function answersOf(
  stages: readonly Stage[],
  decisions: readonly Decision[],
): readonly Answer[] {
  return order.map((name) => {
    const stage = stages.find((each) => each.name === name);
    return {
      name,
      question: questions[name],
      ok: stage?.ok,
      word: stage === undefined ? 'Not asked' : stage.ok ? 'Yes' : 'No',
      ...(stage?.why !== undefined && { why: stage.why }),
      decisions: name === 'authorise' && stage ? decisions : [],
    };
  });
}
