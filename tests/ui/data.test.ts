import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joiningOf } from '../../src/ui/data/joining.ts';
import { fileOf, open, problemOfSize } from '../../src/ui/data/progress-file.ts';
import { fold, type AnswerEvent, type ProgressEvent } from '../../src/ui/progress-events.ts';

const answer = (id: string, more: Partial<AnswerEvent> = {}): AnswerEvent => ({
  v: 1,
  id,
  at: 1,
  kind: 'answer',
  lesson: 'walls',
  item: 'one',
  chosen: ['a'],
  right: false,
  of: 2,
  ...more,
});
const visit: ProgressEvent = {
  v: 1,
  id: 'v',
  at: 5,
  kind: 'visit',
  lesson: 'walls',
  scenario: 'seal',
  beat: 3,
};

/** The log after a file has been imported. */
const joined = (here: readonly ProgressEvent[], file: readonly ProgressEvent[]) => {
  const joining = joiningOf(here, file);
  return [...(joining?.first ?? []), ...here, ...(joining?.last ?? [])];
};

test('what was exported comes back as it was', () => {
  const events = [answer('a', { chosen: ['“quotes”', '\u0000', '😀'] }), visit];
  const { name, text } = fileOf(events, new Date('2026-11-23T10:00:00Z'));
  expect(name).toBe('glassbox-progress-2026-11-23.json');
  expect(text.split('\n')[1]).toBe('  "format": "glassbox-progress",');
  expect(open(text)).toEqual({ events });
});

const file = (content: object): string =>
  JSON.stringify({ format: 'glassbox-progress', v: 1, events: [], ...content });
const withEvent = (more: object): string => file({ events: [{ ...answer('a'), ...more }] });

