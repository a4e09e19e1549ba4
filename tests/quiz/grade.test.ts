import { expect, test } from 'vitest';
import { standing } from '../../src/quiz/mark.ts';
import { orderOf } from '../../src/quiz/order.ts';
import { typeOf } from '../../src/quiz/types/index.ts';
import { anItem, option } from './fixture.ts';

const two = anItem({
  type: 'multiple',
  stem: 'Choose TWO that hold.',
  options: [option('a', true), option('b'), option('c', true), option('d')],
});

const grade = (item: ReturnType<typeof anItem>, ...chosen: number[]) =>
  typeOf(item).grade(item, chosen);

test('the right option is right, any other is wrong', () => {
  expect(grade(anItem(), 0).state).toBe('right');
  expect(grade(anItem(), 2).state).toBe('wrong');
});

test('another number of picks than asked for is no answer', () => {
  expect(grade(anItem())).toEqual({ state: 'invalid', say: 'Choose exactly one.' });
  expect(grade(two, 0)).toEqual({ state: 'invalid', say: 'Choose exactly two.' });
  expect(grade(two, 0, 0)).toEqual({ state: 'invalid', say: 'Choose exactly two.' });
  expect(grade(two, 0, 1, 2).state).toBe('invalid');
});

test('an index that is no option is no pick', () => {
  expect(grade(anItem(), 7).state).toBe('invalid');
});

test('several are all or nothing, in any order, and what was found is counted', () => {
  expect(grade(two, 2, 0)).toEqual({ state: 'right', found: 2, of: 2 });
  expect(grade(two, 0, 1)).toEqual({ state: 'wrong', found: 1, of: 2 });
});

test('options are shuffled, always in the same way, and none is lost', () => {
  const orders = ['a', 'b', 'c', 'd', 'e'].map((id) => orderOf(anItem({ id })).join());
  expect(orderOf(anItem())).toEqual(orderOf(anItem()));
  expect([...orderOf(two)].sort()).toEqual([0, 1, 2, 3]);
  expect(new Set(orders).size).toBeGreaterThan(1);
});

test('true and false, and outcomes, keep the order of the author', () => {
  const options = [option('True'), option('False', true)];
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    expect(orderOf(anItem({ id, type: 'true-false', options }))).toEqual([0, 1]);
    expect(orderOf(anItem({ id, type: 'predict' }))).toEqual([0, 1, 2]);
  }
});

test('a checkpoint is done when every question is answered, right or wrong', () => {
  const items = [anItem({ id: 'a' }), anItem({ id: 'b' })];
  const given = new Map([['a', true]]);
  const now = () => standing(items, ({ id }) => given.get(id));
  expect(now()).toEqual({ of: 2, answered: 1, right: 1, done: false });
  given.set('b', false);
  expect(now()).toEqual({ of: 2, answered: 2, right: 1, done: true });
});
