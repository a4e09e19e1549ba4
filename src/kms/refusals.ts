// Requests that are well formed and yet cannot be served, whatever the state of the key.

import { notModelled, refuse } from '../aws/errors.ts';
import type { KmsKey } from './key.ts';

/** Symmetric keys know one algorithm. */
export function symmetricOnly(algorithm: string | undefined, key: KmsKey): void {
  if (algorithm === undefined || algorithm === 'SYMMETRIC_DEFAULT') return;
  throw refuse(
    'InvalidKeyUsageException',
    `Algorithm ${algorithm} is incompatible with key spec SYMMETRIC_DEFAULT.`,
    `${key.arn} is a symmetric key: it has no public half that this algorithm could use.`,
  );
}

/** Nitro Enclaves: a document that only real hardware can sign. */
export function noEnclave(recipient: unknown): void {
  if (recipient !== undefined) throw notModelled('attestation by Nitro Enclaves (Recipient)');
}
