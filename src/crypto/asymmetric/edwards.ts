// Ed25519 and Ed25519ph (RFC 8032, FIPS 186-5), keys as in RFC 8410. Both sign alike whatever the entropy.

import { eddsa, type EdDSA, type EdDSAOpts } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 as nobleSha512 } from '@noble/hashes/sha2.js';
import { concat, equalBytes, utf8 } from '../bytes.ts';
import type { KeyPair, SignedMessage, SigningAlgorithm } from '../suites.ts';
import { contentOf, octetString, tags } from './der.ts';
import {
  openPrivateEnvelope,
  openPublicEnvelope,
  privateEnvelope,
  publicEnvelope,
} from './envelopes.ts';
import { SHA_512 } from './hashes.ts';
import { remembered, type Scheme } from './scheme.ts';

const SPEC = 'ECC_NIST_EDWARDS25519';
const SECRET_BYTES = 32;

export function edwards(): Scheme {
  const secretOf = remembered(({ privateKey }) => readSecret(privateKey));
  return {
    generate: (entropy) => pairOf(entropy.bytes(SECRET_BYTES)),

    read(pkcs8) {
      const secret = readSecret(pkcs8);
      return secret && pairOf(secret);
    },

    sign(pair, algorithm, message) {
      const signer = signerOf(algorithm);
      if (!isFor(algorithm, message)) {
        throw new TypeError(`no ${message.type} message for ${algorithm}`);
      }
      return signer.sign(message.bytes, secretOf(pair));
    },

    verify(publicKey, algorithm, message, signature) {
      const signer = signerOf(algorithm);
      const point = openPublicEnvelope(SPEC, publicKey);
      if (point?.length !== PUBLIC_BYTES || signature.length !== SIGNATURE_BYTES) return false;
      return isFor(algorithm, message) && signer.verify(signature, message.bytes, point, STRICT);
    },
  };
}

const PUBLIC_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** As RFC 8032 and FIPS 186-5 say: one spelling for each point. */
const STRICT = { zip215: false } as const;

const isFor = (algorithm: SigningAlgorithm, { type, bytes }: SignedMessage): boolean =>
  algorithm === 'ED25519_SHA_512'
    ? type === 'RAW'
    : type === 'DIGEST' && bytes.length === SHA_512.bytes;

function signerOf(algorithm: SigningAlgorithm): EdDSA {
  if (algorithm === 'ED25519_SHA_512') return ed25519;
  if (algorithm === 'ED25519_PH_SHA_512') return ofDigests;
  throw new TypeError(`not for ${SPEC}: ${algorithm}`);
}

/** RFC 8032 section 2, dom2. */
const DOMAIN = utf8('SigEd25519 no Ed25519 collisions');

const DIGESTS: EdDSAOpts = {
  prehash: (digest) => Uint8Array.from(digest),
  domain: (data, context) =>
    Uint8Array.from(concat(DOMAIN, Uint8Array.of(1, context.length), context, data)),
  // RFC 8032 section 5.1.5: what makes a number below 2^255 of the hashed secret.
  adjustScalarBytes: ([first = 0, ...rest]) =>
    Uint8Array.of(first & 0xf8, ...rest.slice(0, -1), ((rest.at(-1) ?? 0) & 0x7f) | 0x40),
};

/** Ed25519ph for a message that is hashed already: the library's own hashes it once more. */
const ofDigests = eddsa(ed25519.Point, nobleSha512, DIGESTS);

function pairOf(secret: Uint8Array): KeyPair {
  return {
    spec: SPEC,
    publicKey: publicEnvelope(SPEC, ed25519.getPublicKey(secret)),
    privateKey: privateEnvelope(SPEC, octetString(secret)),
  };
}

function readSecret(pkcs8: Uint8Array): Uint8Array | null {
  const envelope = openPrivateEnvelope(SPEC, pkcs8);
  const secret = envelope && contentOf(tags.octetString, SECRET_BYTES, envelope.key);
  if (!secret) return null;
  const beside = envelope.publicKey;
  return !beside || equalBytes(beside, ed25519.getPublicKey(secret)) ? secret : null;
}
