// HMAC of all four lengths, and the comparison that codes are checked with.

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, fromHex, hex, utf8 } from '../../src/crypto/bytes.ts';
import { mac, type MacAlgorithm } from '../../src/crypto/hash.ts';
import { jsonVectors, unlessAbsent, vectorsAreHere } from '../support/vectors.ts';

/** RFC 4231, test case 2, and how many cases Wycheproof has. */
const HMACS = [
  ['HMAC_SHA_224', 'a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44', 172],
  ['HMAC_SHA_256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 174],
  [
    'HMAC_SHA_384',
    'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649',
    174,
  ],
  [
    'HMAC_SHA_512',
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    174,
  ],
] as const;

const hashOf = (algorithm: MacAlgorithm): string =>
  algorithm.slice(-7).replace('_', '').toLowerCase();

test.each(HMACS)('%s of RFC 4231, and of Node for any key and message', (algorithm, code) => {
  expect(hex(mac(algorithm, utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(code);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array(), (key, message) => {
      const theirs = createHmac(hashOf(algorithm), key).update(message).digest('hex');
      expect(hex(mac(algorithm, key, message))).toBe(theirs);
    }),
    { numRuns: 30 },
  );
});

describe.skipIf(!vectorsAreHere)(`public vectors${unlessAbsent}`, () => {
  // Nothing left out: a shorter tag is the beginning of the whole one.
  test.each(HMACS)('Wycheproof: all cases of %s', (algorithm, _code, count) => {
    const { testGroups } = jsonVectors(`wycheproof/hmac_${hashOf(algorithm)}_test.json`) as {
      testGroups: {
        tests: { tcId: number; key: string; msg: string; tag: string; result: string }[];
      }[];
    };
    const cases = testGroups.flatMap(({ tests }) => tests);
    expect(cases).toHaveLength(count);
    for (const { tcId, key, msg, tag, result } of cases) {
      const code = mac(algorithm, fromHex(key), fromHex(msg)).subarray(0, tag.length / 2);
      expect(equalBytes(code, fromHex(tag)), `case ${tcId}`).toBe(result === 'valid');
    }
  });
});

test('bytes are equal when every one is and none is missing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, at) => {
      const altered = bytes.slice();
      altered[at % bytes.length]! ^= 1 << (at & 7);
      expect(equalBytes(bytes, bytes.slice())).toBe(true);
      expect(equalBytes(bytes, altered)).toBe(false);
      expect(equalBytes(bytes, bytes.subarray(1))).toBe(false);
    }),
  );
  expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true);
});
