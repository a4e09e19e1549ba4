// Runs written steps on a new world. Same seed and steps, same bytes: going back is running less.

import { Cloud } from '../aws/cloud.ts';
import { arnOf } from '../aws/arn.ts';
import type { Rule } from '../aws/operation.ts';
import type { Members, Span } from '../aws/trace.ts';
import type { CastMember, Scenario, Step } from './define.ts';
import { services } from './services.ts';
import { suitesAtHand } from './suites.ts';
import { resolve } from './values.ts';

/** The world's defaults, wherever nothing else is said. */
export const world = {
  account: '111122223333',
  region: 'us-east-1',
  start: Date.parse('2026-01-15T09:00:00Z'),
  tickMilliseconds: 1000,
} as const;

export interface Setup {
  readonly seed: string;
  readonly accounts?: Scenario['accounts'];
  readonly cast?: Readonly<Record<string, CastMember>>;
  readonly before?: readonly Step[];
  readonly steps: readonly Step[];
  readonly mutants?: readonly Rule[];
}

export interface Ran {
  readonly step: Step;
  readonly span: Span;
  /** What services did by themselves, because their time had come. */
  readonly due: readonly Span[];
}

export interface Run {
  readonly cloud: Cloud;
  readonly before: readonly Ran[];
  readonly steps: readonly Ran[];
}

export function runSteps(setup: Setup): Run {
  const { seed, accounts = {}, cast = {}, before = [], steps, mutants = [] } = setup;
  const cloud = new Cloud({
    services,
    seed,
    now: world.start,
    tick: world.tickMilliseconds,
    account: world.account,
    region: world.region,
    mutants,
    ...suitesAtHand(),
  });
  for (const [id, options] of Object.entries(accounts)) cloud.directory.putAccount(id, options);
  for (const member of Object.values(cast)) {
    if (member.policies) cloud.directory.put(principalArn(member), { policies: member.policies });
  }
  const answers = new Map<string, Members | undefined>();
  const [first] = Object.keys(cast);
  const take = (step: Step, standard: string | undefined): Ran => {
    const before = cloud.spans.length;
    const span = takeStep(cloud, step, { answers, as: callerOf(step, cast, standard) });
    const due = cloud.spans.slice(before + 1);
    if (step.id !== undefined)
      answers.set(step.id, span.outcome.ok ? span.outcome.output : undefined);
    return { step, span, due };
  };
  return {
    cloud,
    before: before.map((step) => take(step, undefined)),
    steps: steps.map((step) => take(step, first)),
  };
}

export const principalArn = ({ is }: CastMember): string =>
  is.startsWith('arn:') ? is : arnOf('iam', '', world.account, is);

function callerOf(
  step: Step,
  cast: Readonly<Record<string, CastMember>>,
  standard: string | undefined,
): string | undefined {
  const name = step.as ?? standard;
  if (name === undefined) return undefined;
  const member = cast[name];
  if (!member) throw new Error(`step "${nameOf(step)}": nobody in the cast is called "${name}"`);
  return principalArn(member);
}

interface Taking {
  readonly answers: ReadonlyMap<string, Members | undefined>;
  readonly as: string | undefined;
}

function takeStep(cloud: Cloud, step: Step, { answers, as }: Taking): Span {
  const options = {
    ...(as !== undefined && { as }),
    ...(step.region !== undefined && { region: step.region }),
  };
  if ('wait' in step) {
    const span = cloud.call('app:Wait', { Milliseconds: step.wait }, options);
    cloud.advance(step.wait);
    return span;
  }
  let input: unknown;
  try {
    input = resolve(step.input, answers);
  } catch (error) {
    throw new Error(
      `step "${nameOf(step)}": ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  return cloud.call(step.call, input, options);
}

const nameOf = (step: Step): string => step.id ?? ('wait' in step ? 'wait' : step.call);
