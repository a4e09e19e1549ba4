// The engine's side of the build: loaded once by plugin.ts, and again when a file of it changes. Every scenario
// and each of its what-ifs is really played, so one that comes out otherwise than written stops the build.

import { suites } from '../crypto/asymmetric/index.ts';
import { prove as proveItem } from '../quiz/prove.ts';
import type { Scenario } from '../scenario/define.ts';
import { sequenceOf } from '../scenario/diagrams/sequence.ts';
import { limit as limitOf } from '../scenario/limits.ts';
import type { Play } from '../scenario/play-types.ts';
import { play } from '../scenario/play.ts';
import { storyboardOf } from '../scenario/storyboard.ts';
import { commonErrors, errorMeaning, explainedErrors } from '../scenario/reference-errors.ts';
import { addressOf, chapters } from '../scenario/reference.ts';
import { provideSuites } from '../scenario/suites.ts';
import type { Catalogue } from './catalogue-type.ts';

provideSuites(suites);

const modules = import.meta.glob<Readonly<Record<string, Scenario>>>(
  ['/lessons/*/scenario.ts', '/pages/*/scenario.ts'],
  {
    eager: true,
    import: 'default',
  },
);

const scenariosOf = (folder: string): Readonly<Record<string, Scenario>> =>
  modules[`/${folder}/scenario.ts`] ?? {};

export const limit: Catalogue['limit'] = limitOf;

export const prove: Catalogue['prove'] = proveItem;

const all = chapters.flatMap(({ title, operations: list }) =>
  list.map((operation) => ({ title, operation, address: addressOf(operation) })),
);

export const operations: Catalogue['operations'] = () =>
  all.map(({ address, title, operation: { summary } }) => ({ address, title, summary }));

export const errors: Catalogue['errors'] = () => [
  ...commonErrors.map((error) => ({ ...error, raisedBy: [] })),
  ...explainedErrors.flatMap((code) => {
    const raisedBy = all
      .filter(({ operation }) => operation.errors.includes(code))
      .map(({ address }) => address);
    const meaning = errorMeaning(code);
    return meaning === undefined || raisedBy.length === 0 ? [] : [{ code, meaning, raisedBy }];
  }),
];

export const scenarioNames: Catalogue['scenarioNames'] = (folder) =>
  Object.keys(scenariosOf(folder));

const playsOf = (folder: string): readonly Play[] =>
  Object.entries(scenariosOf(folder)).flatMap(([name, scenario]) =>
    [undefined, ...(scenario.whatIfs ?? [])].map((fork) => play(scenario, name, fork?.id)),
  );

export const figuresOf: Catalogue['figuresOf'] = (folder) =>
  playsOf(folder).map((played) => ({ id: played.id, ...sequenceOf(played) }));

export const storyboardsOf: Catalogue['storyboardsOf'] = (folder) =>
  Object.fromEntries(playsOf(folder).map((played) => [played.id, storyboardOf(played)]));
