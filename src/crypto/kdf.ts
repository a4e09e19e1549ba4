// Key derivation in counter mode, NIST SP 800-108 section 4.1, with HMAC-SHA-256 as the pseudorandom function.

import { concat, uint32be } from './bytes.ts';
import { keyedHmacSha256 } from './hash.ts';

const BLOCK_BYTES = 32;

/** `fixedInput` is the caller's whole Label ‖ 0x00 ‖ Context ‖ [L]; the 32-bit counter goes before it. */
export type CounterModeKdf = (fixedInput: Uint8Array, lengthBytes: number) => Uint8Array;

/** For a key from which much is derived. */
export function keyedCounterModeKdf(key: Uint8Array): CounterModeKdf {
  const prf = keyedHmacSha256(key);
  return (fixedInput, lengthBytes) => {
    const blocks: Uint8Array[] = [];
    for (let i = 1; BLOCK_BYTES * blocks.length < lengthBytes; i++) {
      blocks.push(prf(concat(uint32be(i), fixedInput)));
    }
    return concat(...blocks).slice(0, lengthBytes);
  };
}

export const counterModeKdf = (
  key: Uint8Array,
  fixedInput: Uint8Array,
  lengthBytes: number,
): Uint8Array => keyedCounterModeKdf(key)(fixedInput, lengthBytes);
