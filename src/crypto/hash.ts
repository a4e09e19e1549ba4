// SHA-2 and HMAC, named as the standards name them.

import { hmac } from '@noble/hashes/hmac.js';
import {
  sha224 as nobleSha224,
  sha256 as nobleSha256,
  sha384 as nobleSha384,
  sha512 as nobleSha512,
} from '@noble/hashes/sha2.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

export const sha384 = (bytes: Uint8Array): Uint8Array => nobleSha384(bytes);

export const sha512 = (bytes: Uint8Array): Uint8Array => nobleSha512(bytes);

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  keyedHmacSha256(key)(message);

/** HMAC hashes its key before any message: for a key that serves often, once is enough. */
export function keyedHmacSha256(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const keyed = hmac.create(nobleSha256, key);
  return (message) => keyed.clone().update(message).digest();
}

const macHashes = {
  HMAC_SHA_224: nobleSha224,
  HMAC_SHA_256: nobleSha256,
  HMAC_SHA_384: nobleSha384,
  HMAC_SHA_512: nobleSha512,
} as const;

export type MacAlgorithm = keyof typeof macHashes;

export const mac = (algorithm: MacAlgorithm, key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmac(macHashes[algorithm], key, message);
