// Looks for bytes in everything that can be reached from a value: raw, and in the spellings that code gives to
// bytes when it prints, sends or stores them.

import { inspect } from 'node:util';
import { base64, hex } from '../../src/crypto/bytes.ts';

/** Enough of them that chance does not give a hit. */
const NEEDLE_BYTES = 9;

/** Where these bytes are: paths, or the names of whole-value spellings. */
export function whereabouts(root: unknown, bytes: Uint8Array): readonly string[] {
  const needle = bytes.slice(0, NEEDLE_BYTES);
  const texts = spellings(needle);
  const found: string[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string' && texts.some((text) => value.includes(text))) found.push(path);
    if (value instanceof Uint8Array && contains(value, needle)) found.push(path);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (seen.has(value) || value instanceof Uint8Array) return;
    seen.add(value);
    if (value instanceof Map)
      for (const [key, one] of value) visit([key, one], `${path}<${String(key)}>`);
    if (value instanceof Set) visit([...value], `${path}<set>`);
    for (const key of Reflect.ownKeys(value)) {
      visit((value as Record<PropertyKey, unknown>)[key], `${path}.${String(key)}`);
    }
  };
  visit(root, '');
  const printed = inspect(root, {
    showHidden: true,
    depth: null,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Infinity,
    getters: true,
  });
  if ([...texts, [...needle].join(', ')].some((text) => printed.includes(text)))
    found.push('inspect');
  return found;
}

/** Hexadecimal, base64 at each of its three alignments, and decimal as JSON writes a typed array. */
export function spellings(bytes: Uint8Array): readonly string[] {
  const aligned = [0, 1, 2].map((skip) => base64(bytes.slice(skip, skip + 6)));
  const decimal = [...bytes].join(',');
  const members = [...bytes]
    .slice(1)
    .map((byte, i) => `"${i + 1}":${byte}`)
    .join(',');
  return [hex(bytes), hex(bytes).toUpperCase(), ...aligned, decimal, members];
}

function contains(all: Uint8Array, needle: Uint8Array): boolean {
  for (let at = all.indexOf(needle[0]!); at >= 0; at = all.indexOf(needle[0]!, at + 1)) {
    if (needle.every((byte, i) => all[at + i] === byte)) return true;
  }
  return false;
}
