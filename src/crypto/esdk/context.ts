// The encryption context inside a message: pairs sorted by their names' bytes, each with its length before it.

import { concat, utf8 } from '../bytes.ts';
import { bigEndian, counted, UINT16_MAX } from './numbers.ts';
import type { Reader } from './reader.ts';

export type Context = Readonly<Record<string, string>>;

/** Under this name a signing suite keeps the key that verifies. Nobody else may use it. */
export const PUBLIC_KEY = 'aws-crypto-public-key';

/** Nothing for an empty one; null where a length does not fit in its two bytes. */
export function contextBytes(context: Context): Uint8Array | null {
  const pairs = Object.entries(context).map(([name, value]) => [utf8(name), utf8(value)] as const);
  if (pairs.length === 0) return new Uint8Array();
  const fits = (bytes: Uint8Array): boolean => bytes.length <= UINT16_MAX;
  if (pairs.length > UINT16_MAX || !pairs.flat().every(fits)) return null;
  const sorted = pairs.toSorted(([one], [other]) => byBytes(one, other));
  const bytes = concat(
    bigEndian(pairs.length, 2),
    ...sorted.map(([name, value]) => concat(counted(name), counted(value))),
  );
  return fits(bytes) ? bytes : null;
}

function byBytes(one: Uint8Array, other: Uint8Array): number {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  if (at < 0) return one.length - other.length;
  return (one[at] ?? 0) - (other[at] ?? -1);
}

export function readContext(reader: Reader): Context {
  reader.begin('encryption context');
  const length = reader.number('length', 2);
  if (length === 0) return {};
  const end = reader.at + length;
  const pairs = new Map<string, string>();
  for (let left = reader.number('number of pairs', 2); left > 0; left--) {
    const name = reader.text('name', reader.number('length of the name', 2), 'plain');
    if (pairs.has(name)) reader.refuse('MalformedMessage', 'is there twice');
    pairs.set(name, reader.text('value', reader.number('length of the value', 2), 'plain'));
  }
  if (reader.at !== end) {
    reader.refuse(
      'MalformedMessage',
      `the pairs do not end where their length says, at byte ${end}`,
    );
  }
  return Object.fromEntries(pairs);
}
