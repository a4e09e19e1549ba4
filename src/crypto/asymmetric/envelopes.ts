// The envelopes that keys travel in: SubjectPublicKeyInfo (RFC 5280) and PKCS #8 (RFC 5958). Which algorithm and
// which curve a key is for is one fixed run of bytes, so that a key of another kind is refused by comparison.

import { bytesToNumberBE } from '@noble/curves/utils.js';
import { fromHex } from '../bytes.ts';
import type { KeyPairSpec } from '../suites.ts';
import {
  bitString,
  integer,
  octetString,
  readSequence,
  sequence,
  tags,
  wholeBytes,
} from './der.ts';

/** AlgorithmIdentifier, whole: RFC 8017 A.1, RFC 5480, RFC 8410, RFC 9881, RFC 9935. */
const identifiers: Readonly<Record<KeyPairSpec, string>> = {
  RSA_2048: '300d06092a864886f70d0101010500',
  RSA_3072: '300d06092a864886f70d0101010500',
  RSA_4096: '300d06092a864886f70d0101010500',
  ECC_NIST_P256: '301306072a8648ce3d020106082a8648ce3d030107',
  ECC_NIST_P384: '301006072a8648ce3d020106052b81040022',
  ECC_NIST_P521: '301006072a8648ce3d020106052b81040023',
  ECC_SECG_P256K1: '301006072a8648ce3d020106052b8104000a',
  ECC_NIST_EDWARDS25519: '300506032b6570',
  ML_DSA_44: '300b0609608648016503040311',
  ML_DSA_65: '300b0609608648016503040312',
  ML_DSA_87: '300b0609608648016503040313',
  ML_KEM_512: '300b0609608648016503040401',
  ML_KEM_768: '300b0609608648016503040402',
  ML_KEM_1024: '300b0609608648016503040403',
};

const identifierOf = (spec: KeyPairSpec): Uint8Array => fromHex(identifiers[spec]);

/** The name of the curve, which the identifiers of ECDSA keys end in: after a header and id-ecPublicKey. */
export const curveNameOf = (spec: KeyPairSpec): Uint8Array => identifierOf(spec).subarray(11);

export const publicEnvelope = (spec: KeyPairSpec, key: Uint8Array): Uint8Array =>
  sequence(identifierOf(spec), bitString(key));

export const privateEnvelope = (spec: KeyPairSpec, key: Uint8Array): Uint8Array =>
  sequence(integer(Uint8Array.of(0)), identifierOf(spec), octetString(key));

export function openPublicEnvelope(spec: KeyPairSpec, der: Uint8Array): Uint8Array | null {
  return readSequence(der, (inside) => {
    inside.exactly(identifierOf(spec));
    return inside.bitString();
  });
}

export interface PrivateEnvelope {
  readonly key: Uint8Array;
  /** Beside it in an envelope of version 2. Whoever reads the key must see that it fits. */
  readonly publicKey?: Uint8Array;
}

export function openPrivateEnvelope(spec: KeyPairSpec, der: Uint8Array): PrivateEnvelope | null {
  return readSequence(der, (inside) => {
    const version = bytesToNumberBE(inside.integer());
    if (version > 1n) return null;
    inside.exactly(identifierOf(spec));
    const key = inside.take(tags.octetString);
    // Attributes say what the key is called, not what it is.
    if (inside.isNext(tags.constructed0)) inside.take(tags.constructed0);
    if (version === 0n) return { key };
    return { key, publicKey: wholeBytes(inside.take(tags.primitive1)) };
  });
}
