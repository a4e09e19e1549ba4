// Access keys that IAM and STS give out in this world. Others need no record: they follow from an ARN.

import { base64 } from '../crypto/bytes.ts';
import type { Entropy } from '../crypto/drbg.ts';
import type { Policy } from './iam/policy.ts';
import { base32 } from './principal.ts';

export interface AccessKey {
  readonly id: string;
  /** ARN of the user, or of the session. */
  readonly holder: string;
  readonly createdAt: number;
  /** A key that was deleted stays known, so that nobody takes it for an unknown one. */
  readonly status: 'Active' | 'Deleted';
  readonly session?: Session;
}

/** What AssumeRole gave out. */
export interface Session {
  /** ARN of the role. */
  readonly role: string;
  readonly expiresAt: number;
  /** They allow nothing by themselves: they narrow what the role may. */
  readonly policies?: readonly Policy[];
}

export const newAccessKeyId = (prefix: 'AKIA' | 'ASIA', entropy: Entropy): string =>
  prefix + base32(entropy.bytes(16));

/** It opens nothing: the simulator checks no signature. */
export const newSecretKey = (entropy: Entropy): string => base64(entropy.bytes(30));
