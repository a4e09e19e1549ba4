// Every scenario of every lesson, and each of its what-ifs, played once for all tests.

import { suites } from '../../src/crypto/asymmetric/index.ts';
import type { Scenario, Step } from '../../src/scenario/define.ts';
import type { Play } from '../../src/scenario/play-types.ts';
import { play } from '../../src/scenario/play.ts';
import { provideSuites } from '../../src/scenario/suites.ts';

provideSuites(suites);

const files = import.meta.glob<Readonly<Record<string, Scenario>>>(
  ['../../lessons/*/scenario.ts', '../../pages/*/scenario.ts'],
  {
    eager: true,
    import: 'default',
  },
);

export interface Played {
  /** '04-envelope-encryption/open~tampered' */
  readonly name: string;
  readonly play: Play;
  /** Steps as written; of a what-if, its own. */
  readonly written: readonly Step[];
  /** Set on a what-if. */
  readonly original?: Play;
}

const folders = Object.entries(files).map(([path, scenarios]) => ({
  folder: path.split('/').at(-2) ?? path,
  isLesson: path.includes('/lessons/'),
  scenarios,
}));

export const lessons = folders.filter(({ isLesson }) => isLesson);

export const plays: readonly Played[] = folders.flatMap(({ folder, scenarios }) =>
  Object.entries(scenarios).flatMap(([id, scenario]): Played[] => {
    const original = play(scenario, id);
    const forks = (scenario.whatIfs ?? []).map(({ id: fork, steps }) => ({
      name: `${folder}/${id}~${fork}`,
      play: play(scenario, id, fork),
      written: steps,
      original,
    }));
    return [{ name: `${folder}/${id}`, play: original, written: scenario.steps }, ...forks];
  }),
);
