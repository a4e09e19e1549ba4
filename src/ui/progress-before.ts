// The log that earlier versions of this page kept in localStorage, one line of JSON an event. It is taken over
// once, and removed only when everything in it is safe elsewhere.

import { eventOf, isLater, isRecord, type ProgressEvent } from './progress-events.ts';

const LOG = 'glassbox.progress';
const SET_ASIDE = 'glassbox.progress-set-aside';

export interface Before {
  readonly events: readonly ProgressEvent[];
  /** Written by a later version: taken over unread. */
  readonly later: readonly unknown[];
  /** What cannot be read, as it stood. */
  readonly damaged: readonly string[];
  /** Removes what was read, unless it has changed since. */
  remove(): void;
}

/** Undefined when there is nothing to take over, or no way to it. */
export function readBefore(): Before | undefined {
  try {
    const text = localStorage.getItem(LOG);
    const aside = localStorage.getItem(SET_ASIDE);
    if (text === null && aside === null) return undefined;
    return {
      ...read(text ?? '', aside),
      remove: () => remove({ [LOG]: text, [SET_ASIDE]: aside }),
    };
  } catch {
    return undefined;
  }
}

/** Forgets every small thing that the page keeps in localStorage: the old log, and settings. */
export function forgetLocal(): boolean {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('glassbox.')) localStorage.removeItem(name);
    }
    return true;
  } catch {
    return false;
  }
}

function read(text: string, aside: string | null): Omit<Before, 'remove'> {
  const lines = text.split('\n').filter((line) => line !== '');
  const values = lines.map((line, i) => withId(parse(line), i));
  const events = values.flatMap((value) => eventOf(value) ?? []);
  const later = values.filter(isLater);
  const sound = events.length + later.length === lines.length;
  return {
    events,
    later,
    damaged: [...(aside === null ? [] : [aside]), ...(sound ? [] : [text])],
  };
}

/** The id follows from the line alone: if two tabs take it over at once, it is still there once. */
function withId(value: unknown, line: number): unknown {
  return isRecord(value) ? { id: `before-${String(value['at'])}-${line}`, ...value } : value;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function remove(texts: Readonly<Record<string, string | null>>): void {
  try {
    for (const [name, text] of Object.entries(texts)) {
      if (localStorage.getItem(name) === text) localStorage.removeItem(name);
    }
  } catch {
    // It is taken over again next time, and adds nothing.
  }
}
