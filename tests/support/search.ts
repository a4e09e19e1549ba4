// Looks for bytes in everything that can be reached from a value: raw, and in the spellings that code gives to
// bytes when it prints, sends or stores them.

import { inspect } from 'node:util';
import { base64, hex } from '../../src/crypto/bytes.ts';

/** Enough of them that chance does not give a hit. */
const NEEDLE_BYTES = 9;

export interface Haystack {
  readonly bytes: Buffer;
  readonly text: string;
}

/** All bytes and all text that can be reached, own properties hidden or not, and what Node prints of them. */
export function haystackOf(root: unknown): Haystack {
  const bytes: Uint8Array[] = [];
  const texts = [inspect(root, WHOLE)];
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (seen.has(value)) return;
    seen.add(value);
    if (value instanceof Uint8Array) {
      bytes.push(value);
      return;
    }
    if (value instanceof Map) for (const pair of value) pair.forEach(visit);
    if (value instanceof Set) value.forEach(visit);
    for (const key of Reflect.ownKeys(value)) visit((value as Record<PropertyKey, unknown>)[key]);
  };
  visit(root);
  return { bytes: Buffer.concat(bytes), text: texts.join('\n') };
}

const WHOLE = {
  showHidden: true,
  depth: null,
  maxArrayLength: null,
  maxStringLength: null,
  breakLength: Infinity,
} as const;

/** How these bytes can be found in there: 'bytes', or the spellings. */
export function tracesOf(all: Uint8Array, { bytes, text }: Haystack): readonly string[] {
  const needle = all.slice(0, NEEDLE_BYTES);
  const spelled = spellings(needle).filter((spelling) => text.includes(spelling));
  return bytes.includes(Buffer.from(needle)) ? ['bytes', ...spelled] : spelled;
}

/** Hexadecimal, base64 at each of its three alignments, and decimal as JSON and Node write a typed array. */
export function spellings(bytes: Uint8Array): readonly string[] {
  const aligned = [0, 1, 2].map((skip) => base64(bytes.slice(skip, skip + 6)));
  const members = [...bytes].slice(1).map((byte, i) => `"${i + 1}":${byte}`);
  return [
    hex(bytes),
    hex(bytes).toUpperCase(),
    ...aligned,
    [...bytes].join(','),
    [...bytes].join(', '),
    members.join(','),
  ];
}
