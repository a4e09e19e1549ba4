// What Sign and Verify are asked to do, checked: the algorithm fits the key, and the message fits its type.

import {
  digestBytes,
  MU_BYTES,
  type SignedMessage,
  type SigningAlgorithm as Modelled,
} from '../crypto/suites.ts';
import { errors } from './errors.ts';
import type { KmsKey } from './key.ts';
import { requireAlgorithm } from './refusals.ts';
import { algorithmsOf, type SigningAlgorithm } from './specs.ts';

interface Asked {
  readonly SigningAlgorithm: SigningAlgorithm;
  readonly Message: Uint8Array;
  readonly MessageType?: SignedMessage['type'];
}

export interface Signable {
  readonly algorithm: Modelled;
  readonly message: SignedMessage;
}

export function signable(asked: Asked, key: KmsKey): Signable {
  const { SigningAlgorithm: algorithm, Message: bytes, MessageType: type = 'RAW' } = asked;
  requireAlgorithm(algorithm, key);
  if (algorithm === 'SM2DSA') throw errors.chinaOnly(key.spec);
  if (!TYPES[algorithm].includes(type))
    throw errors.messageType(type, misfitOf(type, algorithm, key));
  if (type === 'DIGEST' && bytes.length !== digestBytes[algorithm]) {
    throw errors.digestLength(algorithm);
  }
  if (type === 'EXTERNAL_MU' && bytes.length !== MU_BYTES) throw errors.muLength(algorithm);
  return { algorithm, message: { bytes, type } };
}

/** Where no algorithm of the key takes such a message, AWS blames the key's spec. */
function misfitOf(type: SignedMessage['type'], algorithm: Modelled, key: KmsKey): string {
  const isKnown = algorithmsOf(key).some((one) => TYPES[one as Modelled].includes(type));
  return isKnown ? `algorithm ${algorithm}` : `key spec ${key.spec}`;
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
