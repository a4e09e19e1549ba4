// Key derivation in counter mode, NIST SP 800-108 section 4.1, with HMAC-SHA-256 as the pseudorandom function.

import { concat, uint32be } from './bytes.ts';
import { hmacSha256 } from './hash.ts';

const BLOCK_BYTES = 32;

/** `fixedInput` is the caller's whole Label ‖ 0x00 ‖ Context ‖ [L]; the 32-bit counter goes before it. */
export function counterModeKdf(
  key: Uint8Array,
  fixedInput: Uint8Array,
  lengthBytes: number,
): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(lengthBytes / BLOCK_BYTES) }, (_, i) =>
    hmacSha256(key, concat(uint32be(i + 1), fixedInput)),
  );
  const [first] = blocks;
  if (blocks.length === 1 && first && lengthBytes === BLOCK_BYTES) return first;
  return concat(...blocks).slice(0, lengthBytes);
}
