import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProgressEvent } from '../../src/ui/progress-events.ts';
import { aName, full, inside, opened, opening, plant, said } from './progress-store.ts';

const BEFORE = 'glassbox.progress';
const SET_ASIDE_BEFORE = 'glassbox.progress-set-aside';

let name = '';
const stored = async (): Promise<readonly ProgressEvent[]> => (await inside(name)).events;
const storedAnswers = async (): Promise<number> =>
  (await stored()).filter(({ kind }) => kind === 'answer').length;
beforeEach(() => {
  name = aName();
  localStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('an answer shows at once and outlives the page', async () => {
  const before = await opened(name);
  before.answer(said('one', false));
  before.answer(said('two', true));
  expect(before.lesson('walls')).toEqual({ answered: 2, right: 1, done: true });
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(2));
  const after = await opened(name);
  expect(after.lesson('walls')).toEqual({ answered: 2, right: 1, done: true });
  expect(after.answered('walls', 'two')).toMatchObject({ chosen: ['a'], right: true });
  expect(after.lesson('other')).toEqual({ answered: 0, right: 0, done: false });
});

test('the last answer to a question counts, and the earlier one stays in the log', async () => {
  const progress = await opened(name);
  progress.answer(said('one', false));
  progress.answer(said('one', true));
  expect(progress.lesson('walls')).toEqual({ answered: 1, right: 1, done: false });
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(2));
  expect(new Set((await stored()).map(({ id }) => id)).size).toBe(2);
});

test('an answer given before the store is open is not lost', async () => {
  const progress = opening(name);
  progress.answer(said('one', true));
  expect(progress.lesson('walls').answered).toBe(1);
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(1));
});

test('a lesson that is done stays done when its checkpoint grows', async () => {
  const progress = await opened(name);
  progress.answer(said('one', true, 1));
  progress.answer(said('one', false, 3));
  expect(progress.lesson('walls').done).toBe(true);
});

test('the last place is kept, and many steps in one scenario leave one event', async () => {
  const progress = await opened(name);
  for (const beat of [1, 2, 3]) {
    progress.visit('walls', 'seal', beat);
    await vi.waitFor(async () => expect((await stored()).at(-1)).toMatchObject({ beat }));
  }
  expect(await stored()).toHaveLength(1);
  progress.visit('walls', 'open', 1);
  progress.visit('walls', 'seal', 4);
  await vi.waitFor(async () => expect((await stored()).at(-1)).toMatchObject({ beat: 4 }));
  expect(await stored()).toHaveLength(2);
  expect((await opened(name)).resume).toEqual({ slug: 'walls', scenario: 'seal', beat: 4 });
});

test('two tabs answer 50 questions each, and 100 are kept and shown in both', async () => {
  const tabs = [await opened(name), await opened(name)];
  for (let n = 0; n < 50; n += 1) {
    tabs.forEach((tab, t) => tab.answer(said(`${t}-${n}`, true)));
    if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(100), { timeout: 5000 });
  for (const tab of [...tabs, await opened(name)]) {
    await vi.waitFor(() => expect(tab.lesson('walls').answered).toBe(100));
  }
});

test('a place in one tab does not displace the answer of another', async () => {
  const one = await opened(name);
  const two = await opened(name);
  one.visit('walls', 'seal', 1);
  two.answer(said('one', true));
  await vi.waitFor(async () => expect(await stored()).toHaveLength(2));
  one.visit('walls', 'seal', 2);
  await vi.waitFor(async () => expect((await stored()).at(-1)).toMatchObject({ beat: 2 }));
  const after = await opened(name);
  expect(after.lesson('walls').answered).toBe(1);
  expect(after.resume?.beat).toBe(2);
});

