// Plays a scenario: really runs it, and turns what happened into beats. Everything on screen comes from here.

import { fingerprint } from '../aws/crossings.ts';
import type { Members, Span } from '../aws/trace.ts';
import { beatsOf, type Stage } from './beats.ts';
import type { PredictionText, Scenario } from './define.ts';
import { meets, outcomeText } from './expect.ts';
import { Whereabouts } from './exposure.ts';
import { quoteLimits } from './limits.ts';
import type { Beat, Lane, Play, PlayedStep, Prediction } from './play-types.ts';
import { principalArn, runSteps, type Ran, type Run, type Setup } from './run.ts';
import { places } from './services.ts';
import { resolve } from './values.ts';

/** Of a scenario, what its telling needs. */
type Told = Pick<Scenario, 'title' | 'seed' | 'cast' | 'names'>;

/** Throws where a step comes out otherwise than its author says: such a scenario must not be shown. */
export function play(scenario: Scenario, id: string, whatIf?: string): Play {
  const setup = setupOf(scenario, whatIf);
  const run = runSteps(setup);
  for (const ran of [...run.before, ...run.steps]) checkExpectation(id, ran);
  const { whatIfs: offers = [] } = scenario;
  const { steps, ...told } = tell(scenario, run, id);
  const played: Play = {
    ...told,
    id: whatIf === undefined ? id : `${id}~${whatIf}`,
    steps,
    whatIfs:
      whatIf === undefined
        ? offers.map(({ id: name, label, at }) => ({
            id: name,
            label,
            forkedAt: forkedAt(scenario, steps, at),
          }))
        : [],
    ...(whatIf !== undefined && {
      forkedAt: forkedAt(scenario, steps, whatIfOf(scenario, whatIf).at),
    }),
  };
  setups.set(played, setup);
  return played;
}

/** What happened, as beats: of a scenario, or of calls that somebody has just made. */
export function tell(scenario: Told, run: Run, id: string): Play {
  const lanes = lanesOf(scenario, run);
  const stage = stageOf(scenario, run, lanes);
  const start = stage.whereabouts.exposure(lanes);
  const steps: PlayedStep[] = [];
  const beats: Beat[] = [];
  for (const [index, { step, span, due }] of run.steps.entries()) {
    const from = beats.length + 1;
    const told = [span, ...due].flatMap((one) => beatsOf(one, stage));
    for (const [i, beat] of told.entries()) {
      const own = step.beats?.[i + 1] ?? (i === told.length - 1 ? step.say : undefined);
      beats.push({
        ...beat,
        ...(own !== undefined && { caption: quoteLimits(own) }),
        n: beats.length + 1,
        step: index,
      });
    }
    steps.push({
      id: step.id ?? String(index + 1),
      span,
      due,
      from,
      to: beats.length,
      ...(step.predict && { predict: judged(id, step.predict, span) }),
    });
  }
  const { title, seed } = scenario;
  return { id, title, seed, lanes, steps, beats, start, whatIfs: [] };
}

/** The last beat that both histories share. */
function forkedAt(scenario: Scenario, steps: readonly PlayedStep[], at: string): number {
  const index = scenario.steps.findIndex((step) => step.id === at);
  return index <= 0 ? 0 : (steps[index - 1]?.to ?? 0);
}

/** What a play was made from, so that its history can be run again and on. */
const setups = new WeakMap<Play, Setup>();

/** Whether it can be run again: what somebody typed is kept elsewhere. */
export const canRunAgain = (played: Play): boolean => setups.has(played);

export function setupOfPlay(played: Play): Setup {
  const setup = setups.get(played);
  if (!setup) throw new TypeError('this play was not made by play()');
  return setup;
}

function whatIfOf(scenario: Scenario, id: string): NonNullable<Scenario['whatIfs']>[number] {
  const found = scenario.whatIfs?.find((one) => one.id === id);
  if (!found) throw new Error(`"${scenario.title}" has no what-if called "${id}"`);
  return found;
}

function setupOf(scenario: Scenario, whatIf: string | undefined): Setup {
  const { seed, accounts = {}, cast, before = [] } = scenario;
  if (whatIf === undefined) return { seed, accounts, cast, before, steps: scenario.steps };
  const { at, steps } = whatIfOf(scenario, whatIf);
  const index = scenario.steps.findIndex((step) => step.id === at);
  if (index < 0) throw new Error(`what-if "${whatIf}": no step has the id "${at}"`);
  return { seed, accounts, cast, before, steps: [...scenario.steps.slice(0, index), ...steps] };
}

