// One pair of each spec for a whole test file, and the same keys as Node knows them.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { type Entropy, entropyFor } from '../../../src/crypto/drbg.ts';
import type { KeyPair, KeyPairSpec } from '../../../src/crypto/suites.ts';

export const entropyOf = (path: string): Entropy => entropyFor('glassbox', path);

const made = new Map<KeyPairSpec, KeyPair>();

export function aPair(spec: KeyPairSpec): KeyPair {
  const pair = made.get(spec) ?? suites.generateKeyPair(spec, entropyOf(spec));
  made.set(spec, pair);
  return pair;
}

export const nodePrivate = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });

export const nodePublic = (der: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });

export const exported = (key: KeyObject): Uint8Array =>
  Uint8Array.from(
    key.type === 'private'
      ? key.export({ format: 'der', type: 'pkcs8' })
      : key.export({ format: 'der', type: 'spki' }),
  );

export function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const altered = bytes.slice();
  altered[bit >> 3]! ^= 1 << (bit & 7);
  return altered;
}
