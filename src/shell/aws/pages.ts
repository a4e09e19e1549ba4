// The CLI asks for page after page by itself, and shows them as one.

import type { Operation } from '../../aws/operation.ts';
import type { Members, Outcome } from '../../aws/trace.ts';

/** Members that carry a reader on, in request and answer. */
const TOKENS: readonly (readonly [asked: string, answered: string])[] = [
  ['Marker', 'NextMarker'],
  ['Marker', 'Marker'],
  ['NextToken', 'NextToken'],
  ['nextToken', 'nextToken'],
  ['ContinuationToken', 'NextContinuationToken'],
];

/** Said of pages, and of no interest once they are one. */
const OF_PAGES: readonly string[] = ['Truncated', 'IsTruncated', 'KeyCount', 'MaxKeys'];

const MAX_PAGES = 1000;

export function allPages(
  { input: { members: asks }, output: { members: answers } }: Operation,
  input: Members,
  take: (input: Members) => Outcome,
): Outcome {
  const first = take(input);
  const pair = TOKENS.find(([asked, answered]) => asks[asked] && answers[answered]);
  if (!first.ok || !pair || input[pair[0]] !== undefined) return first;
  const [asked, answered] = pair;
  let whole: Members = first.output;
  let token = first.output[answered];
  for (let page = 1; token !== undefined && page < MAX_PAGES; page++) {
    const next = take({ ...input, [asked]: token });
    if (!next.ok) return next;
    whole = joined(whole, next.output);
    token = next.output[answered];
  }
  const shown = Object.entries(whole).filter(
    ([name]) => name !== answered && !OF_PAGES.includes(name),
  );
  return { ok: true, output: Object.fromEntries(shown) };
}

const joined = (one: Members, other: Members): Members => {
  const lists = Object.entries(other).filter(([, value]) => Array.isArray(value));
  return {
    ...one,
    ...Object.fromEntries(
      lists.map(([name, value]) => [
        name,
        [...((one[name] ?? []) as unknown[]), ...(value as unknown[])],
      ]),
    ),
  };
};
