// RSA-OAEP and the wrapping of keys: both ways with Node, and nothing altered opens.

import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { concat, fromHex, hex, utf8 } from '../../../src/crypto/bytes.ts';
import type { WrappingAlgorithm } from '../../../src/crypto/suites.ts';
import { aPair, entropyOf, nodePrivate, nodePublic, withBitFlipped } from './pairs.ts';

const padding = constants.RSA_PKCS1_OAEP_PADDING;
const hashOf = (algorithm: WrappingAlgorithm): string =>
  algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256';

/** The longest plaintext, from AWS's documentation. */
const OAEP = [
  ['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
  ['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
  ['RSA_3072', 'RSAES_OAEP_SHA_1', 342],
  ['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
  ['RSA_4096', 'RSAES_OAEP_SHA_1', 470],
  ['RSA_4096', 'RSAES_OAEP_SHA_256', 446],
] as const;

/** RSA-4096 can take seconds to make. */
const SLOW = 60_000;

describe.each(OAEP)('%s, %s', (spec, algorithm, longest) => {
  const encrypt = (plaintext: Uint8Array, path = 'a') =>
    suites.encrypt(aPair(spec).publicKey, algorithm, plaintext, entropyOf(path));
  const oaepHash = hashOf(algorithm);

  test(
    `up to ${longest} bytes are encrypted, and no more`,
    () => {
      for (const length of [0, 1, longest]) {
        const plaintext = new Uint8Array(length).fill(7);
        const ciphertext = encrypt(plaintext)!;
        expect(ciphertext).toHaveLength(Number(spec.slice(4)) / 8);
        expect(suites.decrypt(aPair(spec), algorithm, ciphertext)).toEqual(plaintext);
      }
      expect(encrypt(new Uint8Array(longest + 1))).toBeNull();
    },
    SLOW,
  );

  test('Node decrypts ours, and we decrypt Node’s', () => {
    const { publicKey, privateKey } = aPair(spec);
    const plaintext = utf8('hello');
    const ours = encrypt(plaintext)!;
    const theirs = publicEncrypt({ key: nodePublic(publicKey), padding, oaepHash }, plaintext);
    expect(hex(privateDecrypt({ key: nodePrivate(privateKey), padding, oaepHash }, ours))).toBe(
      hex(plaintext),
    );
    expect(suites.decrypt(aPair(spec), algorithm, theirs)).toEqual(plaintext);
  });
});

test('the same entropy encrypts alike, other entropy otherwise', () => {
  const encrypt = (path: string) =>
    hex(
      suites.encrypt(
        aPair('RSA_2048').publicKey,
        'RSAES_OAEP_SHA_256',
        utf8('hello'),
        entropyOf(path),
      )!,
    );
  expect(encrypt('a')).toBe(encrypt('a'));
  expect(encrypt('a')).not.toBe(encrypt('b'));
});

test('a flipped bit, another length, hash or key: no plaintext, and nothing is thrown', () => {
  const pair = aPair('RSA_2048');
  const open = (bytes: Uint8Array) => suites.decrypt(pair, 'RSAES_OAEP_SHA_256', bytes);
  const sealed = suites.encrypt(
    pair.publicKey,
    'RSAES_OAEP_SHA_256',
    utf8('hello'),
    entropyOf('a'),
  )!;
  fc.assert(
    fc.property(fc.nat(8 * sealed.length - 1), (bit) => {
      expect(open(withBitFlipped(sealed, bit))).toBeNull();
    }),
    { numRuns: 40 },
  );
  expect(open(sealed.subarray(1))).toBeNull();
  expect(open(concat(Uint8Array.of(0), sealed))).toBeNull();
  expect(open(new Uint8Array(256).fill(0xff))).toBeNull();
  expect(open(new Uint8Array(256))).toBeNull();
  expect(suites.decrypt(pair, 'RSAES_OAEP_SHA_1', sealed)).toBeNull();
  const other = suites.generateKeyPair('RSA_2048', entropyOf('another'));
  expect(suites.decrypt(other, 'RSAES_OAEP_SHA_256', sealed)).toBeNull();
});

test('nothing is encrypted to what is no RSA key of the three lengths', () => {
  const encrypt = (publicKey: Uint8Array) =>
    suites.encrypt(publicKey, 'RSAES_OAEP_SHA_256', utf8('hello'), entropyOf('a'));
  const { publicKey } = aPair('RSA_2048');
  const text = hex(publicKey);
  expect(encrypt(publicKey)).not.toBeNull();
  expect(encrypt(aPair('ECC_NIST_P256').publicKey)).toBeNull();
  expect(encrypt(concat(publicKey, Uint8Array.of(0)))).toBeNull();
  // The last bits of the modulus and of the exponent, which then are even; an exponent of 3; a short modulus.
  expect(encrypt(withBitFlipped(publicKey, 8 * (publicKey.length - 6)))).toBeNull();
  expect(encrypt(withBitFlipped(publicKey, 8 * (publicKey.length - 1)))).toBeNull();
  expect(encrypt(fromHex(text.replace(/0203010001$/, '0203000003')))).toBeNull();
  expect(encrypt(withBitFlipped(publicKey, 8 * 33 + 7))).toBeNull();
});

const WRAPPINGS = [
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
] as const;

describe.each(WRAPPINGS)('%s', (algorithm) => {
  const pair = aPair('RSA_2048');
  const target = entropyOf('target').bytes(32);
  const wrap = (key: Uint8Array) => suites.wrap(algorithm, pair.publicKey, key, entropyOf('a'));

  test('what is wrapped is unwrapped, and with a bit flipped it is not', () => {
    const wrapped = wrap(target)!;
    expect(suites.unwrap(algorithm, pair, wrapped)).toEqual(target);
    fc.assert(
      fc.property(fc.nat(8 * wrapped.length - 1), (bit) => {
        expect(suites.unwrap(algorithm, pair, withBitFlipped(wrapped, bit))).toBeNull();
      }),
      { numRuns: 30 },
    );
    for (const length of [0, 1, 255, 256, 264]) {
      if (length < wrapped.length) {
        expect(suites.unwrap(algorithm, pair, wrapped.subarray(0, length))).toBeNull();
      }
    }
  });

  test('only with an AES key between does a private key of 1,200 bytes fit', () => {
    const large = aPair('RSA_2048').privateKey;
    const wrapped = wrap(large);
    if (algorithm.startsWith('RSAES')) expect(wrapped).toBeNull();
    else expect(suites.unwrap(algorithm, pair, wrapped!)).toEqual(large);
  });
});

test('RSA_AES_KEY_WRAP as an importer makes it with Node', () => {
  const pair = aPair('RSA_2048');
  const [ephemeral, target] = [entropyOf('ephemeral').bytes(32), utf8('any bytes of any length')];
  const key = { key: nodePublic(pair.publicKey), padding, oaepHash: 'sha256' };
  const cipher = createCipheriv('id-aes256-wrap-pad', ephemeral, fromHex('a65959a6'));
  const wrapped = Buffer.concat([
    publicEncrypt(key, ephemeral),
    cipher.update(target),
    cipher.final(),
  ]);
  expect(suites.unwrap('RSA_AES_KEY_WRAP_SHA_256', pair, wrapped)).toEqual(target);
  expect(suites.unwrap('RSA_AES_KEY_WRAP_SHA_1', pair, wrapped)).toBeNull();
});

/** RFC 5649, section 6. */
test.each([
  [
    'c37b7e6492584340bed12207808941155068f738',
    '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a',
  ],
  ['466f7250617369', 'afbeb0f07dfbf5419200f2ccb50bb24f'],
])('AES key wrap with padding: %s', (key, wrapped) => {
  const kek = fromHex('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8');
  expect(hex(suites.wrapWithPadding(kek, fromHex(key)))).toBe(wrapped);
  expect(suites.unwrapWithPadding(kek, fromHex(wrapped))).toEqual(fromHex(key));
});

test('AES key wrap with padding is that of Node, for a key of any length', () => {
  const kek = entropyOf('kek').bytes(32);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (key) => {
      const wrapped = suites.wrapWithPadding(kek, key);
      const decipher = createDecipheriv('id-aes256-wrap-pad', kek, fromHex('a65959a6'));
      expect(hex(Buffer.concat([decipher.update(wrapped), decipher.final()]))).toBe(hex(key));
      expect(suites.unwrapWithPadding(kek, wrapped)).toEqual(key);
    }),
    { numRuns: 30 },
  );
});
