// What stepping needs of a play: everything but the spans. The build makes it from the same run of the same
// engine, so a scenario can be stepped through before the engine has been loaded.

import type { Beat, Play, PlayedStep } from '../../scenario/play-types.ts';

export interface Storyboard extends Omit<Play, 'beats' | 'steps'> {
  readonly beats: readonly Omit<Beat, 'span'>[];
  readonly steps: readonly Omit<PlayedStep, 'span'>[];
}

/** Of a scenario, or of one of its what-ifs. */
export type Boards = (whatIf?: string) => Storyboard;
export type Engine = (whatIf?: string) => Play;

/** 'What if: the key is disabled'; labels that are whole questions stand as they are. */
export const whatIfName = (label: string): string =>
  /^what if\b/i.test(label) ? label : `What if: ${label}`;
