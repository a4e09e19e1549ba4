// The engine decides an answer key: the proof of a question is run, and each option that says what must come
// of its last step is held against what did.

import { meets } from '../scenario/expect.ts';
import { runSteps, type Ran } from '../scenario/run.ts';
import type { Item, Proof } from './item.ts';
import { summaryOf } from './summary.ts';

/** By option: whether it came out so; undefined where the option leaves nothing to decide. */
export function prove(item: Item): readonly (boolean | undefined)[] {
  return item.proof ? verdicts(item, run(item.proof)) : item.options.map(() => undefined);
}

/** One step of a proof as it came out. */
export interface ProofRow {
  /** 'kms:Decrypt', or 'wait'. */
  readonly call: string;
  readonly input: string;
  /** Sets the stage: what the stem takes for granted. */
  readonly setting: boolean;
  readonly refusal?: { readonly code: string; readonly message: string; readonly why: string };
}

export interface ProofPlay {
  readonly rows: readonly ProofRow[];
  readonly held: readonly (boolean | undefined)[];
}

export function proofPlay(item: Item): ProofPlay {
  if (!item.proof) return { rows: [], held: [] };
  const ran = run(item.proof);
  return {
    rows: [
      ...ran.before.map((each) => rowOf(each, true)),
      ...ran.steps.map((each) => rowOf(each, false)),
    ],
    held: verdicts(item, ran),
  };
}

interface ProofRun {
  readonly before: readonly Ran[];
  readonly steps: readonly Ran[];
}

/** Every step but the last must come out as written, or the question is about something else. */
function run({ seed, cast = {}, before, steps }: Proof): ProofRun {
  const ran = runSteps({ seed, cast: { admin: ADMINISTRATOR, ...cast }, before, steps });
  for (const { step, span } of [...ran.before, ...ran.steps.slice(0, -1)]) {
    if (meets(step.expect ?? 'ok', span)) continue;
    const came = span.outcome.ok ? 'served' : `refused with ${span.outcome.error.code}`;
    throw new Error(
      `the step ${step.id ?? span.call} of the proof was ${came}, which is not expected`,
    );
  }
  return ran;
}

const ADMINISTRATOR = { is: 'user/admin', label: 'admin' } as const;

function verdicts(item: Item, { steps }: ProofRun): readonly (boolean | undefined)[] {
  const last = steps.at(-1)?.span;
  return item.options.map(({ expect }) =>
    expect === undefined || !last ? undefined : meets(expect, last),
  );
}

function rowOf({ step, span }: Ran, setting: boolean): ProofRow {
  const { call, input, outcome } = span;
  return {
    call: 'wait' in step ? 'wait' : call,
    input: summaryOf(input),
    setting,
    ...(!outcome.ok && { refusal: outcome.error }),
  };
}
