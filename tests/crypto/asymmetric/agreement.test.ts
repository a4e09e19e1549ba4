// Secrets that two sides share: ECDH on the NIST curves, and ML-KEM.

import { diffieHellman } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { concat, fromHex, hex } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { aPair, entropyOf, nodePrivate, nodePublic, withBitFlipped } from './pairs.ts';

describe.each([
  ['ECC_NIST_P256', 32],
  ['ECC_NIST_P384', 48],
  ['ECC_NIST_P521', 66],
] as const)('ECDH, %s', (spec, secretBytes) => {
  const other = suites.generateKeyPair(spec, entropyOf('another'));
  const agree = (peer: Uint8Array) => suites.agree(aPair(spec), peer);

  test(`both sides and Node arrive at the same ${secretBytes} bytes`, () => {
    const secret = agree(other.publicKey)!;
    expect(secret).toHaveLength(secretBytes);
    expect(suites.agree(other, aPair(spec).publicKey)).toEqual(secret);
    const theirs = diffieHellman({
      privateKey: nodePrivate(other.privateKey),
      publicKey: nodePublic(aPair(spec).publicKey),
    });
    expect(hex(secret)).toBe(hex(theirs));
  });

  test('a peer’s key of another curve, off the curve, at infinity or misspelt is refused', () => {
    const foreign = spec === 'ECC_NIST_P256' ? 'ECC_SECG_P256K1' : 'ECC_NIST_P256';
    expect(agree(aPair(foreign).publicKey)).toBeNull();
    expect(agree(aPair('RSA_2048').publicKey)).toBeNull();
    const { publicKey } = other;
    const header = publicKey.length - 2 * secretBytes - 1;
    fc.assert(
      fc.property(fc.nat(8 * publicKey.length - 1), (bit) => {
        expect(agree(withBitFlipped(publicKey, bit))).toBeNull();
      }),
      { numRuns: 40 },
    );
    const zeros = concat(publicKey.subarray(0, header + 1), new Uint8Array(2 * secretBytes));
    expect(agree(zeros)).toBeNull();
    expect(agree(concat(publicKey, Uint8Array.of(0)))).toBeNull();
    expect(agree(publicKey.subarray(0, -1))).toBeNull();
    expect(agree(new Uint8Array())).toBeNull();
  });
});

test('the point at infinity is nobody’s public key', () => {
  const infinity = fromHex('3019301306072a8648ce3d020106082a8648ce3d03010703020000');
  expect(suites.agree(aPair('ECC_NIST_P256'), infinity)).toBeNull();
});

/** RFC 5903, section 8.1. */
test('ECDH on P-256: the published secret', () => {
  const envelope = '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420';
  const pairOf = (scalar: string) =>
    suites.readKeyPair('ECC_NIST_P256', fromHex(envelope + scalar))!;
  const i = pairOf('c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433');
  const r = pairOf('c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53');
  expect(hex(suites.agree(i, r.publicKey)!)).toBe(
    'd6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de',
  );
});

describe.each([
  ['ML_KEM_512', 768],
  ['ML_KEM_768', 1088],
  ['ML_KEM_1024', 1568],
] as const)('%s', (spec, ciphertextBytes) => {
  const encapsulate = (path = 'a') =>
    suites.encapsulate(aPair(spec).publicKey, spec, entropyOf(path))!;
  const decapsulate = (ciphertext: Uint8Array) => suites.decapsulate(aPair(spec), ciphertext);

  test(`a secret of 32 bytes travels in ${ciphertextBytes}`, () => {
    const { sharedSecret, ciphertext } = encapsulate();
    expect([sharedSecret.length, ciphertext.length]).toEqual([32, ciphertextBytes]);
    expect(decapsulate(ciphertext)).toEqual(sharedSecret);
    expect(encapsulate()).toEqual({ sharedSecret, ciphertext });
    expect(hex(encapsulate('b').sharedSecret)).not.toBe(hex(sharedSecret));
  });

  test('a flipped bit gives another secret, always the same one; another length gives none', () => {
    const { sharedSecret, ciphertext } = encapsulate();
    for (const bit of [0, 1000, 8 * ciphertextBytes - 1]) {
      const altered = withBitFlipped(ciphertext, bit);
      const secret = decapsulate(altered)!;
      expect(secret).toHaveLength(32);
      expect(hex(secret)).not.toBe(hex(sharedSecret));
      expect(decapsulate(altered)).toEqual(secret);
    }
    expect(decapsulate(ciphertext.subarray(1))).toBeNull();
    expect(decapsulate(concat(ciphertext, Uint8Array.of(0)))).toBeNull();
  });

  test('nothing is encapsulated to another kind of key, or to numbers above the modulus', () => {
    const { publicKey } = aPair(spec);
    const header = publicKey.length % 32;
    const above = publicKey.slice().fill(0xff, header, header + 32);
    const wrong = [above, publicKey.subarray(1), aPair('ML_DSA_44').publicKey];
    for (const key of wrong) expect(suites.encapsulate(key, spec, entropyOf('a'))).toBeNull();
  });
});

/** The seed 00, 01, 02, … of RFC 9935. OpenSSL 4.0 finds the same secret in the same ciphertext. */
test.each([
  [
    'ML_KEM_768',
    '02',
    '3acb595e5881572a8733d39fe7449b0b56bfd61c756ad784c9c872d91531d920',
    '408d569560995e71178ea6b60ddf92e9dfaaaac48def2cb6210408f9bca801c5',
  ],
  [
    'ML_KEM_1024',
    '03',
    '7ac7d1b5b542382ed5713ccf96a665c2c4b3f361cbdf7f5f582ae56ed6ca6819',
    'a5cd944632a8ecc8b62cf980ae4e2de83d16cff079da76f83adb6e80bb4dcbe1',
  ],
] as const)('%s: a secret that another implementation finds', (spec, last, ciphertext, secret) => {
  const seed = hex(Uint8Array.from({ length: 64 }, (_, i) => i));
  const pkcs8 = fromHex(`3054020100300b06096086480165030404${last}04428040${seed}`);
  const { publicKey } = suites.readKeyPair(spec, pkcs8)!;
  const made = suites.encapsulate(publicKey, spec, entropyOf('golden'))!;
  expect([hex(sha256(made.ciphertext)), hex(made.sharedSecret)]).toEqual([ciphertext, secret]);
});
