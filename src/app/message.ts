// How the learner's own program writes what it has sealed: version, nonce, ciphertext with tag. Ours, and
// said to be ours; AWS's own client formats come with the services that use them.

import { NONCE_BYTES, open, seal, TAG_BYTES } from '../crypto/aead.ts';
import { concat } from '../crypto/bytes.ts';

export const VERSION = 1;
const HEADER_BYTES = 1 + NONCE_BYTES;

export const message = { versionBytes: 1, nonceBytes: NONCE_BYTES, tagBytes: TAG_BYTES } as const;

export function sealMessage(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const header = concat(Uint8Array.of(VERSION), nonce);
  return concat(header, seal(key, nonce, plaintext, concat(header, aad)));
}

/** Null where version or tag does not fit. */
export function openMessage(
  key: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array | null {
  const header = sealed.slice(0, HEADER_BYTES);
  if (header[0] !== VERSION) return null;
  return open(key, header.slice(1), sealed.slice(HEADER_BYTES), concat(header, aad));
}
