// RSA keys (RFC 8017, FIPS 186-5): made, read, written, and the two bare operations with them.

import { invert } from '@noble/curves/abstract/modular.js';
import { bytesToNumberBE, numberToBytesBE, numberToVarBytesBE } from '@noble/curves/utils.js';
import type { Entropy } from '../drbg.ts';
import type { KeyPair } from '../suites.ts';
import { type DerReader, integer, readSequence, sequence } from './der.ts';
import {
  openPrivateEnvelope,
  openPublicEnvelope,
  privateEnvelope,
  publicEnvelope,
} from './envelopes.ts';
import { bitLength, greatestCommonDivisor, power, powerOfTwo } from './numbers.ts';
import { randomPrime } from './primes.ts';
import { remembered } from './scheme.ts';

const RSA_SPECS = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 } as const;

export type RsaSpec = keyof typeof RSA_SPECS;

/** The exponent of every key that is made here. */
const EXPONENT = 65537n;

export interface RsaPublic {
  readonly n: bigint;
  readonly e: bigint;
  /** The length of the modulus, and with it of signatures and ciphertexts. */
  readonly bytes: number;
}

interface RsaPrivate extends RsaPublic {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  /** For the Chinese remainder theorem, as RFC 8017 keeps them: d mod p − 1, d mod q − 1, q⁻¹ mod p. */
  readonly dP: bigint;
  readonly dQ: bigint;
  readonly qInv: bigint;
}

export function generateRsa(spec: RsaSpec, entropy: Entropy): KeyPair {
  const bits = RSA_SPECS[spec];
  const half = bits / 2;
  const suits = (prime: bigint): boolean => (prime - 1n) % EXPONENT !== 0n;
  const one = randomPrime(half, entropy, suits);
  const isFar = (prime: bigint): boolean => bitLength(absolute(prime - one)) > half - 100;
  const other = randomPrime(half, entropy, (prime) => suits(prime) && isFar(prime));
  const [p, q] = one > other ? [one, other] : [other, one];

  const [p1, q1] = [p - 1n, q - 1n];
  const d = invert(EXPONENT, (p1 * q1) / greatestCommonDivisor(p1, q1));
  const remainders = { dP: d % p1, dQ: d % q1, qInv: invert(q, p) };
  return pairOf(spec, { n: p * q, e: EXPONENT, bytes: bits / 8, d, p, q, ...remainders });
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

const number = (n: bigint): Uint8Array => integer(numberToVarBytesBE(n));

function pairOf(spec: RsaSpec, key: RsaPrivate): KeyPair {
  const { n, e, d, p, q, dP, dQ, qInv } = key;
  const version = 0n;
  return {
    spec,
    publicKey: publicEnvelope(spec, sequence(number(n), number(e))),
    privateKey: privateEnvelope(
      spec,
      sequence(...[version, n, e, d, p, q, dP, dQ, qInv].map(number)),
    ),
  };
}

/** The pair that a PKCS #8 envelope holds, if all its numbers belong together. */
export function readRsa(spec: RsaSpec, pkcs8: Uint8Array): KeyPair | null {
  const key = privateOf(spec, pkcs8);
  return key && isConsistent(key) ? pairOf(spec, key) : null;
}

export const rsaPrivateOf = remembered((pair) => privateOf(pair.spec as RsaSpec, pair.privateKey));

function privateOf(spec: RsaSpec, pkcs8: Uint8Array): RsaPrivate | null {
  const envelope = openPrivateEnvelope(spec, pkcs8);
  // RFC 8017 knows no public key beside the private one: it is inside.
  if (!envelope || envelope.publicKey) return null;
  const key = readSequence(envelope.key, (inside) => {
    // Version 1 would be a key of more than two primes.
    inside.exactly(number(0n));
    const [n, e, d] = [next(inside), next(inside), next(inside)];
    const [p, q] = [next(inside), next(inside)];
    const [dP, dQ, qInv] = [next(inside), next(inside), next(inside)];
    return { n, e, bytes: RSA_SPECS[spec] / 8, d, p, q, dP, dQ, qInv };
  });
  return key && isModulus(key.n, RSA_SPECS[spec]) && isExponent(key.e) ? key : null;
}

const next = (inside: DerReader): bigint => bytesToNumberBE(inside.integer());

/** What is raised and lowered must come back, whichever way: no factor and no exponent is of another key. */
function isConsistent(key: RsaPrivate): boolean {
  const { n, e, d, p, q, dP, dQ, qInv } = key;
  if (p <= 1n || q <= 1n || p === q || p * q !== n || d >= n) return false;
  if (dP !== d % (p - 1n) || dQ !== d % (q - 1n) || qInv >= p) return false;
  if ((e * dP) % (p - 1n) !== 1n || (e * dQ) % (q - 1n) !== 1n) return false;
  return (q * qInv) % p === 1n && [p, q].every((prime) => powerOfTwo(prime - 1n, prime) === 1n);
}

/** The public key of this spec in a SubjectPublicKeyInfo. */
export function readRsaPublic(spec: RsaSpec, spki: Uint8Array): RsaPublic | null {
  const der = openPublicEnvelope(spec, spki);
  if (!der) return null;
  const key = readSequence(der, (inside) => ({ n: next(inside), e: next(inside) }));
  if (!key || !isModulus(key.n, RSA_SPECS[spec]) || !isExponent(key.e)) return null;
  return { ...key, bytes: RSA_SPECS[spec] / 8 };
}

/** An RSA key of any of the lengths. */
export function findRsaPublic(spki: Uint8Array): RsaPublic | null {
  const specs = Object.keys(RSA_SPECS) as RsaSpec[];
  return specs.reduce<RsaPublic | null>((key, spec) => key ?? readRsaPublic(spec, spki), null);
}

const isModulus = (n: bigint, bits: number): boolean => bitLength(n) === bits && n % 2n === 1n;

/** FIPS 186-5 section 5.4: odd, above 2^16 and below 2^256. */
const isExponent = (e: bigint): boolean => e % 2n === 1n && e > 1n << 16n && e < 1n << 256n;

/** RSAEP and RSAVP1; null where the bytes are no number below the modulus, spelt in full. */
export function raise(key: RsaPublic, bytes: Uint8Array): Uint8Array | null {
  const value = numberBelow(key, bytes);
  return value === null ? null : numberToBytesBE(power(value, key.e, key.n), key.bytes);
}

/** RSADP and RSASP1, by the Chinese remainder theorem. */
export function lower(key: RsaPrivate, bytes: Uint8Array): Uint8Array | null {
  const value = numberBelow(key, bytes);
  if (value === null) return null;
  const { p, q, dP, dQ, qInv } = key;
  const modP = power(value % p, dP, p);
  const modQ = power(value % q, dQ, q);
  const h = (qInv * (p + modP - (modQ % p))) % p;
  return numberToBytesBE(modQ + q * h, key.bytes);
}

function numberBelow(key: RsaPublic, bytes: Uint8Array): bigint | null {
  if (bytes.length !== key.bytes) return null;
  const value = bytesToNumberBE(bytes);
  return value < key.n ? value : null;
}
