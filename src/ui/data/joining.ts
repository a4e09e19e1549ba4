// How the events of a file join those of this device: a union by id that never lowers what is here. What was
// done here stays the last word, unless the file's answer is both later and the first that is right.

import { fold, type ProgressEvent } from '../progress-events.ts';
import type { Placed } from '../progress-log.ts';

export interface Joining extends Placed {
  /** What this would do, in one sentence. */
  readonly says: string;
}

/** Undefined when everything is here already. */
export function joiningOf(
  here: readonly ProgressEvent[],
  file: readonly ProgressEvent[],
): Joining | undefined {
  const ids = new Set(here.map(({ id }) => id));
  const added = file.filter(({ id }) => !ids.has(id));
  if (added.length === 0) return undefined;
  const { answers } = fold(here);
  const improves = (event: ProgressEvent): boolean => {
    if (event.kind === 'visit') return false;
    const own = answers.get(event.lesson)?.get(event.item);
    return own !== undefined && event.right && !own.right && event.at > own.at;
  };
  return {
    first: added.filter((event) => !improves(event)),
    last: added.filter(improves),
    says: `Importing this file adds ${sumOf(added)}. Nothing that is here is changed or removed.`,
  };
}

function sumOf(events: readonly ProgressEvent[]): string {
  const answers = events.filter(({ kind }) => kind === 'answer').length;
  const visits = events.length - answers;
  const parts = [count(answers, 'answer'), count(visits, 'visited place')];
  return parts.filter((part) => part !== '').join(' and ');
}

const count = (n: number, word: string): string =>
  n === 0 ? '' : `${n} ${word}${n === 1 ? '' : 's'}`;
