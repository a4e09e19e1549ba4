// The database of progress: events in the order of their keys, and what could not be read, set aside. Each deed
// is one transaction, done only when the browser says that it is complete. Two events of one id are one event.

import { eventOf, isLater, type ProgressEvent } from './progress-events.ts';
import type { Placed } from './progress-log.ts';

const VERSION = 1;
const EVENTS = 'events';
const SET_ASIDE = 'set-aside';

/** `lost` is called when the connection has ended without our doing. */
export function openDatabase(name: string, lost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      const events = request.result.createObjectStore(EVENTS, { autoIncrement: true });
      events.createIndex('id', 'id', { unique: true });
      request.result.createObjectStore(SET_ASIDE, { autoIncrement: true });
    };
    request.onerror = () => reject(request.error ?? new Error('The database cannot be opened.'));
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = lost;
      // A newer version of this page wants to change its shape: nothing of the old shape follows.
      database.onversionchange = () => {
        database.close();
        lost();
      };
      resolve(database);
    };
  });
}

export interface Stored {
  readonly events: readonly ProgressEvent[];
  readonly aside: readonly unknown[];
}

export async function readAll(database: IDBDatabase): Promise<Stored> {
  const transaction = database.transaction([EVENTS, SET_ASIDE]);
  const events = transaction.objectStore(EVENTS);
  const aside = transaction.objectStore(SET_ASIDE);
  const [values, keys, before] = await Promise.all([
    result<unknown[]>(events.getAll()),
    result(events.getAllKeys()),
    result<unknown[]>(aside.getAll()),
  ]);
  const readings = values.map((value) => ({ value, event: eventOf(value) }));
  const damaged = keys.filter((_, i) => {
    const reading = readings[i];
    return reading?.event === null && !isLater(reading.value);
  });
  // Where even that is refused, it stays in its place and is passed over.
  if (damaged.length > 0) await setAside(database, damaged).catch(() => undefined);
  return {
    events: readings.flatMap(({ event }) => event ?? []),
    aside: [...before, ...damaged.map((key) => values[keys.indexOf(key)])],
  };
}

/** Adds events at the end, in place of the one with this key. Gives the keys by id. */
export async function addEvents(
  database: IDBDatabase,
  events: readonly ProgressEvent[],
  inPlaceOf?: IDBValidKey,
): Promise<ReadonlyMap<string, IDBValidKey>> {
  const keys = new Map<string, IDBValidKey>();
  await write(database, (store) => {
    if (inPlaceOf !== undefined) store.delete(inPlaceOf);
    for (const event of events) union(store, event, undefined, (key) => keys.set(event.id, key));
  });
  return keys;
}

export const merge = (database: IDBDatabase, { first, last }: Placed): Promise<void> =>
  write(database, (store, _, guard) => {
    const lowest = store.openKeyCursor();
    lowest.onsuccess = guard(() => {
      const start = Math.min(Number(lowest.result?.key ?? 1), 1) - first.length;
      first.forEach((event, i) => union(store, event, start + i));
      for (const event of last) union(store, event);
    });
  });

/** Takes over what an older store held: events, and what nobody can read. */
export const takeOver = (
  database: IDBDatabase,
  events: readonly unknown[],
  damaged: readonly string[],
): Promise<void> =>
  write(database, (store, aside) => {
    for (const event of events) union(store, event);
    for (const text of damaged) aside.add(text);
  });

export const clear = (database: IDBDatabase): Promise<void> =>
  write(database, (events, aside) => {
    events.clear();
    aside.clear();
  });

export const clearSetAside = (database: IDBDatabase): Promise<void> =>
  write(database, (_, aside) => aside.clear());

/** Another tab may have done the same meanwhile: what is gone is not set aside twice. */
const setAside = (database: IDBDatabase, keys: readonly IDBValidKey[]): Promise<void> =>
  write(database, (events, aside, guard) => {
    for (const key of keys) {
      const found = events.get(key) as IDBRequest<unknown>;
      found.onsuccess = guard(() => {
        if (found.result === undefined) return;
        aside.add(found.result);
        events.delete(key);
      });
    }
  });

type Guard = (deed: () => void) => () => void;
type Deed = (events: IDBObjectStore, aside: IDBObjectStore, guard: Guard) => void;

function write(database: IDBDatabase, deed: Deed): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([EVENTS, SET_ASIDE], 'readwrite', {
      durability: 'strict',
    });
    const fail = (error: unknown): void =>
      reject(error instanceof Error ? error : new Error('The store refused to write.'));
    /** Whatever throws takes the whole transaction back. */
    const guard: Guard = (part) => () => {
      try {
        part();
      } catch (error) {
        fail(error);
        transaction.abort();
      }
    };
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => fail(transaction.error);
    guard(() => deed(transaction.objectStore(EVENTS), transaction.objectStore(SET_ASIDE), guard))();
  });
}

/** Adds an event unless its id is there. */
function union(
  store: IDBObjectStore,
  event: unknown,
  key?: IDBValidKey,
  added?: (key: IDBValidKey) => void,
): void {
  const request = store.add(event, key);
  request.onsuccess = () => added?.(request.result);
  request.onerror = (failure) => {
    if (request.error?.name !== 'ConstraintError') return;
    // Handled: the rest of the transaction goes on.
    failure.preventDefault();
    failure.stopPropagation();
  };
}

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The store refused to read.'));
  });