function checkExpectation(scenario: string, { step, span }: Ran): void {
  if (meets(step.expect ?? 'ok', span)) return;
  const { outcome } = span;
  const said = outcome.ok ? '' : ` ${outcome.error.message}`;
  throw new Error(
    `scenario "${scenario}", step "${step.id ?? span.call}": expected ${JSON.stringify(step.expect ?? 'ok')}, but it was ${outcomeText(span)}.${said}`,
  );
}

function judged(scenario: string, { ask, options }: PredictionText, span: Span): Prediction {
  const answered = options.map(({ text, expect }) => ({ text, correct: meets(expect, span) }));
  if (answered.filter(({ correct }) => correct).length !== 1) {
    throw new Error(
      `scenario "${scenario}", prediction "${ask}": exactly one option must hold, and the call was ${outcomeText(span)}`,
    );
  }
  return { ask, options: answered };
}

/** Those of the cast who act, then the places where something happens. */
function lanesOf(scenario: Told, { cloud, steps }: Run): readonly Lane[] {
  const taken = Object.keys(scenario.cast).find((id) => places.some((place) => place.id === id));
  if (taken !== undefined) throw new Error(`cast: "${taken}" is the name of a place already`);
  const acting = new Set(steps.map(({ span }) => span.as));
  const people = Object.entries(scenario.cast)
    .filter(([, member]) => acting.has(principalArn(member)))
    .map(([id, { label, kind = 'app' }]): Lane => ({ id, label, kind }));
  const used = new Set<string>();
  const note = (span: Span): void => {
    used.add(cloud.operation(span.call).lane);
    span.children.forEach(note);
  };
  for (const { span, due } of steps) [span, ...due].forEach(note);
  // The HSM is part of the picture wherever KMS is: that it was not reached is worth seeing, too.
  if (used.has('kms')) used.add('hsm');
  const lanes = places
    .filter(({ id }) => used.has(id))
    .map(({ id, label, kind }): Lane => ({ id, label, kind }));
  return [...people, ...lanes];
}

function stageOf(scenario: Told, run: Run, lanes: readonly Lane[]): Stage {
  const { cloud } = run;
  const people = new Map(
    Object.entries(scenario.cast).map(([id, member]) => [principalArn(member), id]),
  );
  const laneOf = (place: string): string => people.get(place) ?? place;
  const whereabouts = new Whereabouts(namesOf(scenario));
  const stage: Stage = { lanes, laneOf, whereabouts, operation: (call) => cloud.operation(call) };
  const spansOf = (rans: readonly Ran[]): readonly Span[] =>
    rans.flatMap(({ span, due }) => [span, ...due]);
  for (const span of spansOf([...run.before, ...run.steps])) whereabouts.learn(span);
  for (const span of spansOf(run.before)) beatsOf(span, stage);
  broughtAlong(run.steps, stage);
  return stage;
}

/** What a caller uses without having received it was in its memory from the start. */
function broughtAlong(steps: readonly Ran[], { whereabouts, laneOf }: Stage): void {
  const made = new Set<string>();
  const note = (span: Span): void => {
    const { outcome } = span;
    span.children.forEach(note);
    const answers = outcome.ok ? Object.values<unknown>(outcome.output) : [];
    for (const bytes of answers) if (bytes instanceof Uint8Array) made.add(fingerprint(bytes));
  };
  for (const { span } of steps) {
    const given = (span.crossings[0]?.items ?? []).filter(({ id }) => isInput(span.input, id));
    const brought = given.filter(
      ({ id, kind }) => kind === 'plaintext' && !made.has(id) && !whereabouts.knows(id),
    );
    whereabouts.hold(laneOf(span.as), brought);
    note(span);
  }
}

const isInput = (input: Members, id: string): boolean =>
  Object.values(input).some((value) => value instanceof Uint8Array && fingerprint(value) === id);

function namesOf({ names = [] }: Told): ReadonlyMap<string, string> {
  return new Map(
    names.map(({ of, name }) => {
      const bytes = resolve(of, new Map());
      if (!(bytes instanceof Uint8Array))
        throw new Error(`names: "${name}" does not stand for bytes`);
      return [fingerprint(bytes), name];
    }),
  );
}
