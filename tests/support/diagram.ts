// The diagram of some calls, as its text: nothing of it is written by hand.

import { sequenceOf } from '../../src/scenario/diagrams/sequence.ts';
import type { Step } from '../../src/scenario/define.ts';
import { play } from '../../src/scenario/play.ts';

/** By the administrator, in a world in which `before` has happened. */
export const diagramOf = (before: readonly Step[], steps: readonly Step[]): readonly string[] =>
  sequenceOf(
    play(
      {
        title: 'Some calls',
        seed: 'diagram',
        cast: { admin: { is: 'user/admin', label: 'Administrator', kind: 'person' } },
        before,
        steps,
      },
      'calls',
    ),
  ).text;
