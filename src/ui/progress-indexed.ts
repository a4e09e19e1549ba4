// Progress in IndexedDB. What is added shows at once and waits in memory until its transaction is complete;
// what could not be written is offered again with each addition. Tabs tell each other what is safe.

import { forgetLocal, readBefore } from './progress-before.ts';
import * as db from './progress-database.ts';
import { isRecord, sameVisit, type ProgressEvent } from './progress-events.ts';
import type { EventLog, Keeping, Listener, Merged, Placed } from './progress-log.ts';

/** What tabs tell each other: the ids of events that are safe now, or that everything is gone. */
export type News = { readonly added: readonly string[] } | { readonly erased: true };

export class IndexedDbLog implements EventLog {
  readonly #name: string;
  /** How long the browser may take before the learner is told. */
  readonly #patience: number;
  #listener: Listener | undefined;
  #database: Promise<IDBDatabase> | undefined;
  #channel: BroadcastChannel | undefined;
  #keeping: Keeping = 'kept';
  #saving = false;

  #before = readBefore();
  #saved: readonly ProgressEvent[] = [];
  #unsaved: readonly ProgressEvent[] = this.#before?.events ?? [];
  #aside: readonly unknown[] = this.#before?.damaged ?? [];
  /** The last visit that this tab has written: the next to the same scenario takes its place. */
  #visit: { readonly event: ProgressEvent; readonly key: IDBValidKey } | undefined;

  constructor(name = 'glassbox', patience = 3000) {
    this.#name = name;
    this.#patience = patience;
  }

  async follow(listener: Listener): Promise<void> {
    this.#listener = listener;
    this.#tell();
    await within(this.#patience, this.#save()).catch(() => undefined);
  }

  append(event: ProgressEvent): void {
    this.#unsaved = [...this.#unsaved.filter((other) => !sameVisit(other, event)), event];
    this.#tell();
    void this.#save();
  }

  async merge(events: Placed): Promise<Merged> {
    try {
      await within(this.#patience, this.#connect());
    } catch {
      this.#unsaved = [...events.first, ...this.#unsaved, ...events.last];
      this.#tell();
      return 'held';
    }
    try {
      await this.#on((database) => db.merge(database, events));
    } catch {
      return 'refused';
    }
    this.#post({ added: [...events.first, ...events.last].map(({ id }) => id) });
    await this.#refresh();
    return 'kept';
  }

  async discard(): Promise<boolean> {
    const gone = await this.#did(db.clearSetAside);
    if (gone) await this.#refresh();
    return gone;
  }

  async erase(): Promise<boolean> {
    this.#forget();
    const gone = [forgetLocal(), await this.#did(db.clear)];
    // A write that was on its way has come to its end by now.
    this.#forget();
    this.#post({ erased: true });
    return gone.every((done) => done);
  }

  async #save(): Promise<void> {
    if (this.#saving) return;
    this.#saving = true;
    try {
      do await this.#patiently(this.#on((database) => this.#write(database)));
      while (this.#unsaved.length > 0);
      this.#keeps('kept');
    } catch (error) {
      this.#keeps(isNewer(error) ? 'newer' : 'refused');
    }
    this.#saving = false;
  }

  async #write(database: IDBDatabase): Promise<void> {
    if (this.#before) {
      const before = this.#before;
      await db.takeOver(database, [...before.events, ...before.later], before.damaged);
      before.remove();
      this.#before = undefined;
      await this.#read(database);
    }
    const batch = this.#unsaved;
    if (batch.length === 0) return;
    const replaced = batch.some((event) => sameVisit(this.#visit?.event, event));
    const old = replaced ? this.#visit : undefined;
    const keys = await db.addEvents(database, batch, old?.key);
    this.#saved = [...this.#saved.filter(({ id }) => id !== old?.event.id), ...batch];
    this.#unsaved = this.#unsaved.filter((event) => !batch.includes(event));
    const visit = batch.findLast(({ kind }) => kind === 'visit');
    const key = visit && keys.get(visit.id);
    if (visit && key !== undefined) this.#visit = { event: visit, key };
    this.#post({ added: batch.map(({ id }) => id) });
    this.#tell();
  }

  /** Does it once more on a fresh connection: the old one may have ended unseen. */
  async #on<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#connect());
    } catch (error) {
      if (isNewer(error)) throw error;
      this.#hangUp();
      return work(await this.#connect());
    }
  }

  async #did(work: (database: IDBDatabase) => Promise<void>): Promise<boolean> {
    try {
      await within(this.#patience, this.#on(work));
      return true;
    } catch {
      return false;
    }
  }

  #connect(): Promise<IDBDatabase> {
    if (!this.#database) {
      const opening = this.#open();
      this.#database = opening;
      opening.catch(() => {
        if (this.#database === opening) this.#database = undefined;
      });
    }
    return this.#database;
  }

  async #open(): Promise<IDBDatabase> {
    const database = await db.openDatabase(this.#name, () => this.#hangUp());
    await this.#read(database);
    this.#join();
    return database;
  }

  /** What had been saved may be gone with the connection: then it is written again. */
  #hangUp(): void {
    this.#database?.then((database) => database.close()).catch(() => undefined);
    this.#database = undefined;
    this.#visit = undefined;
    this.#unsaved = [...this.#saved, ...this.#unsaved];
    this.#saved = [];
  }

  async #read(database: IDBDatabase): Promise<void> {
    const { events, aside } = await db.readAll(database);
    const ids = new Set(events.map(({ id }) => id));
    this.#saved = events;
    this.#unsaved = this.#unsaved.filter(({ id }) => !ids.has(id));
    this.#aside = [...aside, ...(this.#before?.damaged ?? [])];
    this.#tell();
  }

  #refresh(): Promise<void> {
    return this.#on((database) => this.#read(database)).catch(() => undefined);
  }

  #join(): void {
    if (this.#channel) return;
    this.#channel = new BroadcastChannel(`${this.#name}.progress`);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isRecord(data) && 'erased' in data) this.#forget();
      void this.#refresh();
    };
    // News may have been missed while the page slept.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#refresh();
    });
  }

  #post(news: News): void {
    this.#channel?.postMessage(news);
  }

  #forget(): void {
    this.#before = undefined;
    this.#visit = undefined;
    this.#saved = [];
    this.#unsaved = [];
    this.#aside = [];
    this.#tell();
  }

  async #patiently<T>(work: Promise<T>): Promise<T> {
    const late = setTimeout(() => this.#keeps('refused'), this.#patience);
    return work.finally(() => clearTimeout(late));
  }

  #keeps(keeping: Keeping): void {
    if (keeping !== this.#keeping) this.#listener?.keeping(keeping);
    this.#keeping = keeping;
  }

  #tell(): void {
    this.#listener?.events([...this.#saved, ...this.#unsaved]);
    this.#listener?.damaged(
      this.#aside.length > 0 ? this.#aside.map(textOf).join('\n') : undefined,
    );
  }
}

/** The browser's word for a database of a later version. */
const isNewer = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'VersionError';

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('The browser does not answer.')), ms);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(late));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return String(value);
  }
}
