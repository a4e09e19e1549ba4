// The hashes that RSA and ECDSA are used with.

import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '../hash.ts';
import type { SignedMessage } from '../suites.ts';

export interface Hash {
  readonly bytes: number;
  readonly digest: (message: Uint8Array) => Uint8Array;
}

/** For OAEP only: no KMS key signs with it. */
export const SHA_1: Hash = { bytes: 20, digest: sha1 };
export const SHA_256: Hash = { bytes: 32, digest: sha256 };
export const SHA_384: Hash = { bytes: 48, digest: sha384 };
export const SHA_512: Hash = { bytes: 64, digest: sha512 };

/** What is signed; null where it cannot be a message for this hash. */
export function findDigest(hash: Hash, { type, bytes }: SignedMessage): Uint8Array | null {
  if (type === 'RAW') return hash.digest(bytes);
  return type === 'DIGEST' && bytes.length === hash.bytes ? bytes : null;
}

export function requireDigest(hash: Hash, message: SignedMessage): Uint8Array {
  const digest = findDigest(hash, message);
  if (!digest) throw new TypeError(`no ${message.type} message of ${message.bytes.length} bytes`);
  return digest;
}
