// The encryption context as bytes: one spelling for each set of pairs, whatever their order.

import { concat, uint32be, utf8 } from '../crypto/bytes.ts';

export type EncryptionContext = Readonly<Record<string, string>> | undefined;

/**
 * Each key and value goes with its length, so that {ab: c} and {a: bc} differ. Sorted as they are
 * spelled, so shorter keys first: AWS ignores the order of the pairs, GCM does not.
 */
export function contextBytes(context: EncryptionContext): Uint8Array {
  const pairs = Object.entries(context ?? {});
  if (pairs.length === 0) return new Uint8Array(0);
  const spelled = pairs.map(([key, value]) => concat(counted(key), counted(value)));
  return concat(uint32be(pairs.length), ...spelled.sort(byBytes));
}

function counted(text: string): Uint8Array {
  const bytes = utf8(text);
  return concat(uint32be(bytes.length), bytes);
}

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
