// The order in which options stand on screen: shuffled, and always the same for the same question, so
// that nobody learns a position and nothing moves between two visits.

import type { Item } from './item.ts';
import { typeOf } from './types/index.ts';

/** Indexes into `item.options`. */
export function orderOf(item: Item): readonly number[] {
  const authored = item.options.map((_, i) => i);
  if (!typeOf(item).shuffled) return authored;
  const weight = new Map(authored.map((i) => [i, hash(`${item.id}/${i}`)]));
  return authored.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0));
}

/** FNV-1a, with a last mix: neighbours must not stay neighbours. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}
