// Keys under keys: AES key wrap with padding (RFC 5649), and the two-layer RSA_AES_KEY_WRAP of imports, an
// ephemeral AES-256 key under RSA-OAEP and then the target under that key.

import { aeskwp } from '@noble/ciphers/aes.js';
import { concat } from '../bytes.ts';
import type { Entropy } from '../drbg.ts';
import type { KeyPair, OaepAlgorithm, WrappingAlgorithm } from '../suites.ts';
import { decrypt, encrypt } from './oaep.ts';
import { rsaPrivateOf } from './rsa-key.ts';

const EPHEMERAL_KEY_BYTES = 32;

export const wrapWithPadding = (kek: Uint8Array, key: Uint8Array): Uint8Array =>
  aeskwp(kek).encrypt(key);

export function unwrapWithPadding(kek: Uint8Array, wrapped: Uint8Array): Uint8Array | null {
  const cipher = aeskwp(kek);
  try {
    return cipher.decrypt(wrapped);
  } catch {
    return null;
  }
}

/** The OAEP that an algorithm begins with, and whether it wraps the target or an ephemeral key. */
const layers: Readonly<
  Record<WrappingAlgorithm, { readonly oaep: OaepAlgorithm; readonly isTwofold: boolean }>
> = {
  RSAES_OAEP_SHA_1: { oaep: 'RSAES_OAEP_SHA_1', isTwofold: false },
  RSAES_OAEP_SHA_256: { oaep: 'RSAES_OAEP_SHA_256', isTwofold: false },
  RSA_AES_KEY_WRAP_SHA_1: { oaep: 'RSAES_OAEP_SHA_1', isTwofold: true },
  RSA_AES_KEY_WRAP_SHA_256: { oaep: 'RSAES_OAEP_SHA_256', isTwofold: true },
};

export function wrap(
  algorithm: WrappingAlgorithm,
  publicKey: Uint8Array,
  target: Uint8Array,
  entropy: Entropy,
): Uint8Array | null {
  const { oaep, isTwofold } = layers[algorithm];
  if (!isTwofold) return encrypt(publicKey, oaep, target, entropy);
  const ephemeral = entropy.bytes(EPHEMERAL_KEY_BYTES);
  const first = encrypt(publicKey, oaep, ephemeral, entropy);
  return first && concat(first, wrapWithPadding(ephemeral, target));
}

export function unwrap(
  algorithm: WrappingAlgorithm,
  pair: KeyPair,
  wrapped: Uint8Array,
): Uint8Array | null {
  const { oaep, isTwofold } = layers[algorithm];
  if (!isTwofold) return decrypt(pair, oaep, wrapped);
  const { bytes } = rsaPrivateOf(pair);
  const ephemeral = decrypt(pair, oaep, wrapped.subarray(0, bytes));
  if (ephemeral?.length !== EPHEMERAL_KEY_BYTES) return null;
  return unwrapWithPadding(ephemeral, wrapped.subarray(bytes));
}
