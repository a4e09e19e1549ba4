import { beforeEach, expect, test } from 'vitest';
import { LocalLog } from '../../src/ui/progress-log.ts';
import { Progress } from '../../src/ui/progress.svelte.ts';

const KEY = 'glassbox.progress';
const SET_ASIDE = 'glassbox.progress-set-aside';

let now = 0;
const open = (store: () => Storage = () => localStorage) =>
  new Progress(new LocalLog(store), () => (now += 1));
const said = (item: string, right: boolean) => ({
  lesson: 'walls',
  item,
  chosen: ['a'],
  right,
  of: 2,
});
/** What a browser tells the other tabs. */
const toOtherTabs = () => dispatchEvent(new StorageEvent('storage', { key: KEY }));

/** A store over the real one, with some of its methods replaced. */
const storeWith = (methods: Partial<Storage>): Storage =>
  ({
    getItem: (key: string) => localStorage.getItem(key),
    setItem: (key: string, value: string) => localStorage.setItem(key, value),
    removeItem: (key: string) => localStorage.removeItem(key),
    ...methods,
  }) as Storage;

const full = (): never => {
  throw new DOMException('full', 'QuotaExceededError');
};

beforeEach(() => localStorage.clear());

test('answers outlive the page', () => {
  const before = open();
  before.answer(said('one', false));
  before.answer(said('two', true));
  const after = open();
  expect(after.lesson('walls')).toEqual({ answered: 2, right: 1, done: true });
  expect(after.answered('walls', 'two')).toMatchObject({ chosen: ['a'], right: true });
  expect(after.lesson('other')).toEqual({ answered: 0, right: 0, done: false });
});

test('the last answer to a question counts, and the earlier one stays in the log', () => {
  const progress = open();
  progress.answer(said('one', false));
  progress.answer(said('one', true));
  expect(progress.lesson('walls')).toEqual({ answered: 1, right: 1, done: false });
  expect(localStorage.getItem(KEY)?.split('\n')).toHaveLength(3);
});

test('the last place is kept, and many steps in one scenario take one line', () => {
  const progress = open();
  for (const beat of [1, 2, 3]) progress.visit('walls', 'seal', beat);
  progress.answer(said('one', true));
  expect(open().resume).toEqual({ slug: 'walls', scenario: 'seal', beat: 3 });
  expect(localStorage.getItem(KEY)?.trim().split('\n')).toHaveLength(2);
});

test('two tabs do not lose each other’s answers', () => {
  const one = open();
  const two = open();
  one.answer(said('one', true));
  two.answer(said('two', true));
  toOtherTabs();
  for (const tab of [one, two, open()]) expect(tab.lesson('walls').answered).toBe(2);
});

test('a place in one tab does not displace the answer of another', () => {
  const one = open();
  const two = open();
  one.visit('walls', 'seal', 1);
  two.answer(said('one', true));
  one.visit('walls', 'seal', 2);
  expect(open().lesson('walls').answered).toBe(1);
  expect(open().resume?.beat).toBe(2);
});

test('what cannot be read is set aside whole, and what can is kept', () => {
  open().answer(said('one', true));
  const good = localStorage.getItem(KEY) ?? '';
  const text = `${good}{"v":1,"kind":"answer"}\n{half a li`;
  localStorage.setItem(KEY, text);
  const progress = open();
  expect(progress.damaged).toBeDefined();
  expect(progress.lesson('walls').answered).toBe(1);
  progress.answer(said('two', true));
  expect(localStorage.getItem(SET_ASIDE)).toBe(text);
  expect(open().lesson('walls').answered).toBe(2);
  open().damaged?.discard();
  expect(open().damaged).toBeUndefined();
});

test.each(['null', '[]', '3', '"text"', '{}', '\u0000', '{"v":0}', '[{"v":1}]'])(
  'stored %s is damage, not progress',
  (text) => {
    localStorage.setItem(KEY, text);
    const progress = open();
    expect(progress.damaged).toBeDefined();
    expect(progress.resume).toBeUndefined();
    expect(localStorage.getItem(SET_ASIDE)).toBe(text);
  },
);

test('damage that cannot be set aside is left where it is', () => {
  localStorage.setItem(KEY, 'damage');
  const progress = open(() => storeWith({ setItem: full }));
  expect(progress.damaged).toBeDefined();
  progress.answer(said('one', true));
  expect(progress.lesson('walls').answered).toBe(1);
  expect(localStorage.getItem(KEY)).toBe('damage');
});

test('events of a later version are passed over and kept', () => {
  const later = '{"v":2,"at":1,"kind":"review"}\n';
  localStorage.setItem(KEY, later);
  const progress = open();
  progress.answer(said('one', true));
  expect(progress.damaged).toBeUndefined();
  expect(localStorage.getItem(KEY)).toContain(later);
});

test('a store that refuses is said once, and the answers hold until the page closes', () => {
  const progress = open(() => storeWith({ setItem: full }));
  expect(progress.notice).toBeUndefined();
  progress.answer(said('one', true));
  expect(progress.notice).toContain('lasts until you close the page');
  progress.visit('walls', 'seal', 4);
  expect(progress.lesson('walls').answered).toBe(1);
  expect(progress.resume?.beat).toBe(4);
});

test('a store that takes again gets everything', () => {
  let shut = true;
  const progress = open(() =>
    storeWith({ setItem: (key, value) => (shut ? full() : localStorage.setItem(key, value)) }),
  );
  progress.answer(said('one', true));
  shut = false;
  progress.answer(said('two', true));
  expect(open().lesson('walls').answered).toBe(2);
});

test('even asking for the store may be refused', () => {
  const progress = open(() => {
    throw new DOMException('no', 'SecurityError');
  });
  progress.answer(said('one', true));
  expect(progress.lesson('walls').answered).toBe(1);
  expect(progress.notice).toBeDefined();
});

test('erasing takes all of it, in every tab', () => {
  const one = open();
  const two = open();
  one.answer(said('one', true));
  one.erase();
  toOtherTabs();
  expect(localStorage.getItem(KEY)).toBeNull();
  for (const tab of [one, two]) expect(tab.lesson('walls').answered).toBe(0);
});
