// A scenario, up to where the reader was, in the form of the library's histories: createSimulator.replay makes an
// equal world of it, with the same ids and bytes.

import { toHistory, type History, type HistoryStep } from '../../lib/history.ts';
import { engineVersion } from '../../lib/version.ts';
import type { Scenario } from '../../scenario/define.ts';
import { play, setupOfPlay } from '../../scenario/play.ts';
import { principalArn, runSteps, world, type Ran } from '../../scenario/run.ts';

export interface Taken {
  readonly scenario: Scenario;
  /** 'seal', or with a what-if. */
  readonly name: string;
  readonly whatIf?: string | undefined;
  /** How many of its steps had been taken. */
  readonly steps: number;
}

export function historyOf({ scenario, name, whatIf, steps }: Taken): History {
  const setup = setupOfPlay(play(scenario, name, whatIf));
  const run = runSteps({ ...setup, steps: setup.steps.slice(0, steps) });
  const principals = Object.values(setup.cast ?? {}).flatMap((member): HistoryStep[] =>
    member.policies ? [{ principal: principalArn(member), policies: member.policies }] : [],
  );
  return {
    v: 1,
    engine: engineVersion,
    seed: setup.seed,
    now: new Date(world.start).toISOString(),
    account: world.account,
    region: world.region,
    tick: world.tickMilliseconds,
    steps: [...principals, ...[...run.before, ...run.steps].flatMap(taken)],
  };
}

function taken({ step, span }: Ran): HistoryStep[] {
  const { call, as, region } = span;
  const made = { call, input: toHistory(span.input), as, region };
  return 'wait' in step ? [made, { wait: step.wait }] : [made];
}
