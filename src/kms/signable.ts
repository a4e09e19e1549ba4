// What Sign and Verify are asked to do, checked: the algorithm fits the key, and the message fits its type.

import { validationError } from '../aws/errors.ts';
import {
  digestBytes,
  MU_BYTES,
  type SignedMessage,
  type SigningAlgorithm as Modelled,
} from '../crypto/suites.ts';
import { errors } from './errors.ts';
import type { KmsKey } from './key.ts';
import { requireAlgorithm } from './refusals.ts';
import type { SigningAlgorithm } from './specs.ts';

interface Asked {
  readonly SigningAlgorithm: SigningAlgorithm;
  readonly Message: Uint8Array;
  readonly MessageType?: SignedMessage['type'];
}

export interface Signable {
  readonly algorithm: Modelled;
  readonly message: SignedMessage;
}

/** Wording of what is not on record is ours. */
export function signable(asked: Asked, key: KmsKey): Signable {
  const { SigningAlgorithm: algorithm, Message: bytes, MessageType: type = 'RAW' } = asked;
  requireAlgorithm(algorithm, key);
  if (algorithm === 'SM2DSA') throw errors.chinaOnly(key.spec);
  if (!TYPES[algorithm].includes(type)) {
    throw validationError(`MessageType ${type} is not supported for algorithm ${algorithm}.`);
  }
  const length = type === 'DIGEST' ? digestBytes[algorithm] : type === 'RAW' ? null : MU_BYTES;
  if (length !== null && bytes.length !== length) throw errors.digestLength(algorithm);
  return { algorithm, message: { bytes, type } };
}

const HASHED: readonly SignedMessage['type'][] = ['RAW', 'DIGEST'];

const TYPES: Readonly<Record<Modelled, readonly SignedMessage['type'][]>> = {
  RSASSA_PSS_SHA_256: HASHED,
  RSASSA_PSS_SHA_384: HASHED,
  RSASSA_PSS_SHA_512: HASHED,
  RSASSA_PKCS1_V1_5_SHA_256: HASHED,
  RSASSA_PKCS1_V1_5_SHA_384: HASHED,
  RSASSA_PKCS1_V1_5_SHA_512: HASHED,
  ECDSA_SHA_256: HASHED,
  ECDSA_SHA_384: HASHED,
  ECDSA_SHA_512: HASHED,
  ED25519_SHA_512: ['RAW'],
  ED25519_PH_SHA_512: ['DIGEST'],
  ML_DSA_SHAKE_256: ['RAW', 'EXTERNAL_MU'],
};