test('what is no event is set aside as it was, and the rest is in use', async () => {
  (await opened(name)).answer(said('one', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(1));
  const damage = [{ v: 1, kind: 'answer', right: 'perhaps' }, 'half a li', 7, [], { v: 0 }];
  await plant(name, ...damage);
  const progress = await opened(name);
  expect(progress.lesson('walls').answered).toBe(1);
  expect(progress.damaged).toBeDefined();
  await vi.waitFor(async () => expect((await inside(name)).aside).toEqual(damage));
  expect(await stored()).toHaveLength(1);
  const later = await opened(name);
  expect(later.damaged).toBeDefined();
  expect(await later.damaged?.discard()).toBe(true);
  expect(later.damaged).toBeUndefined();
  expect((await inside(name)).aside).toEqual([]);
});

test('damage that cannot be set aside is left where it is', async () => {
  (await opened(name)).answer(said('before', true));
  await vi.waitFor(async () => expect(await stored()).toHaveLength(1));
  await plant(name, 'damage');
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full);
  const progress = await opened(name);
  expect(progress.damaged).toBeDefined();
  progress.answer(said('one', true));
  expect(progress.lesson('walls').answered).toBe(2);
  vi.restoreAllMocks();
  expect(await stored()).toContain('damage');
});

test('events of a later version are passed over and kept', async () => {
  await opened(name);
  const later = { v: 2, id: 'x', kind: 'review' };
  await plant(name, later);
  const progress = await opened(name);
  progress.answer(said('one', true));
  await vi.waitFor(async () => expect(await stored()).toHaveLength(2));
  expect(progress.damaged).toBeUndefined();
  expect((await stored())[0]).toEqual(later);
});

test('what an earlier version kept in localStorage is moved over once', async () => {
  const line = { v: 1, at: 3, kind: 'answer', ...said('one', true) };
  const text = `${JSON.stringify(line)}\n${JSON.stringify({ v: 2, at: 4 })}\n{half a li`;
  localStorage.setItem(BEFORE, text);
  localStorage.setItem(SET_ASIDE_BEFORE, 'older damage');
  const [one, two] = await Promise.all([opened(name), opened(name)]);
  for (const tab of [one, two]) {
    expect(tab.lesson('walls').answered).toBe(1);
    expect(tab.damaged).toBeDefined();
  }
  expect(localStorage.length).toBe(0);
  expect((await stored()).map((event): number => event.v).sort()).toEqual([1, 2]);
  expect((await inside(name)).aside).toEqual(expect.arrayContaining(['older damage', text]));
});

test('what an earlier version kept stays there while the new store refuses', async () => {
  localStorage.setItem(BEFORE, JSON.stringify({ v: 1, at: 3, kind: 'answer', ...said('a', true) }));
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full);
  const progress = await opened(name);
  expect(progress.lesson('walls').answered).toBe(1);
  expect(progress.notice).toContain('cannot store');
  expect(localStorage.getItem(BEFORE)).not.toBeNull();
});

test('a merge is all or nothing, and goes before what is here unless it is to be the last word', async () => {
  const progress = await opened(name);
  progress.answer(said('one', false));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(1));
  const [own] = progress.events;
  const other = (id: string): ProgressEvent => ({ ...own!, id });
  const bad = { ...other('bad'), chosen: () => 'not to be cloned' } as unknown as ProgressEvent;
  expect(await progress.merge({ first: [other('a'), bad], last: [] })).toBe('refused');
  expect(await stored()).toHaveLength(1);
  await progress.merge({ first: [other('a'), own!, other('b')], last: [other('c')] });
  await progress.merge({ first: [other('0')], last: [] });
  expect((await stored()).map(({ id }) => id)).toEqual(['0', 'a', 'b', own!.id, 'c']);
  expect(progress.events).toEqual(await stored());
});

test('erasing takes all of it, in every tab, and settings too', async () => {
  const one = await opened(name);
  const two = await opened(name);
  localStorage.setItem('glassbox.theme', 'dark');
  localStorage.setItem('of another page', 'kept');
  one.answer(said('one', true));
  two.answer(said('two', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(2));
  await plant(name, 'damage');
  expect(await one.erase()).toBe(true);
  expect(await inside(name)).toEqual({ events: [], aside: [] });
  expect(Object.keys(localStorage)).toEqual(['of another page']);
  for (const tab of [one, two]) {
    await vi.waitFor(() => expect(tab.lesson('walls').answered).toBe(0));
  }
  one.answer(said('three', true));
  await vi.waitFor(async () => expect(await storedAnswers()).toBe(1));
});
