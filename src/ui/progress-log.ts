// Where progress is kept, as one small interface: what is added is there at once, and is acknowledged only when
// it is safe. A log that cannot keep anything says so and goes on in memory.

import type { ProgressEvent } from './progress-events.ts';

/** `newer`: a later version of this page keeps progress here in a shape that this one does not know. */
export type Keeping = 'kept' | 'refused' | 'newer';

export interface Listener {
  /** All events, at the start, after each addition, and when another tab has added some. */
  events(events: readonly ProgressEvent[]): void;
  /** Whether what is added outlives the page. */
  keeping(keeping: Keeping): void;
  /** What could not be read, as text; undefined when there is nothing of the kind. */
  damaged(text: string | undefined): void;
}

export interface Placed {
  /** These go before all that is there. */
  readonly first: readonly ProgressEvent[];
  /** These go after it. */
  readonly last: readonly ProgressEvent[];
}

/** What became of a merge: kept, held until the page closes, or refused with nothing changed. */
export type Merged = 'kept' | 'held' | 'refused';

export interface EventLog {
  /** Resolves when what was stored is known, or is known to be out of reach. */
  follow(listener: Listener): Promise<void>;
  append(event: ProgressEvent): void;
  /** Adds all of them or none; what is there already stays as it is. */
  merge(events: Placed): Promise<Merged>;
  /** Drops what was set aside. Says whether it is gone. */
  discard(): Promise<boolean>;
  /** Drops everything. Says whether it is gone. */
  erase(): Promise<boolean>;
}
