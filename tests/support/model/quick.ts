// A world in which imports are quick: wrapping is a mark of sixteen bytes instead of RSA, which is proved elsewhere.
// All other cryptography is the real one.

import { Cloud } from '../../../src/aws/cloud.ts';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { concat, equalBytes } from '../../../src/crypto/bytes.ts';
import type { Suites } from '../../../src/crypto/suites.ts';
import { services } from '../../../src/scenario/services.ts';
import { ACCOUNT, NOW } from '../cloud.ts';

const MARK_BYTES = 16;

const quickSuites: Suites = {
  ...suites,
  generateKeyPair(spec, entropy) {
    if (!spec.startsWith('RSA_')) return suites.generateKeyPair(spec, entropy);
    const mark = entropy.bytes(MARK_BYTES);
    return { spec, publicKey: mark, privateKey: mark.slice() };
  },
  unwrap: (_algorithm, { publicKey }, wrapped) =>
    equalBytes(wrapped.slice(0, MARK_BYTES), publicKey) ? wrapped.slice(MARK_BYTES) : null,
};

export const quicklyWrapped = (publicKey: Uint8Array, material: Uint8Array): Uint8Array =>
  concat(publicKey, material);

/** Its clock stands still unless it is moved. */
export const quickCloud = (seed = 'quick'): Cloud =>
  new Cloud({
    services,
    seed,
    now: NOW,
    tick: 0,
    account: ACCOUNT,
    region: 'us-east-1',
    suites: quickSuites,
  });
