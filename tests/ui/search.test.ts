// The search, over entries such as the build makes them.

import { expect, test } from 'vitest';
import type { SearchEntry } from '../../src/quiz/search.ts';
import { finderOf } from '../../src/ui/search/finder.ts';

const entry = (title: string, text = '', kind: SearchEntry['kind'] = 'error'): SearchEntry => ({
  kind,
  title,
  text,
  where: '',
  link: `#/reference/${title}`,
});

const find = finderOf([
  entry('IncorrectKeyException', 'The ciphertext was made under another key than the one named.'),
  entry('KMSInvalidStateException', 'The key waits for its deletion.'),
  entry('Grant token', 'Makes a new grant count at once.', 'word'),
  entry('What does a lock stop?', 'Encryption at rest.', 'lesson'),
]);
const titles = (asked: string) => find(asked).map(({ title }) => title);

test.each([
  ['the whole name of an error', 'IncorrectKeyException', 'IncorrectKeyException'],
  ['its name in small letters', 'incorrectkeyexception', 'IncorrectKeyException'],
  ['its words', 'invalid state', 'KMSInvalidStateException'],
  ['the beginning of a word', 'encr', 'What does a lock stop?'],
  ['a slip of the finger', 'ciphertxt', 'IncorrectKeyException'],
])('%s finds it', (_, asked, title) => {
  expect(titles(asked)[0]).toBe(title);
});

test('every word that is asked for must be there', () => {
  expect(titles('grant deletion')).toEqual([]);
});

test('the title counts more than the text', () => {
  expect(titles('grant')[0]).toBe('Grant token');
});

test.each(['', '   ', '***', '"', '\\'])('%j finds nothing, and breaks nothing', (asked) => {
  expect(titles(asked)).toEqual([]);
});
