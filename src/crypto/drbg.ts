// Chance, handed in: a CTR_DRBG (NIST SP 800-90A, AES-256) for each call, seeded from the world's seed and
// the call's path, so that one call more or less moves no other call's bytes. Layout version 1 is frozen:
// share links replay it.

import { ctr } from '@noble/ciphers/aes.js';
import { hex, utf8 } from './bytes.ts';
import { sha384 } from './hash.ts';

const LAYOUT = 'glassbox/1';
const BLOCK_BYTES = 64;

export interface Entropy {
  bytes(length: number): Uint8Array;
  /** A version 4 UUID. */
  uuid(): string;
}

export function entropyFor(seed: string, path: string): Entropy {
  let generate: (() => Uint8Array) | undefined;
  let block: Uint8Array = new Uint8Array(0);
  let used = 0;

  // The generator is drawn from in fixed blocks: most calls need less than one. Seeding waits for the first
  // draw, which many calls never make.
  const refill = (): void => {
    generate ??= ctrDrbg(sha384(utf8(`${LAYOUT}|${seed}|${path}`)), BLOCK_BYTES);
    block = generate();
    used = 0;
  };

  const bytes = (length: number): Uint8Array => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length;) {
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
      const part = (from: number, to: number): string => text.slice(from, to);
      return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
    },
  };
}

const KEY_BYTES = 32;
/** Key and counter. */
const STATE_BYTES = KEY_BYTES + 16;

/**
 * SP 800-90A section 10.2.1, without a derivation function and without reseeding, for requests of one length.
 * A request runs the counter for its output and then, under the same key, for the next state: one call of
 * the cipher does both.
 */
export function ctrDrbg(seed: Uint8Array, length: number): () => Uint8Array {
  let state: Uint8Array = UNSEEDED.map((byte, i) => byte ^ (seed[i] ?? 0));
  return () => {
    const stream = next(state, length);
    state = stream.subarray(length);
    return stream.subarray(0, length);
  };
}

/** Where every generator begins: key and counter of zeros, updated once. */
const UNSEEDED = next(new Uint8Array(STATE_BYTES));

/** So many bytes of output, and the state after them. */
function next(state: Uint8Array, length = 0): Uint8Array {
  const counter = state.slice(KEY_BYTES);
  increment(counter);
  const run = new Uint8Array(length + STATE_BYTES);
  return ctr(state.subarray(0, KEY_BYTES), counter).encrypt(run, run);
}

/** V + 1, modulo 2^128. */
function increment(counter: Uint8Array): void {
  for (let i = counter.length - 1; i >= 0; i--) {
    counter[i] = ((counter[i] ?? 0) + 1) & 0xff;
    if (counter[i] !== 0) return;
  }
}
