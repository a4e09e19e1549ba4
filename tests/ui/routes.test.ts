import { expect, test } from 'vitest';
import { entryLink, lessonLink, referenceLink, routeOf, searchLink } from '../../src/ui/routes.ts';

test('an empty hash is the front page', () => {
  for (const hash of ['', '#', '#/']) expect(routeOf(hash)).toEqual({ page: 'home' });
});

test('a lesson is named without its number', () => {
  expect(routeOf('#/learn/envelope-encryption')).toEqual({
    page: 'lesson',
    lesson: 'envelope-encryption',
  });
});

test('a beat of a scenario, or of its what-if, has an address, and the address leads back to it', () => {
  for (const spot of [
    { scenario: 'seal', beat: 0 },
    { scenario: 'open~other-context', beat: 12 },
  ]) {
    expect(routeOf(lessonLink('envelope-encryption', spot))).toEqual({
      page: 'lesson',
      lesson: 'envelope-encryption',
      spot,
    });
  }
});

test('a scenario without a beat starts before its first', () => {
  expect(routeOf('#/learn/a/seal')).toMatchObject({ spot: { scenario: 'seal', beat: 0 } });
});

test('the reference has an address, and so has each operation', () => {
  expect(routeOf(referenceLink())).toEqual({ page: 'reference' });
  expect(routeOf('#/reference/')).toEqual({ page: 'reference' });
  expect(routeOf(referenceLink('Encrypt'))).toEqual({ page: 'reference', operation: 'Encrypt' });
});

test.each([
  '#/nowhere',
  '#/reference/Encrypt/more',
  '#/reference//',
  '#/learn',
  '#/learn/a/seal/minus-one',
  '#/learn/a/seal/-1',
  '#/learn/a/seal/1/2',
  '#/learn/a//1',
  '#/%E0%A4%A',
  '#/constructor',
  '#/__proto__/x',
  '#elsewhere',
])('%s leads nowhere, and the page can say so', (hash) => {
  expect(routeOf(hash)).toEqual({ page: 'unknown', address: hash });
});

test('a page that is looked up has an address, and so has a search', () => {
  expect(routeOf('#/pages/access-denied')).toEqual({ page: 'page', slug: 'access-denied' });
  const spot = { scenario: 'causes', beat: 3 };
  expect(routeOf(entryLink({ kind: 'page', slug: 'access-denied' }, spot))).toEqual({
    page: 'page',
    slug: 'access-denied',
    spot,
  });
  expect(routeOf(searchLink())).toEqual({ page: 'search' });
  expect(routeOf(searchLink('key state?/'))).toEqual({ page: 'search', asked: 'key state?/' });
});
