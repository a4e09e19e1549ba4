// The entries of the search, from what the course and the engine say anyway.

import type { SearchEntry } from '../quiz/search.ts';
import type { Catalogue } from './catalogue-type.ts';
import type { Draft } from './course.ts';

export const searchEntries = (
  drafts: readonly Draft[],
  { errors, operations }: Pick<Catalogue, 'errors' | 'operations'>,
): readonly SearchEntry[] => [
  ...drafts.flatMap(ofDraft),
  ...errors().map(({ code, meaning, raisedBy }): SearchEntry => {
    const [first] = raisedBy;
    return {
      kind: 'error',
      title: code,
      text: meaning,
      where: raisedBy.length === 0 ? 'any operation' : shortened(raisedBy),
      link: first === undefined ? '#/reference' : `#/reference/${encodeURIComponent(first)}`,
    };
  }),
  ...operations().map(({ address, title, summary }): SearchEntry => ({
    kind: 'operation',
    title: address,
    text: summary,
    where: title,
    link: `#/reference/${encodeURIComponent(address)}`,
  })),
];

const MOST_NAMED = 3;

const shortened = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;

/** As it is read, not as it is written. */
const plain = (text: string): string => text.replaceAll(/[`*]/g, '');

function ofDraft({ meta, page, quiz }: Draft): SearchEntry[] {
  const { kind, title: where, slug } = meta;
  const link = kind === 'lesson' ? `#/learn/${slug}` : `#/pages/${slug}`;
  return [
    { kind, title: where, text: [meta.summary, ...meta.goals].join(' '), where: '', link },
    ...page.sections.map(({ title, text }) => ({ kind, title: plain(title), text, where, link })),
    ...meta.terms.map(({ term, meaning }): SearchEntry => ({
      kind: 'word',
      title: term,
      text: plain(meaning),
      where,
      link,
    })),
    ...quiz.map(({ stem, options }): SearchEntry => ({
      kind: 'question',
      title: plain(stem),
      // The answers stay out: a search is no key.
      text: options.map(({ text }) => plain(text)).join(' · '),
      where,
      link,
    })),
  ];
}
