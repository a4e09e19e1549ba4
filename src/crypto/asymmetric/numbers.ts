// Arithmetic on the large whole numbers of RSA, over BigInt.

/** base^exponent mod modulus, by digits of the exponent: a table is worth its making for long exponents only. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const bitsPerDigit = exponent < SHORT ? 1 : 4;
  const radix = 2 ** bitsPerDigit;
  const powers = [1n];
  for (let i = 1; i < radix; i++) powers.push(((powers[i - 1] ?? 1n) * base) % modulus);

  let result = 1n;
  for (const digit of exponent.toString(radix)) {
    for (let i = 0; i < bitsPerDigit; i++) result = (result * result) % modulus;
    if (digit !== '0') result = (result * (powers[parseInt(digit, radix)] ?? 1n)) % modulus;
  }
  return result;
}

const SHORT = 1n << 32n;

/** 2^exponent mod modulus: doubling is a shift, so this costs a third less than any other base. */
export function powerOfTwo(exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result <<= 1n;
  }
  return result % modulus;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

export const bitLength = (n: bigint): number => (n === 0n ? 0 : n.toString(2).length);
