// Finds entries by the beginnings of words, forgiving a slip. Names of errors and operations are split where a capital
// begins a word, so that "key state" finds KMSInvalidStateException.

import MiniSearch from 'minisearch';
import type { SearchEntry } from '../../quiz/search.ts';

export type Finder = (asked: string) => readonly SearchEntry[];

const MOST = 40;

export function finderOf(entries: readonly SearchEntry[]): Finder {
  const index = new MiniSearch<SearchEntry & { id: number }>({
    fields: ['title', 'text', 'where'],
    tokenize: wordsOf,
  });
  index.addAll(entries.map((entry, id) => ({ id, ...entry })));
  return (asked) =>
    index
      .search(asked, {
        tokenize: wordsOf,
        prefix: true,
        fuzzy: (word) => (word.length > 4 ? 0.2 : false),
        boost: { title: 3 },
        combineWith: 'AND',
      })
      .slice(0, MOST)
      .flatMap(({ id }) => entries[Number(id)] ?? []);
}

/** A name counts as it is, and by its words. */
function wordsOf(text: string): string[] {
  const plain = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return plain.flatMap((word) => {
    const parts = word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}
