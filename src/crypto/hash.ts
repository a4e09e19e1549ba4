// SHA-2 and HMAC, named as the standards name them.

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256, sha384 as nobleSha384 } from '@noble/hashes/sha2.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

export const sha384 = (bytes: Uint8Array): Uint8Array => nobleSha384(bytes);

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  keyedHmacSha256(key)(message);

/** HMAC hashes its key before any message: for a key that serves often, once is enough. */
export function keyedHmacSha256(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const keyed = hmac.create(nobleSha256, key);
  return (message) => keyed.clone().update(message).digest();
}
