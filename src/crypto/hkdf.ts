// Key derivation by extract and expand, RFC 5869, with the SHA-2 hashes that AWS's client-side formats use.

import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

const hashes = { SHA_256: sha256, SHA_384: sha384, SHA_512: sha512 } as const;

export type HkdfHash = keyof typeof hashes;

interface Derivation {
  readonly hash: HkdfHash;
  readonly key: Uint8Array;
  /** As many zeros as the hash is long, where absent. */
  readonly salt?: Uint8Array;
  readonly info: Uint8Array;
  readonly lengthBytes: number;
}

export const hkdf = ({ hash, key, salt, info, lengthBytes }: Derivation): Uint8Array =>
  nobleHkdf(hashes[hash], key, salt, info, lengthBytes);
