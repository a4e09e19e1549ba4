// How the message format spells numbers and lengths.

import { concat } from '../bytes.ts';

export function bigEndian(value: number, length: 2 | 4 | 8 | 12): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) {
    out[at] = rest % 256;
  }
  return out;
}

/** The most that two bytes can count. */
export const UINT16_MAX = 0xffff;

/** Two bytes of length, then the bytes. */
export const counted = (bytes: Uint8Array): Uint8Array => concat(bigEndian(bytes.length, 2), bytes);
