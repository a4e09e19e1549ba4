// ML-DSA (FIPS 204) and ML-KEM (FIPS 203). A private key is its seed, the form that RFC 9881 and RFC 9935 prefer.

import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { ml_kem1024, ml_kem512, ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import {
  type KeyPair,
  type KeyPairSpec,
  MU_BYTES,
  type SignedMessage,
  type SigningAlgorithm,
} from '../suites.ts';
import { contentOf, tagged, tags } from './der.ts';
import {
  openPrivateEnvelope,
  openPublicEnvelope,
  privateEnvelope,
  publicEnvelope,
} from './envelopes.ts';
import { remembered, type Scheme } from './scheme.ts';

const signers = { ML_DSA_44: ml_dsa44, ML_DSA_65: ml_dsa65, ML_DSA_87: ml_dsa87 } as const;
const kems = { ML_KEM_512: ml_kem512, ML_KEM_768: ml_kem768, ML_KEM_1024: ml_kem1024 } as const;

const SIGNER_SEED_BYTES = 32;
const KEM_SEED_BYTES = 64;
const ENTROPY_BYTES = 32;

/** Pure ML-DSA with an empty context, hedged with entropy. */
export function latticeSigner(spec: keyof typeof signers): Scheme {
  const noble = signers[spec];
  const keys = seededKeys(spec, SIGNER_SEED_BYTES, (seed) => noble.keygen(seed));
  return {
    generate: keys.generate,
    read: keys.read,

    sign(pair, algorithm, { type, bytes }, entropy) {
      requireShake(algorithm);
      if (!isForLattices({ type, bytes })) throw new TypeError(`no ${type} message for ${spec}`);
      const signer = type === 'RAW' ? noble : noble.internal;
      return signer.sign(bytes, keys.secretOf(pair), {
        extraEntropy: entropy.bytes(ENTROPY_BYTES),
        ...(type === 'RAW' ? {} : EXTERNAL),
      });
    },

    verify(publicKey, algorithm, message, signature) {
      requireShake(algorithm);
      const key = openPublicEnvelope(spec, publicKey);
      if (!key || key.length !== noble.lengths.publicKey) return false;
      if (!isForLattices(message)) return false;
      return message.type === 'RAW'
        ? noble.verify(signature, message.bytes, key)
        : noble.internal.verify(signature, message.bytes, key, EXTERNAL);
    },
  };
}

const EXTERNAL = { externalMu: true } as const;

const isForLattices = ({ type, bytes }: SignedMessage): boolean =>
  type === 'RAW' || (type === 'EXTERNAL_MU' && bytes.length === MU_BYTES);

function requireShake(algorithm: SigningAlgorithm): void {
  if (algorithm !== 'ML_DSA_SHAKE_256') throw new TypeError(`not for ML-DSA: ${algorithm}`);
}

export function latticeKem(spec: keyof typeof kems): Scheme {
  const noble = kems[spec];
  const keys = seededKeys(spec, KEM_SEED_BYTES, (seed) => noble.keygen(seed));
  return {
    generate: keys.generate,
    read: keys.read,

    encapsulate(publicKey, entropy) {
      const key = openPublicEnvelope(spec, publicKey);
      if (!key || key.length !== noble.lengths.publicKey) return null;
      const message = entropy.bytes(ENTROPY_BYTES);
      try {
        const { sharedSecret, cipherText } = noble.encapsulate(key, message);
        return { sharedSecret, ciphertext: cipherText };
      } catch {
        // FIPS 203 section 7.2: a key with coefficients above the modulus is none.
        return null;
      }
    },

    decapsulate(pair, ciphertext) {
      if (ciphertext.length !== noble.lengths.cipherText) return null;
      return noble.decapsulate(ciphertext, keys.secretOf(pair));
    },
  };
}

type Keygen = (seed: Uint8Array) => {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
};

interface SeededKeys extends Pick<Scheme, 'generate' | 'read'> {
  readonly secretOf: (pair: KeyPair) => Uint8Array;
}

/** Pairs whose private key is a seed, implicitly tagged [0], and nothing beside it. */
function seededKeys(spec: KeyPairSpec, seedBytes: number, keygen: Keygen): SeededKeys {
  const pairOf = (seed: Uint8Array): KeyPair => ({
    spec,
    publicKey: publicEnvelope(spec, keygen(seed).publicKey),
    privateKey: privateEnvelope(spec, tagged(tags.primitive0, seed)),
  });

  const readSeed = (pkcs8: Uint8Array): Uint8Array | null => {
    const envelope = openPrivateEnvelope(spec, pkcs8);
    if (!envelope || envelope.publicKey) return null;
    return contentOf(tags.primitive0, seedBytes, envelope.key);
  };

  return {
    generate: (entropy) => pairOf(entropy.bytes(seedBytes)),
    read(pkcs8) {
      const seed = readSeed(pkcs8);
      return seed && pairOf(seed);
    },
    secretOf: remembered(({ privateKey }) => {
      const seed = readSeed(privateKey);
      return seed && keygen(seed).secretKey;
    }),
  };
}
