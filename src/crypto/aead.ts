// AES-256-GCM (NIST SP 800-38D) as a pair of verbs: seal and open. 96-bit nonce, 128-bit tag.

import { gcm } from '@noble/ciphers/aes.js';

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** Ciphertext with the tag appended. `aad` is authenticated, not encrypted. */
export function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad?: Uint8Array,
): Uint8Array {
  return gcm(key, nonce, aad).encrypt(plaintext);
}

/** The plaintext, or null where the tag does not fit: no unauthenticated byte ever exists. */
export function open(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad?: Uint8Array,
): Uint8Array | null {
  if (sealed.length < TAG_BYTES) return null;
  try {
    return gcm(key, nonce, aad).decrypt(sealed);
  } catch {
    return null;
  }
}
