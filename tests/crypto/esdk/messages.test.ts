// What is sealed opens, in every suite; what was altered or cut does not, and nothing throws.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { hex, utf8 } from '../../../src/crypto/bytes.ts';
import { entropyFor } from '../../../src/crypto/drbg.ts';
import {
  algorithmSuites,
  suiteNamed,
  type AlgorithmSuiteName,
} from '../../../src/crypto/esdk/algorithms.ts';
import { PUBLIC_KEY } from '../../../src/crypto/esdk/context.ts';
import { decodeMessage } from '../../../src/crypto/esdk/decode.ts';
import { decryptMessage } from '../../../src/crypto/esdk/decrypt.ts';
import { encryptMessage } from '../../../src/crypto/esdk/encrypt.ts';
import { newSigner } from '../../../src/crypto/esdk/signature.ts';

const names = Object.keys(algorithmSuites) as AlgorithmSuiteName[];
const encryptedDataKeys = [
  { provider: 'aws-kms', info: utf8('arn:aws:kms:…'), ciphertext: new Uint8Array(184).fill(7) },
];

function sealed(suite: AlgorithmSuiteName, plaintext: Uint8Array, frameLength = 4096): Uint8Array {
  const entropy = entropyFor('esdk', suite);
  const { signs, keyBytes } = suiteNamed(suite);
  const signer = signs && newSigner(suite, suites, entropy);
  return encryptMessage({
    suite,
    context: { dataset: 'sales', größe: 'weiß', ...(signer && { [PUBLIC_KEY]: signer.publicKey }) },
    frameLength,
    plaintext,
    dataKey: new Uint8Array(keyBytes).fill(9),
    encryptedDataKeys,
    entropy,
    signer,
  });
}

function opened(bytes: Uint8Array): Uint8Array | string {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) return decoded.failure.code;
  const { keyBytes } = suiteNamed(decoded.value.header.suite);
  const dataKey = new Uint8Array(keyBytes).fill(9);
  const result = decryptMessage({ message: decoded.value, dataKey, suites: () => suites });
  return result.ok ? result.value : result.failure.code;
}

describe.each(names)('%s', (suite) => {
  test.each([
    [0, 4096],
    [1, 4096],
    [8192, 4096],
    [10_000, 1000],
    [10_000, 0],
    [0, 0],
  ])('%i bytes in frames of %i open again', (bytes, frameLength) => {
    const plaintext = new Uint8Array(bytes).map((_, i) => i % 251);
    const message = sealed(suite, plaintext, frameLength);
    expect(opened(message)).toEqual(plaintext);
    const decoded = decodeMessage(message);
    const { fields } = decoded.ok ? decoded.value : expect.unreachable();
    let at = 0;
    for (const { offset, length } of fields) {
      expect(offset).toBe(at);
      at += length;
    }
    expect(at).toBe(message.length);
  });
});

const COMMITTING = 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY';

test('a message begins as the format says: version, suite, and of version 1 the type', () => {
  expect(hex(sealed(COMMITTING, utf8('hello')).subarray(0, 3))).toBe('020478');
  const old = 'ALG_AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384';
  expect(hex(sealed(old, utf8('hello')).subarray(0, 4))).toBe('01800378');
});

test.each([COMMITTING, 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384'] as const)(
  '%s: any byte that is altered is found out',
  (suite) => {
    const message = sealed(suite, utf8('a message of two frames'), 16);
    fc.assert(
      fc.property(fc.nat(message.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const altered = message.slice();
        altered[at] = altered[at]! ^ by;
        const result = opened(altered);
        // Whom to ask for the data key is not what the data key seals; all else is.
        expect(typeof result === 'string' ? result : hex(result)).toMatch(
          /Message|Mismatch|WrongKeyLength/,
        );
      }),
      { numRuns: 300 },
    );
  },
);

test('cut off anywhere, it is no message', () => {
  const message = sealed(COMMITTING, utf8('a message of two frames'), 16);
  for (let length = 0; length < message.length; length++) {
    expect(opened(message.subarray(0, length))).toBe('TruncatedMessage');
  }
});

test('any bytes at all are an answer, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(1, 2), (bytes, version) => {
      expect(typeof opened(Uint8Array.of(version, ...bytes))).toBe('string');
    }),
    { numRuns: 3000 },
  );
});
