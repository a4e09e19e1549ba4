// What stepping needs of a play: everything but the spans. The build makes it from the same run of the same
// engine, so a scenario can be stepped through before the engine has been loaded.

import type { Beat, Play, PlayedStep } from './play-types.ts';

export interface Storyboard extends Omit<Play, 'beats' | 'steps'> {
  readonly beats: readonly Omit<Beat, 'span'>[];
  readonly steps: readonly Omit<PlayedStep, 'span'>[];
}

export function storyboardOf(play: Play): Storyboard {
  return { ...play, beats: play.beats.map(withoutSpan), steps: play.steps.map(withoutSpan) };
}

function withoutSpan<T extends { readonly span: unknown }>(part: T): Omit<T, 'span'> {
  const { span: _, ...rest } = part;
  return rest;
}
