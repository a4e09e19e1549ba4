// Progress in IndexedDB. What is added shows at once and waits in memory until its transaction is complete;
// what could not be written is offered again with each addition. Tabs tell each other what is safe.

import * as db from './progress-database.ts';
import { readBefore } from './progress-before.ts';
import { forgetLocal } from './progress-before.ts';
import { sameVisit, type ProgressEvent } from './progress-events.ts';
import type { EventLog, Keeping, Listener, Merged, Placed } from './progress-log.ts';

/** What tabs tell each other: events that are safe now, or that everything is gone. */
type News = { readonly added: readonly string[] } | { readonly erased: true };

export class IndexedDbLog implements EventLog {
  readonly #name: string;
  readonly #patience: number;
  #listener: Listener | undefined;
  #database: Promise<IDBDatabase> | undefined;
  #channel: BroadcastChannel | undefined;
  #keeping: Keeping = 'kept';
  #writing = false;
  /** Counts erasures: what was on its way before one does not come back after it. */
  #era = 0;

  #before = readBefore();
  #saved: readonly ProgressEvent[] = [];
  #unsaved: readonly ProgressEvent[] = this.#before?.events ?? [];
  #aside: readonly unknown[] = this.#before?.damaged ?? [];
  /** The last event that this tab has written: a visit, to be replaced by the next to the same scenario. */
  #lastVisit: { readonly event: ProgressEvent; readonly key: IDBValidKey } | undefined;

  constructor(name = 'glassbox', patience = PATIENCE_MS) {
    this.#name = name;
    this.#patience = patience;
  }

  async follow(listener: Listener): Promise<void> {
    this.#listener = listener;
    this.#tell();
    await this.#save();
  }

  append(event: ProgressEvent): void {
    this.#unsaved = [...this.#unsaved.filter((other) => !sameVisit(other, event)), event];
    this.#tell();
    void this.#save();
  }
}

const PATIENCE_MS = 3000;
