// Progress as a file: JSON that a person can read. What a file brings is checked whole before anything of it is
// used, and copied into fresh objects; a file that is not ours gives one sentence and nothing else.

import { eventOf, isRecord, type ProgressEvent } from '../progress-events.ts';

const FORMAT = 'glassbox-progress';
/** Some 20,000 answers. */
const MAX_BYTES = 5_000_000;
/** Our own files are four deep. */
const MAX_DEPTH = 8;

export interface ProgressFile {
  readonly name: string;
  readonly text: string;
}

export function fileOf(events: readonly ProgressEvent[], now: Date): ProgressFile {
  const saved = now.toISOString();
  const content = { format: FORMAT, v: 1, saved, events };
  return {
    name: `glassbox-progress-${saved.slice(0, 10)}.json`,
    text: `${JSON.stringify(content, null, 2)}\n`,
  };
}

export type Opened = { readonly events: readonly ProgressEvent[] } | { readonly problem: string };

/** Asked before the file is read: a large one is not even opened. */
export const problemOfSize = (bytes: number): string | undefined =>
  bytes > MAX_BYTES ? problems.size : undefined;

/** Only the known fields of each event are looked at: nothing is followed. */
export function open(text: string): Opened {
  const content = isDeep(text) ? undefined : parse(text);
  if (!isRecord(content) || content['format'] !== FORMAT) return { problem: problems.foreign };
  const version = content['v'];
  if (typeof version === 'number' && version > 1) return { problem: problems.newer };
  const found = content['events'];
  if (version !== 1 || !Array.isArray(found)) return { problem: problems.damaged };
  const events = new Map<string, ProgressEvent>();
  for (const value of found) {
    const event = eventOf(value);
    if (!event) return { problem: problems.damaged };
    if (!events.has(event.id)) events.set(event.id, event);
  }
  return { events: [...events.values()] };
}

const problems = {
  size: 'This file is too large to be progress exported from this page. Nothing was changed.',
  foreign: 'This file does not hold progress exported from this page. Nothing was changed.',
  newer: 'This file was made by a newer version of this page. Nothing was changed.',
  damaged: 'This file is damaged: not everything in it can be read. Nothing was changed.',
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The parser of a browser may take many seconds over brackets in brackets. Those in texts do not count. */
function isDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length && depth <= MAX_DEPTH; i += 1) {
    const character = text[i];
    if (quoted && character === '\\') i += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '[' || character === '{')) depth += 1;
    else if (!quoted && (character === ']' || character === '}')) depth -= 1;
  }
  return depth > MAX_DEPTH;
}