test.each([
  ['nothing', ''],
  ['undefined', 'undefined'],
  ['an object’s name', '[object Object]'],
  ['HTML', '<!doctype html><title>Sign in</title>'],
  ['half a file', withEvent({}).slice(0, -9)],
  ['a tail of NULs', `${withEvent({})}\u0000\u0000`],
  ['UTF-16 read as UTF-8', [...withEvent({})].join('\u0000')],
  ['a number', '1e999'],
  ['null', 'null'],
  ['a list', '[]'],
  ['depth', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  [
    'depth in an event',
    file({ events: [0] }).replace('0]', `${'['.repeat(1e5)}${']'.repeat(1e5)}]`),
  ],
  ['a foreign format', file({ format: 'other' })],
  ['no version', file({ v: undefined })],
  ['version 0', file({ v: 0 })],
  ['a version in words', file({ v: 'one' })],
  ['version 2', file({ v: 2, events: [answer('a')] })],
  ['events as an object', file({ events: { length: 1 } })],
  ['an event that is null', file({ events: [null] })],
  ['an event of a later version', withEvent({ v: 2 })],
  [
    'an event that hides in its prototype',
    file({}).replace('[]', `[{"__proto__":${JSON.stringify(answer('a'))}}]`),
  ],
  ['an unknown kind', withEvent({ kind: 'grade' })],
  ['no id', withEvent({ id: undefined })],
  ['an id of markup', withEvent({ id: '<img>' })],
  ['a time before time', withEvent({ at: -1 })],
  ['a time after time', withEvent({ at: 1e300 })],
  ['endless time', file({ events: [answer('a')] }).replace('"at":1', '"at":1e999')],
  ['a lesson that is a list', withEvent({ lesson: ['walls'] })],
  ['a right that is a word', withEvent({ right: 'yes' })],
  ['choices that are numbers', withEvent({ chosen: [1] })],
  ['too many choices', withEvent({ chosen: Array(101).fill('a') })],
  ['a very long text', withEvent({ item: 'x'.repeat(10_001) })],
  ['a checkpoint of none', withEvent({ of: 0 })],
  ['a checkpoint of half a question', withEvent({ of: 0.5 })],
  ['one bad event among good ones', file({ events: [answer('a'), { v: 1 }, answer('b')] })],
])('a file that holds %s gives one sentence', (_, text) => {
  const opened = open(text);
  expect('problem' in opened && opened.problem).toMatch(
    /^This file [^.]+\. Nothing was changed\.$/,
  );
});

test('brackets in a text are no depth', () => {
  const events = [answer('a', { chosen: ['[[[[[[[[[[{{{{{{{{\\"[[[[[['] })];
  expect(open(fileOf(events, new Date(0)).text)).toEqual({ events });
});

test('five million brackets take no time', () => {
  const start = performance.now();
  expect(open('['.repeat(5e6))).toHaveProperty('problem');
  expect(performance.now() - start).toBeLessThan(500);
});

test('a file of 50 MB is not even read', () => {
  expect(problemOfSize(50_000_000)).toContain('too large');
  expect(problemOfSize(100_000)).toBeUndefined();
});

test('what an event brings along is left behind', () => {
  const text = withEvent({ extra: 1, constructor: {} }).replace(
    '"v":1,"id"',
    '"__proto__":{},"v":1,"id"',
  );
  expect(open(text)).toEqual({ events: [answer('a')] });
});

test('names of an object’s own members are names like any other', () => {
  const events = ['__proto__', 'constructor'].map((word) =>
    answer(word, { lesson: word, item: word }),
  );
  expect(fold(events).answers.get('__proto__')?.size).toBe(1);
  expect(fold(events).answers.get('toString')).toBeUndefined();
});

test('the preview counts what is new', () => {
  const here = [answer('a')];
  expect(joiningOf(here, [answer('a'), answer('b'), answer('c'), visit])?.says).toBe(
    'Importing this file adds 2 answers and 1 visited place. Nothing that is here is changed or removed.',
  );
  expect(joiningOf(here, [answer('a')])).toBeUndefined();
  expect(joiningOf(here, [])).toBeUndefined();
});

test('a file’s answer is the last word only if it is later and the first that is right', () => {
  const last = (here: AnswerEvent, other: AnswerEvent) =>
    fold(joined([here], [other]))
      .answers.get('walls')
      ?.get('one')?.id;
  expect(last(answer('here'), answer('file', { right: true, at: 2 }))).toBe('file');
  expect(last(answer('here', { at: 3 }), answer('file', { right: true, at: 2 }))).toBe('here');
  expect(last(answer('here', { right: true }), answer('file', { at: 2 }))).toBe('here');
  expect(last(answer('here'), answer('file', { at: 2 }))).toBe('here');
});

test('the place where the learner was stays, unless there is none', () => {
  const own = { ...visit, id: 'own', scenario: 'open' };
  expect(fold(joined([own], [{ ...visit, at: 9 }])).visit).toBe(own);
  expect(fold(joined([answer('a')], [visit])).visit).toBe(visit);
});

const anAnswer = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `id-${n}`),
    at: fc.integer({ min: 0, max: 20 }),
    lesson: fc.constantFrom('walls', 'doors'),
    item: fc.constantFrom('one', 'two', 'three'),
    right: fc.boolean(),
    of: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ id, ...more }) => answer(id, more));
const aLog = fc.uniqueArray(anAnswer, { selector: ({ id }) => id, maxLength: 12 });

test('no file lowers anything, and importing it twice is importing it once', () => {
  fc.assert(
    fc.property(aLog, aLog, aLog, (here, file1, file2) => {
      const before = joined(here, file1);
      const after = joined(before, file2);
      const [old, now] = [fold(before), fold(after)];
      for (const lesson of old.done) expect(now.done.has(lesson)).toBe(true);
      for (const [lesson, items] of old.answers) {
        for (const [item, { right }] of items) {
          const then = now.answers.get(lesson)?.get(item);
          expect(then).toBeDefined();
          if (right) expect(then?.right).toBe(true);
        }
      }
      expect(joined(after, file2)).toEqual(after);
      expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    }),
    { numRuns: 500 },
  );
});
