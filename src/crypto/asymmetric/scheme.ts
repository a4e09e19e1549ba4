// What one key spec can do. A spec that lacks a verb cannot do it: asking is a mistake of the caller's.

import type { Entropy } from '../drbg.ts';
import type {
  Encapsulation,
  KeyPair,
  OaepAlgorithm,
  SignedMessage,
  SigningAlgorithm,
} from '../suites.ts';

export interface Scheme {
  readonly generate: (entropy: Entropy) => KeyPair;
  readonly read: (pkcs8: Uint8Array) => KeyPair | null;
  readonly sign?: (
    pair: KeyPair,
    algorithm: SigningAlgorithm,
    message: SignedMessage,
    entropy: Entropy,
  ) => Uint8Array;
  readonly verify?: (
    publicKey: Uint8Array,
    algorithm: SigningAlgorithm,
    message: SignedMessage,
    signature: Uint8Array,
  ) => boolean;
  readonly decrypt?: (
    pair: KeyPair,
    algorithm: OaepAlgorithm,
    ciphertext: Uint8Array,
  ) => Uint8Array | null;
  readonly agree?: (pair: KeyPair, peer: Uint8Array) => Uint8Array | null;
  readonly encapsulate?: (publicKey: Uint8Array, entropy: Entropy) => Encapsulation | null;
  readonly decapsulate?: (pair: KeyPair, ciphertext: Uint8Array) => Uint8Array | null;
}

/** What was read from a pair, kept as long as the pair lives. */
export function remembered<T>(read: (pair: KeyPair) => T | null): (pair: KeyPair) => T {
  const known = new WeakMap<KeyPair, T>();
  return (pair) => {
    const kept = known.get(pair);
    if (kept !== undefined) return kept;
    const value = read(pair);
    if (value === null) throw new TypeError(`not a key pair of ${pair.spec}`);
    known.set(pair, value);
    return value;
  };
}
