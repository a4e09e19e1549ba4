// Whether an address leads to a beat that exists, and if not, what to say and where to go on.

import type { Storyboard } from '../../scenario/storyboard.ts';
import { entryLink, type Spot } from '../routes.ts';

export interface Way {
  readonly link: string;
  readonly text: string;
}

export interface Missing {
  readonly what: string;
  readonly ways: readonly Way[];
}

/** 'seal~wrong-context' is a what-if of the scenario 'seal'. */
export function splitId(playId: string): { scenario: string; whatIf?: string } {
  const cut = playId.indexOf('~');
  if (cut < 0) return { scenario: playId };
  return { scenario: playId.slice(0, cut), whatIf: playId.slice(cut + 1) };
}

interface Lesson {
  readonly kind: 'lesson' | 'page';
  readonly slug: string;
  readonly title: string;
  readonly scenarios: readonly string[];
}

/** `boardOf` gives the storyboard of a scenario or of a what-if, undefined where there is none. */
export function missingAt(
  spot: Spot,
  lesson: Lesson,
  boardOf: (id: string) => Storyboard | undefined,
): Missing | undefined {
  const toLesson = { link: entryLink(lesson), text: lesson.title };
  const play = boardOf(spot.scenario);
  if (!play) {
    return {
      what: `The ${lesson.kind} “${lesson.title}” has no scenario called “${spot.scenario}”.`,
      ways: [toLesson, ...lesson.scenarios.flatMap((id) => wayTo(lesson, boardOf(id), 0))],
    };
  }
  const last = play.beats.length;
  if (spot.beat <= last) return undefined;
  return {
    what: `“${play.title}” has ${last} steps: there is no step ${spot.beat}.`,
    ways: [...wayTo(lesson, play, 0), ...wayTo(lesson, play, last), toLesson],
  };
}

function wayTo(lesson: Lesson, play: Storyboard | undefined, beat: number): Way[] {
  if (!play) return [];
  const link = entryLink(lesson, { scenario: play.id, beat });
  return [
    { link, text: `${play.title}: ${beat === 0 ? 'from the start' : `step ${beat}, the last`}` },
  ];
}
