// What the asymmetric, post-quantum and key-wrapping suites offer, as types. They are handed in, like time and
// chance, so that a page loads them only when a world needs them. `asymmetric/index.ts` implements them.

import type { Entropy } from './drbg.ts';

export const KEY_PAIR_SPECS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
] as const;

export type KeyPairSpec = (typeof KEY_PAIR_SPECS)[number];

/** Opaque to everybody else. */
export interface KeyPair {
  readonly spec: KeyPairSpec;
  /** DER, SubjectPublicKeyInfo (RFC 5280; ML-DSA RFC 9881; ML-KEM RFC 9935). */
  readonly publicKey: Uint8Array;
  /** DER, PKCS #8. */
  readonly privateKey: Uint8Array;
}

/** How long a DIGEST is for each algorithm; null where the algorithm takes none. */
export const digestBytes = {
  RSASSA_PSS_SHA_256: 32,
  RSASSA_PSS_SHA_384: 48,
  RSASSA_PSS_SHA_512: 64,
  RSASSA_PKCS1_V1_5_SHA_256: 32,
  RSASSA_PKCS1_V1_5_SHA_384: 48,
  RSASSA_PKCS1_V1_5_SHA_512: 64,
  ECDSA_SHA_256: 32,
  ECDSA_SHA_384: 48,
  ECDSA_SHA_512: 64,
  ED25519_SHA_512: null,
  ED25519_PH_SHA_512: 64,
  ML_DSA_SHAKE_256: null,
} as const satisfies Readonly<Record<string, number | null>>;

export type SigningAlgorithm = keyof typeof digestBytes;

/** FIPS 204 section 6.2: how long an EXTERNAL_MU is. */
export const MU_BYTES = 64;

/** EXTERNAL_MU is for ML-DSA only; ED25519_PH_SHA_512 takes a DIGEST only, ED25519_SHA_512 never. */
export interface SignedMessage {
  readonly bytes: Uint8Array;
  readonly type: 'RAW' | 'DIGEST' | 'EXTERNAL_MU';
}

/** MGF1 with the same hash, and an empty label. */
export type OaepAlgorithm = 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256';

/** RSA_AES_KEY_WRAP is an ephemeral AES-256 key under OAEP, then the target under that key (RFC 5649). */
export type WrappingAlgorithm =
  OaepAlgorithm | 'RSA_AES_KEY_WRAP_SHA_1' | 'RSA_AES_KEY_WRAP_SHA_256';

export interface Encapsulation {
  readonly sharedSecret: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * Null and false are answers about bytes that came from outside. A spec that cannot do what is asked, or a
 * message that cannot be signed, is a mistake of the caller's, and throws.
 */
export interface Suites {
  generateKeyPair(spec: KeyPairSpec, entropy: Entropy): KeyPair;
  /** PKCS #8 in, a pair out; null where the bytes are not a private key of this spec. */
  readKeyPair(spec: KeyPairSpec, pkcs8: Uint8Array): KeyPair | null;

  sign(
    pair: KeyPair,
    algorithm: SigningAlgorithm,
    message: SignedMessage,
    entropy: Entropy,
  ): Uint8Array;
  verify(
    publicKey: Uint8Array,
    spec: KeyPairSpec,
    algorithm: SigningAlgorithm,
    message: SignedMessage,
    signature: Uint8Array,
  ): boolean;

  /** Null where the plaintext is too long for the key, or the key is no RSA key. */
  encrypt(
    publicKey: Uint8Array,
    algorithm: OaepAlgorithm,
    plaintext: Uint8Array,
    entropy: Entropy,
  ): Uint8Array | null;
  decrypt(pair: KeyPair, algorithm: OaepAlgorithm, ciphertext: Uint8Array): Uint8Array | null;

  /** ECDH: the x-coordinate alone; null where the peer's key (SPKI) is not a valid point of this curve. */
  agree(pair: KeyPair, peer: Uint8Array): Uint8Array | null;

  /** Null where the key is not a valid one of this spec. */
  encapsulate(publicKey: Uint8Array, spec: KeyPairSpec, entropy: Entropy): Encapsulation | null;
  /** Null where the ciphertext's length is wrong. Any other wrong one gives another secret (FIPS 203). */
  decapsulate(pair: KeyPair, ciphertext: Uint8Array): Uint8Array | null;

  /** AES key wrap with padding, RFC 5649. The key may be of any length but none. */
  wrapWithPadding(kek: Uint8Array, key: Uint8Array): Uint8Array;
  unwrapWithPadding(kek: Uint8Array, wrapped: Uint8Array): Uint8Array | null;

  /** As the importer does. Null where the target is too long for the key, or the key is no RSA key. */
  wrap(
    algorithm: WrappingAlgorithm,
    publicKey: Uint8Array,
    target: Uint8Array,
    entropy: Entropy,
  ): Uint8Array | null;
  /** As the HSM does. */
  unwrap(algorithm: WrappingAlgorithm, pair: KeyPair, wrapped: Uint8Array): Uint8Array | null;
}
