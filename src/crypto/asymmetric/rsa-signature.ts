// RSA signatures, RFC 8017 section 8: PSS with a salt as long as the digest, and PKCS #1 v1.5.

import { concat, equalBytes, fromHex } from '../bytes.ts';
import type { Entropy } from '../drbg.ts';
import type { SigningAlgorithm } from '../suites.ts';
import { type Hash, SHA_256, SHA_384, SHA_512 } from './hashes.ts';
import { masked } from './mgf1.ts';

/** How a digest becomes as many bytes as the modulus has. */
export interface Encoding {
  readonly hash: Hash;
  readonly encode: (digest: Uint8Array, length: number, entropy: Entropy) => Uint8Array;
  readonly fits: (digest: Uint8Array, encoded: Uint8Array) => boolean;
}

export function encodingOf(algorithm: SigningAlgorithm): Encoding {
  const encoding = encodings[algorithm];
  if (!encoding) throw new TypeError(`not for RSA: ${algorithm}`);
  return encoding;
}

/** DigestInfo up to the digest, RFC 8017 section 9.2, note 1. */
const PREFIX_256 = fromHex('3031300d060960864801650304020105000420');
const PREFIX_384 = fromHex('3041300d060960864801650304020205000430');
const PREFIX_512 = fromHex('3051300d060960864801650304020305000440');

const encodings: Readonly<Partial<Record<SigningAlgorithm, Encoding>>> = {
  RSASSA_PSS_SHA_256: pss(SHA_256),
  RSASSA_PSS_SHA_384: pss(SHA_384),
  RSASSA_PSS_SHA_512: pss(SHA_512),
  RSASSA_PKCS1_V1_5_SHA_256: pkcs1(SHA_256, PREFIX_256),
  RSASSA_PKCS1_V1_5_SHA_384: pkcs1(SHA_384, PREFIX_384),
  RSASSA_PKCS1_V1_5_SHA_512: pkcs1(SHA_512, PREFIX_512),
};

/** Section 9.2. There is one encoding of a digest, so a signature is checked by comparison. */
function pkcs1(hash: Hash, prefix: Uint8Array): Encoding {
  const encode = (digest: Uint8Array, length: number): Uint8Array => {
    const padding = new Uint8Array(length - prefix.length - digest.length - 3).fill(0xff);
    return concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), prefix, digest);
  };
  const fits = (digest: Uint8Array, encoded: Uint8Array): boolean =>
    equalBytes(encode(digest, encoded.length), encoded);
  return { hash, encode, fits };
}

/** Section 9.1, for a modulus of whole bytes: the encoding is one bit shorter, so its first bit is zero. */
function pss(hash: Hash): Encoding {
  const salted = (digest: Uint8Array, salt: Uint8Array): Uint8Array =>
    hash.digest(concat(new Uint8Array(8), digest, salt));

  return {
    hash,
    encode(digest, length, entropy) {
      const salt = entropy.bytes(hash.bytes);
      const proof = salted(digest, salt);
      const block = new Uint8Array(length - hash.bytes - 1);
      block[block.length - salt.length - 1] = 1;
      block.set(salt, block.length - salt.length);
      return concat(withoutFirstBit(masked(hash, proof, block)), proof, TRAILER);
    },
    fits(digest, encoded) {
      const blockBytes = encoded.length - hash.bytes - 1;
      const maskedBlock = encoded.subarray(0, blockBytes);
      const proof = encoded.subarray(blockBytes, -1);
      const block = withoutFirstBit(masked(hash, proof, maskedBlock));
      const saltAt = blockBytes - hash.bytes;
      const isPadded = block
        .subarray(0, saltAt)
        .every((byte, i) => byte === (i < saltAt - 1 ? 0 : 1));
      const isSpelt = (encoded[0] ?? 0) < 0x80 && equalBytes(encoded.subarray(-1), TRAILER);
      return isSpelt && isPadded && equalBytes(salted(digest, block.subarray(saltAt)), proof);
    },
  };
}

const TRAILER = Uint8Array.of(0xbc);

function withoutFirstBit(bytes: Uint8Array): Uint8Array {
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes;
}
