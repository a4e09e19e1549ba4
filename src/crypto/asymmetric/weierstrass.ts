// ECDSA (FIPS 186-5) and ECDH (SP 800-56A) on the NIST curves and secp256k1. Signatures are DER, hedged with
// entropy (RFC 6979 section 3.6), and of high or low s as it falls: AWS does not make s low. The library blinds
// its own sums with the platform's chance, which is gone from what comes out.

import type { ECDSA } from '@noble/curves/abstract/weierstrass.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { equalBytes } from '../bytes.ts';
import type { KeyPair, SigningAlgorithm } from '../suites.ts';
import { bitString, integer, octetString, readSequence, sequence, tagged, tags } from './der.ts';
import {
  curveNameOf,
  openPrivateEnvelope,
  openPublicEnvelope,
  privateEnvelope,
  publicEnvelope,
} from './envelopes.ts';
import { findDigest, type Hash, requireDigest, SHA_256, SHA_384, SHA_512 } from './hashes.ts';
import { remembered, type Scheme } from './scheme.ts';

interface Curve {
  readonly noble: ECDSA;
  readonly algorithm: SigningAlgorithm;
  readonly hash: Hash;
}

const curves = {
  ECC_NIST_P256: { noble: p256, algorithm: 'ECDSA_SHA_256', hash: SHA_256 },
  ECC_NIST_P384: { noble: p384, algorithm: 'ECDSA_SHA_384', hash: SHA_384 },
  ECC_NIST_P521: { noble: p521, algorithm: 'ECDSA_SHA_512', hash: SHA_512 },
  ECC_SECG_P256K1: { noble: secp256k1, algorithm: 'ECDSA_SHA_256', hash: SHA_256 },
} as const satisfies Record<string, Curve>;

type CurveSpec = keyof typeof curves;

export function weierstrass(spec: CurveSpec): Scheme {
  const { noble, algorithm: ours, hash }: Curve = curves[spec];
  const scalarOf = remembered((pair) => readScalar(spec, noble, pair.privateKey));

  const requireOurs = (algorithm: SigningAlgorithm): void => {
    if (algorithm !== ours) throw new TypeError(`not for ${spec}: ${algorithm}`);
  };

  return {
    generate(entropy) {
      const seed = entropy.bytes(noble.lengths.seed ?? 0);
      return pairOf(spec, noble, noble.utils.randomSecretKey(seed));
    },

    read(pkcs8) {
      const scalar = readScalar(spec, noble, pkcs8);
      return scalar && pairOf(spec, noble, scalar);
    },

    sign(pair, algorithm, message, entropy) {
      requireOurs(algorithm);
      const extraEntropy = entropy.bytes(ENTROPY_BYTES);
      return noble.sign(requireDigest(hash, message), scalarOf(pair), { ...FORM, extraEntropy });
    },

    verify(publicKey, algorithm, message, signature) {
      requireOurs(algorithm);
      const digest = findDigest(hash, message);
      const point = readPoint(spec, noble, publicKey);
      return !!digest && !!point && noble.verify(signature, digest, point, FORM);
    },

    agree(pair, peer) {
      const point = readPoint(spec, noble, peer);
      // The library gives a compressed point: its first byte tells which of two that share the x-coordinate.
      return point && noble.getSharedSecret(scalarOf(pair), point).slice(1);
    },
  };
}

const FORM = { prehash: false, lowS: false, format: 'der' } as const;

const ENTROPY_BYTES = 32;

/** ECPrivateKey, RFC 5915; the curve is named once more, as the lengths of AWS's data key pairs show. */
function pairOf(spec: CurveSpec, noble: ECDSA, scalar: Uint8Array): KeyPair {
  const point = noble.getPublicKey(scalar, false);
  const inner = sequence(
    integer(Uint8Array.of(1)),
    octetString(scalar),
    tagged(tags.constructed0, curveNameOf(spec)),
    tagged(tags.constructed1, bitString(point)),
  );
  return {
    spec,
    publicKey: publicEnvelope(spec, point),
    privateKey: privateEnvelope(spec, inner),
  };
}

/** The private number, if it is in range and every public key beside it is its own. */
function readScalar(spec: CurveSpec, noble: ECDSA, pkcs8: Uint8Array): Uint8Array | null {
  const envelope = openPrivateEnvelope(spec, pkcs8);
  const inner = envelope && readInner(spec, envelope.key);
  if (!inner || !noble.utils.isValidSecretKey(inner.scalar)) return null;
  const { scalar } = inner;
  const spellings = [true, false].map((isCompressed) => noble.getPublicKey(scalar, isCompressed));
  const isOwn = (point: Uint8Array | undefined): boolean =>
    !point || spellings.some((spelling) => equalBytes(spelling, point));
  return isOwn(inner.point) && isOwn(envelope.publicKey) ? scalar : null;
}

interface Inner {
  readonly scalar: Uint8Array;
  readonly point?: Uint8Array;
}

/** Curve and public key may be said once more. */
function readInner(spec: CurveSpec, der: Uint8Array): Inner | null {
  return readSequence(der, (inside) => {
    inside.exactly(integer(Uint8Array.of(1)));
    const scalar = inside.take(tags.octetString);
    if (inside.isNext(tags.constructed0)) {
      inside.inside(tags.constructed0, (curve) => curve.exactly(curveNameOf(spec)));
    }
    if (!inside.isNext(tags.constructed1)) return { scalar };
    return { scalar, point: inside.inside(tags.constructed1, (point) => point.bitString()) };
  });
}

/** A point of the curve, compressed or not, and never the one at infinity. */
function readPoint(spec: CurveSpec, noble: ECDSA, spki: Uint8Array): Uint8Array | null {
  const point = openPublicEnvelope(spec, spki);
  return point && noble.utils.isValidPublicKey(point) ? point : null;
}
