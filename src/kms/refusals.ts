// Requests that are well formed and yet cannot be served, whatever the state of the key.

import { notModelled } from '../aws/errors.ts';
import { errors } from './errors.ts';
import type { Way } from './hsm.ts';
import type { KmsKey } from './key.ts';
import { algorithmsOf, longestPlaintext, type Algorithm } from './specs.ts';

/** Each key knows the algorithms of its spec and usage. */
export function requireAlgorithm(algorithm: Algorithm, key: KmsKey): void {
  if (!algorithmsOf(key).includes(algorithm)) throw errors.algorithm(algorithm, key.spec);
}

/** RSA encrypts one block; the limit of symmetric keys is in the shape. */
export function requireRoomFor(
  plaintext: Uint8Array,
  algorithm: Way['algorithm'],
  { spec }: KmsKey,
): void {
  if (algorithm === 'SYMMETRIC_DEFAULT') return;
  const longest = longestPlaintext(algorithm, spec);
  if (plaintext.length > longest) throw errors.plaintextTooLong(algorithm, spec, longest);
}

/** Nitro Enclaves: a document that only real hardware can sign. */
export function noEnclave(recipient: unknown): void {
  if (recipient !== undefined) throw notModelled('attestation by Nitro Enclaves (Recipient)');
}
