// The mask generation function of OAEP and PSS, RFC 8017 appendix B.2.1.

import { concat, uint32be } from '../bytes.ts';
import type { Hash } from './hashes.ts';

/** The bytes, masked by what the seed gives. Masking twice gives them back. */
export function masked(hash: Hash, seed: Uint8Array, bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * hash.bytes < bytes.length; i++) {
    blocks.push(hash.digest(concat(seed, uint32be(i))));
  }
  const mask = concat(...blocks);
  return bytes.map((byte, i) => byte ^ (mask[i] ?? 0));
}
