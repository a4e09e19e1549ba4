// What stepping needs of a play: everything but the spans. The build makes it from the same run of the same
// engine, so a scenario can be stepped through before the engine has been loaded.

import type { Beat, Play, PlayedStep } from './play-types.ts';

export interface Storyboard extends Omit<Play, 'beats' | 'steps'> {
  readonly beats: readonly Omit<Beat, 'span'>[];
  readonly steps: readonly Omit<PlayedStep, 'span' | 'due'>[];
}

export function storyboardOf(play: Play): Storyboard {
  const beats = play.beats.map(({ span: _, ...rest }) => rest);
  const steps = play.steps.map(({ span: _, due: __, ...rest }) => rest);
  return { ...play, beats, steps };
}
