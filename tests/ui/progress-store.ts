// What tests of progress share: a database of their own, and looking into it from outside.

import { IndexedDbLog } from '../../src/ui/progress-indexed.ts';
import type { ProgressEvent } from '../../src/ui/progress-events.ts';
import { Progress } from '../../src/ui/progress.svelte.ts';

let databases = 0;
let now = 0;

/** Each test has its own, so that none waits for another's connections. */
export const aName = (): string => `test-${(databases += 1)}-${crypto.randomUUID()}`;

/** As the page is being loaded. */
export const opening = (name: string, patience = 3000): Progress =>
  new Progress(new IndexedDbLog(name, patience), () => (now += 1));

/** As after loading the page: what was stored is known. */
export async function opened(name: string, patience = 3000): Promise<Progress> {
  const progress = opening(name, patience);
  await progress.known;
  return progress;
}

export const said = (item: string, right: boolean, of = 2) => ({
  lesson: 'walls',
  item,
  chosen: ['a'],
  right,
  of,
});

/** Everything in the database, and what was set aside. */
export async function inside(name: string): Promise<{ events: ProgressEvent[]; aside: unknown[] }> {
  const database = await connect(name);
  const transaction = database.transaction(['events', 'set-aside']);
  const events = await done(transaction.objectStore('events').getAll());
  const aside = await done<unknown[]>(transaction.objectStore('set-aside').getAll());
  database.close();
  return { events: events as ProgressEvent[], aside };
}

/** Something that is no event, put where the events are. */
export async function plant(name: string, ...values: readonly unknown[]): Promise<void> {
  const database = await connect(name);
  const store = database.transaction('events', 'readwrite').objectStore('events');
  for (const value of values) await done(store.add(value));
  database.close();
}

export const connect = (name: string, version?: number): Promise<IDBDatabase> =>
  done(indexedDB.open(name, version));

export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/** Put in place of a store's method. */
export const full = (): never => {
  throw new DOMException('full', 'QuotaExceededError');
};
