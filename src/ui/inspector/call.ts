// The name of the call that is being inspected: the one whose stages are shown.

import type { Span } from '../../aws/trace.ts';
import type { Inspection } from '../../scenario/inspect-types.ts';
import type { Play } from '../../scenario/play-types.ts';

export function callOf(play: Play, beat: number, { stages }: Inspection): string | undefined {
  const step = play.steps[play.beats[beat - 1]?.step ?? -1];
  return step && withCaused(step.span).find((span) => span.stages === stages)?.call;
}

const withCaused = (span: Span): readonly Span[] => [span, ...span.children.flatMap(withCaused)];
