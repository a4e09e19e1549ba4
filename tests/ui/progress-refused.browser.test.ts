// A store that is missing, deaf, full, newer, or taken away: said once, nothing lost, and the page goes on.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProgressEvent } from '../../src/ui/progress-events.ts';
import { aName, connect, done, full, inside, opened, said } from './progress-store.ts';

let name = '';
const storedAnswers = async (): Promise<number> =>
  (await inside(name)).events.filter(({ kind }) => kind === 'answer').length;

beforeEach(() => {
  name = aName();
  localStorage.clear();
});
afterEach(() => vi.restoreAllMocks());

test('a store that refuses is said, the answers hold, and once it takes again it gets everything', async () => {
  const progress = await opened(name);
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full);
  expect(progress.notice).toBeUndefined();
  progress.answer(said('one', true));
  progress.visit('walls', 'seal', 4);
  await vi.waitFor(() => expect(progress.notice).toContain('cannot store'));
  expect(progress.lesson('walls').answered).toBe(1);
  expect(progress.resume?.beat).toBe(4);
  vi.restoreAllMocks();
  progress.answer(said('two', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(2));
  await vi.waitFor(() => expect(progress.notice).toBeUndefined());
});

test('a write that fails at its end is no acknowledgement', async () => {
  const progress = await opened(name);
  // After all has been asked for, and before any of it is complete.
  const add = vi.spyOn(IDBObjectStore.prototype, 'add');
  add.mockImplementation(function (this: IDBObjectStore, value: unknown) {
    queueMicrotask(() => this.transaction.abort());
    return this.put(value);
  });
  progress.answer(said('one', true));
  await vi.waitFor(() => expect(progress.notice).toContain('cannot store'));
  expect(progress.lesson('walls').answered).toBe(1);
});

test.each([
  ['missing', () => undefined],
  [
    'forbidden',
    () => {
      throw new DOMException('no', 'SecurityError');
    },
  ],
  ['deaf', () => ({ open: () => ({}) })],
])('a store that is %s is said once, and the page goes on', async (_, store) => {
  vi.spyOn(globalThis, 'indexedDB', 'get').mockImplementation(store as never);
  const progress = await opened(name, 50);
  progress.answer(said('one', true));
  await vi.waitFor(() => expect(progress.notice).toContain('cannot store'));
  expect(progress.lesson('walls').answered).toBe(1);
  const event = { ...progress.events[0]!, id: 'other', item: 'two' } as ProgressEvent;
  expect(await progress.merge({ first: [event], last: [] })).toBe('held');
  expect(progress.lesson('walls').answered).toBe(2);
});

test('a database of a newer version is left untouched', async () => {
  const newer = indexedDB.open(name, 7);
  newer.onupgradeneeded = () => newer.result.createObjectStore('events');
  const database = await done(newer);
  database.close();
  const progress = await opened(name);
  progress.answer(said('one', true));
  await vi.waitFor(() => expect(progress.notice).toContain('newer version'));
  expect(await progress.erase()).toBe(false);
  const after = await connect(name);
  expect(after.version).toBe(7);
  expect([...after.objectStoreNames]).toEqual(['events']);
  expect(await done(after.transaction('events').objectStore('events').count())).toBe(0);
  after.close();
});

test('when a newer version comes in another tab, this one lets go and writes no more', async () => {
  const progress = await opened(name);
  progress.answer(said('one', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(1));
  const database = await connect(name, 7);
  progress.answer(said('two', true));
  await vi.waitFor(() => expect(progress.notice).toContain('newer version'));
  expect(progress.lesson('walls').answered).toBe(2);
  expect(await done(database.transaction('events').objectStore('events').count())).toBe(1);
  database.close();
});

test('a database that is deleted under the page is written again', async () => {
  const progress = await opened(name);
  progress.answer(said('one', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(1));
  await done(indexedDB.deleteDatabase(name));
  progress.answer(said('two', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(2));
  expect(progress.notice).toBeUndefined();
});
