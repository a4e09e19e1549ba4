// Chance, handed in: a CTR_DRBG (NIST SP 800-90A, AES-256) for each call, seeded from the world's seed and
// the call's path, so that one call more or less moves no other call's bytes. Layout version 1 is frozen:
// share links replay it.

import { rngAesCtrDrbg256 } from '@noble/ciphers/aes.js';
import { hex, utf8 } from './bytes.ts';
import { sha384 } from './hash.ts';

const LAYOUT = 'glassbox/1';
const BLOCK_BYTES = 128;

export interface Entropy {
  bytes(length: number): Uint8Array;
  /** A version 4 UUID. */
  uuid(): string;
}

export function entropyFor(seed: string, path: string): Entropy {
  let generator: ReturnType<typeof rngAesCtrDrbg256> | undefined;
  let block = new Uint8Array(0);
  let used = 0;

  // The generator is drawn from in fixed blocks: a generate request costs two key schedules, and most calls
  // need less than one block. Seeding waits for the first draw, which many calls never make.
  const refill = (): void => {
    generator ??= rngAesCtrDrbg256(sha384(utf8(`${LAYOUT}|${seed}|${path}`)));
    block = generator.randomBytes(BLOCK_BYTES);
    used = 0;
  };

  const bytes = (length: number): Uint8Array => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      if (used === block.length) refill();
      const part = block.subarray(used, used + length - at);
      out.set(part, at);
      at += part.length;
      used += part.length;
    }
    return out;
  };

  return {
    bytes,
    uuid() {
      const raw = bytes(16);
      raw[6] = ((raw[6] ?? 0) & 0x0f) | 0x40;
      raw[8] = ((raw[8] ?? 0) & 0x3f) | 0x80;
      const text = hex(raw);
      return [8, 12, 16, 20, 32]
        .map((end, i, ends) => text.slice(i === 0 ? 0 : ends[i - 1], end))
        .join('-');
    },
  };
}
