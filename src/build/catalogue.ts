// The engine's side of the build: loaded once by plugin.ts, and again when a file of it changes. Every scenario
// and each of its what-ifs is really played, so one that comes out otherwise than written stops the build.

import { prove as proveItem } from '../quiz/prove.ts';
import type { Scenario } from '../scenario/define.ts';
import { sequenceOf } from '../scenario/diagrams/sequence.ts';
import { limit as limitOf } from '../scenario/limits.ts';
import { play } from '../scenario/play.ts';
import type { Catalogue } from './catalogue-type.ts';

const modules = import.meta.glob<Readonly<Record<string, Scenario>>>('/lessons/*/scenario.ts', {
  eager: true,
  import: 'default',
});

const scenariosOf = (folder: string): Readonly<Record<string, Scenario>> =>
  modules[`/${folder}/scenario.ts`] ?? {};

export const limit: Catalogue['limit'] = limitOf;

export const prove: Catalogue['prove'] = proveItem;

export const scenarioNames: Catalogue['scenarioNames'] = (folder) =>
  Object.keys(scenariosOf(folder));

export const figuresOf: Catalogue['figuresOf'] = (folder) =>
  Object.entries(scenariosOf(folder)).flatMap(([name, scenario]) => {
    const forks = (scenario.whatIfs ?? []).map(({ id }) => id);
    return [undefined, ...forks].map((fork) => {
      const played = play(scenario, name, fork);
      return { id: played.id, ...sequenceOf(played) };
    });
  });
