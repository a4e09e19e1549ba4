// The signature over a whole message: a key pair for each message, whose public key travels in the encryption
// context, so that KMS binds it to the data key.

import { base64, concat, fromBase64, fromHex } from '../bytes.ts';
import type { Entropy } from '../drbg.ts';
import type { KeyPair, Suites } from '../suites.ts';
import { suiteNamed, type AlgorithmSuiteName, type Curve } from './algorithms.ts';

export interface Signer {
  /** As the encryption context carries it: the compressed point, in Base64. */
  readonly publicKey: string;
  readonly sign: (message: Uint8Array, entropy: Entropy) => Uint8Array;
}

/** Throws where the suite does not sign. */
export function newSigner(name: AlgorithmSuiteName, suites: Suites, entropy: Entropy): Signer {
  const { signs } = suiteNamed(name);
  if (!signs) throw new TypeError(`${name} does not sign`);
  const pair = suites.generateKeyPair(signs.spec, entropy);
  return {
    publicKey: base64(compressed(pair, signs)),
    sign: (bytes, chance) => suites.sign(pair, signs.algorithm, { bytes, type: 'RAW' }, chance),
  };
}

/** False, too, where the public key is none. */
export function isSigned(
  { spec, algorithm }: Curve,
  publicKey: string,
  { over, signature }: { readonly over: Uint8Array; readonly signature: Uint8Array },
  suites: Suites,
): boolean {
  const point = pointOf(publicKey);
  const { coordinateBytes, envelope } = SHAPES[spec];
  if (point?.length !== 1 + coordinateBytes) return false;
  const spki = concat(fromHex(envelope), point);
  return suites.verify(spki, spec, algorithm, { bytes: over, type: 'RAW' }, signature);
}

/** The SubjectPublicKeyInfo of a compressed point, up to the point. */
const SHAPES = {
  ECC_NIST_P256: {
    coordinateBytes: 32,
    envelope: '3039301306072a8648ce3d020106082a8648ce3d030107032200',
  },
  ECC_NIST_P384: {
    coordinateBytes: 48,
    envelope: '3046301006072a8648ce3d020106052b81040022033200',
  },
} as const;

/** SEC 1 section 2.3.3: the sign of y, then x. Our own pairs carry both coordinates at the end of their key. */
function compressed({ publicKey }: KeyPair, { spec }: Curve): Uint8Array {
  const { coordinateBytes } = SHAPES[spec];
  const x = publicKey.slice(-2 * coordinateBytes, -coordinateBytes);
  const isOdd = ((publicKey.at(-1) ?? 0) & 1) === 1;
  return concat(Uint8Array.of(isOdd ? 3 : 2), x);
}

function pointOf(publicKey: string): Uint8Array | undefined {
  try {
    return fromBase64(publicKey);
  } catch {
    return undefined;
  }
}
