// Tags: what may be one, and how many a key may carry. Messages: facts sheet, section 2.

import { errors } from './errors.ts';
import { limits } from './limits.ts';

type Tags = ReadonlyMap<string, string>;

export interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** What a key carries once these are added; a key that is there already gets the new value. */
export function withTags(before: Tags, added: readonly Tag[]): Tags {
  const names = added.map(({ TagKey }) => TagKey);
  if (new Set(names).size < names.length) throw errors.tags('Duplicate tag keys');
  const after = new Map(before);
  for (const { TagKey, TagValue } of added) after.set(TagKey, TagValue);
  if (after.size > limits.tagsPerKey) throw errors.tags('Too many tags');
  refuseReserved(names);
  return after;
}

/** Names that AWS keeps for itself, in any mixture of capitals. */
export function refuseReserved(names: readonly string[]): void {
  if (names.some((name) => /^aws:/i.test(name))) {
    throw errors.tags('Tags beginning with aws: are reserved');
  }
}
