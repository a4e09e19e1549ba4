// Bytes as sectors of a disk, and back.

import { concat } from '../crypto/bytes.ts';
import { SECTOR_BYTES } from '../crypto/xts.ts';
import type { Sectors } from './state.ts';

/** Filled up with zeros to whole sectors. */
export function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / SECTOR_BYTES) * SECTOR_BYTES);
  whole.set(bytes);
  return whole;
}

export const split = (first: number, bytes: Uint8Array): readonly [number, Uint8Array][] =>
  Array.from({ length: Math.ceil(bytes.length / SECTOR_BYTES) }, (_, i) => [
    first + i,
    padded(bytes.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES)),
  ]);

/** Whole sectors, at least so many bytes of them. What was never written is zeros. */
export const joined = (sectors: Sectors, first: number, bytes: number): Uint8Array =>
  concat(
    ...Array.from(
      { length: Math.ceil(bytes / SECTOR_BYTES) },
      (_, i) => sectors.get(first + i) ?? new Uint8Array(SECTOR_BYTES),
    ),
  );

/** All that was ever written, one after the other. */
export const contents = (sectors: Sectors): Uint8Array => concat(...sectors.values());
