// RSA as KMS offers it: OAEP, PSS and PKCS #1 v1.5 signatures, with two-prime keys of three lengths.

import { decrypt } from './oaep.ts';
import { findDigest, requireDigest } from './hashes.ts';
import {
  generateRsa,
  lower,
  raise,
  readRsa,
  readRsaPublic,
  rsaPrivateOf,
  type RsaSpec,
} from './rsa-key.ts';
import { encodingOf } from './rsa-signature.ts';
import type { Scheme } from './scheme.ts';

export function rsa(spec: RsaSpec): Scheme {
  return {
    generate: (entropy) => generateRsa(spec, entropy),
    read: (pkcs8) => readRsa(spec, pkcs8),
    decrypt,

    sign(pair, algorithm, message, entropy) {
      const { hash, encode } = encodingOf(algorithm);
      const key = rsaPrivateOf(pair);
      const signature = lower(key, encode(requireDigest(hash, message), key.bytes, entropy));
      if (!signature) throw new TypeError('an encoding above the modulus');
      return signature;
    },

    verify(publicKey, algorithm, message, signature) {
      const { hash, fits } = encodingOf(algorithm);
      const key = readRsaPublic(spec, publicKey);
      const digest = findDigest(hash, message);
      const encoded = key && raise(key, signature);
      return !!digest && !!encoded && fits(digest, encoded);
    },
  };
}
