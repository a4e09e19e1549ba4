// RSAES-OAEP, RFC 8017 section 7.1, with an empty label and the same hash throughout.

import { concat, equalBytes } from '../bytes.ts';
import type { Entropy } from '../drbg.ts';
import type { KeyPair, OaepAlgorithm } from '../suites.ts';
import { type Hash, SHA_1, SHA_256 } from './hashes.ts';
import { masked } from './mgf1.ts';
import { findRsaPublic, lower, raise, rsaPrivateOf } from './rsa-key.ts';

const hashes: Readonly<Record<OaepAlgorithm, Hash>> = {
  RSAES_OAEP_SHA_1: SHA_1,
  RSAES_OAEP_SHA_256: SHA_256,
};

export function encrypt(
  publicKey: Uint8Array,
  algorithm: OaepAlgorithm,
  plaintext: Uint8Array,
  entropy: Entropy,
): Uint8Array | null {
  const key = findRsaPublic(publicKey);
  const hash = hashes[algorithm];
  if (!key || plaintext.length > key.bytes - 2 * hash.bytes - 2) return null;

  const block = new Uint8Array(key.bytes - hash.bytes - 1);
  block.set(hash.digest(NO_LABEL));
  block[block.length - plaintext.length - 1] = 1;
  block.set(plaintext, block.length - plaintext.length);
  const seed = entropy.bytes(hash.bytes);
  const maskedBlock = masked(hash, seed, block);
  return raise(key, concat(ZERO, masked(hash, maskedBlock, seed), maskedBlock));
}

/** The plaintext; null whatever is wrong, and nothing says what. */
export function decrypt(
  pair: KeyPair,
  algorithm: OaepAlgorithm,
  ciphertext: Uint8Array,
): Uint8Array | null {
  const encoded = lower(rsaPrivateOf(pair), ciphertext);
  return encoded && unpadded(hashes[algorithm], encoded);
}

function unpadded(hash: Hash, encoded: Uint8Array): Uint8Array | null {
  const maskedBlock = encoded.subarray(1 + hash.bytes);
  const seed = masked(hash, maskedBlock, encoded.subarray(1, 1 + hash.bytes));
  const block = masked(hash, seed, maskedBlock);
  const isOurs = equalBytes(block.subarray(0, hash.bytes), hash.digest(NO_LABEL));
  const end = block.findIndex((byte, i) => i >= hash.bytes && byte !== 0);
  return encoded[0] === 0 && isOurs && block[end] === 1 ? block.slice(end + 1) : null;
}

const NO_LABEL = new Uint8Array();
const ZERO = Uint8Array.of(0);
