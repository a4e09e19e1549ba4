// Large primes for RSA, after FIPS 186-5 appendix A.1.3: a random start, a sieve over the odd numbers that follow,
// and Miller-Rabin on what it leaves. A whole run draws from one stream, so the same stream gives the same prime.

import { bytesToNumberBE } from '@noble/curves/utils.js';
import type { Entropy } from '../drbg.ts';
import { power, powerOfTwo } from './numbers.ts';

/** FIPS 186-5 table B.1 asks for five rounds at 1,024 bits and for fewer above. */
const ROUNDS = 5;

/** A larger sieve saves fewer tests than it costs. */
const SIEVE_LIMIT = 1 << 18;

/** How many odd numbers a run covers for each bit: a run without a prime is rarer than one in a thousand million. */
const ODDS_PER_BIT = 8;

/** A prime of so many bits, the two highest of them set, that suits. */
export function randomPrime(
  bits: number,
  entropy: Entropy,
  suits: (prime: bigint) => boolean,
): bigint {
  for (;;) {
    const start = randomStart(bits, entropy);
    const composite = sieved(start, ODDS_PER_BIT * bits);
    for (let i = composite.indexOf(0); i >= 0; i = composite.indexOf(0, i + 1)) {
      const candidate = start + 2n * BigInt(i);
      if (candidate >> BigInt(bits) !== 0n) break;
      if (isProbablePrime(candidate, entropy) && suits(candidate)) return candidate;
    }
  }
}

function randomStart(bits: number, entropy: Entropy): bigint {
  const drawn = bytesToNumberBE(entropy.bytes(bits / 8));
  return drawn | (3n << BigInt(bits - 2)) | 1n;
}

/** For each of the odd numbers from `start`, whether a small prime divides it. */
function sieved(start: bigint, odds: number): Uint8Array {
  const composite = new Uint8Array(odds);
  for (const prime of smallPrimes()) {
    // How far it is to the next multiple, and to the next odd one.
    const distance = (prime - Number(start % BigInt(prime))) % prime;
    const first = distance % 2 === 0 ? distance / 2 : (distance + prime) / 2;
    for (let i = first; i < odds; i += prime) composite[i] = 1;
  }
  return composite;
}

let found: readonly number[] | undefined;

/** The odd primes below the limit, found once. */
function smallPrimes(): readonly number[] {
  if (found) return found;
  const composite = new Uint8Array(SIEVE_LIMIT);
  const primes: number[] = [];
  for (let n = 3; n < SIEVE_LIMIT; n += 2) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < SIEVE_LIMIT; multiple += 2 * n) composite[multiple] = 1;
  }
  return (found = primes);
}

/** Base two first, which is cheap and unmasks nearly every composite; then bases that nobody could foresee. */
function isProbablePrime(candidate: bigint, entropy: Entropy): boolean {
  const { odd, twos } = split(candidate - 1n);
  if (!isPassed(powerOfTwo(odd, candidate), candidate, twos)) return false;
  for (let round = 0; round < ROUNDS; round++) {
    const base = randomBase(candidate, entropy);
    if (!isPassed(power(base, odd, candidate), candidate, twos)) return false;
  }
  return true;
}

function split(even: bigint): { readonly odd: bigint; readonly twos: number } {
  let odd = even;
  let twos = 0;
  for (; (odd & 1n) === 0n; twos++) odd >>= 1n;
  return { odd, twos };
}

/** Miller-Rabin: a prime has no square roots of one but one and minus one. */
function isPassed(first: bigint, candidate: bigint, twos: number): boolean {
  if (first === 1n) return true;
  let value = first;
  for (let i = 1; i < twos && value !== candidate - 1n; i++) value = (value * value) % candidate;
  return value === candidate - 1n;
}

/** Between 2 and candidate − 2. The bytes that are drawn beyond its length make the remainder even. */
function randomBase(candidate: bigint, entropy: Entropy): bigint {
  const drawn = bytesToNumberBE(entropy.bytes(candidate.toString(16).length / 2 + 8));
  return 2n + (drawn % (candidate - 3n));
}
