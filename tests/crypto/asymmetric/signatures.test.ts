// Signatures: ours satisfy Node, Node's satisfy us, and nothing altered satisfies anybody.

import { ed25519ph } from '@noble/curves/ed25519.js';
import { shake256 } from '@noble/hashes/sha3.js';
import {
  constants,
  createHash,
  type KeyObject,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { concat, fromHex, hex, utf8 } from '../../../src/crypto/bytes.ts';
import {
  digestBytes,
  type KeyPairSpec,
  type SignedMessage,
  type SigningAlgorithm,
} from '../../../src/crypto/suites.ts';
import { aPair, entropyOf, nodePrivate, nodePublic, withBitFlipped } from './pairs.ts';

const rsaAlgorithms = (Object.keys(digestBytes) as SigningAlgorithm[]).filter((algorithm) =>
  algorithm.startsWith('RSASSA'),
);

const PAIRINGS: readonly (readonly [KeyPairSpec, SigningAlgorithm])[] = [
  ...rsaAlgorithms.map((algorithm) => ['RSA_2048', algorithm] as const),
  ['RSA_3072', 'RSASSA_PSS_SHA_384'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_PH_SHA_512'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
  ['ML_DSA_65', 'ML_DSA_SHAKE_256'],
  ['ML_DSA_87', 'ML_DSA_SHAKE_256'],
];

const raw = (bytes: Uint8Array): SignedMessage => ({ bytes, type: 'RAW' });
const hashName = (algorithm: SigningAlgorithm): string => `sha${algorithm.slice(-3)}`;
const digestOf = (algorithm: SigningAlgorithm, bytes: Uint8Array): SignedMessage => ({
  bytes: Uint8Array.from(createHash(hashName(algorithm)).update(bytes).digest()),
  type: 'DIGEST',
});

/** In the one form that every algorithm takes. */
const messageFor = (algorithm: SigningAlgorithm, bytes: Uint8Array): SignedMessage =>
  algorithm === 'ED25519_PH_SHA_512' ? digestOf(algorithm, bytes) : raw(bytes);

describe.each(PAIRINGS)('%s, %s', (spec, algorithm) => {
  const message = messageFor(algorithm, utf8('hello'));
  const sign = (path: string): Uint8Array =>
    suites.sign(aPair(spec), algorithm, message, entropyOf(path));
  const isValid = (signature: Uint8Array, signed = message): boolean =>
    suites.verify(aPair(spec).publicKey, spec, algorithm, signed, signature);

  test('what is signed is verified, and the same entropy signs alike', () => {
    expect(isValid(sign('a'))).toBe(true);
    expect(hex(sign('a'))).toBe(hex(sign('a')));
  });

  test('a flipped bit, a byte more or less, another message or key: not valid, and nothing is thrown', () => {
    const signature = sign('a');
    fc.assert(
      fc.property(fc.nat(8 * signature.length - 1), (bit) => {
        expect(isValid(withBitFlipped(signature, bit))).toBe(false);
      }),
      { numRuns: 25 },
    );
    expect(isValid(concat(signature, Uint8Array.of(0)))).toBe(false);
    expect(isValid(signature.subarray(1))).toBe(false);
    expect(isValid(new Uint8Array())).toBe(false);
    expect(isValid(signature, messageFor(algorithm, utf8('hellp')))).toBe(false);
    const { publicKey } = suites.generateKeyPair(spec, entropyOf('another'));
    expect(suites.verify(publicKey, spec, algorithm, message, signature)).toBe(false);
    const broken = publicKey.subarray(1);
    expect(suites.verify(broken, spec, algorithm, message, signature)).toBe(false);
  });

  test('a digest is another way to say the message, if it is as long as the table says', () => {
    const length = digestBytes[algorithm];
    const digest = { bytes: new Uint8Array(length ?? 32), type: 'DIGEST' } as const;
    const short = { bytes: new Uint8Array((length ?? 32) - 1), type: 'DIGEST' } as const;
    const signed = (given: SignedMessage) => () =>
      suites.sign(aPair(spec), algorithm, given, entropyOf('a'));
    if (length === null) expect(signed(digest)).toThrow(TypeError);
    else expect(isValid(signed(digest)(), digest)).toBe(true);
    expect(signed(short)).toThrow(TypeError);
    expect(isValid(sign('a'), short)).toBe(false);
  });
});

const nodeOptions = (algorithm: SigningAlgorithm) =>
  algorithm.includes('PSS')
    ? {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }
    : {};

test.each(PAIRINGS.filter(([, algorithm]) => /^(RSA|ECDSA|ED25519_SHA)/.test(algorithm)))(
  '%s, %s: Node verifies ours, and we verify Node’s, of any message',
  (spec, algorithm) => {
    const pair = aPair(spec);
    const hash = spec === 'ECC_NIST_EDWARDS25519' ? null : hashName(algorithm);
    const keyed = (key: KeyObject) => ({ key, ...nodeOptions(algorithm) });
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const ours = suites.sign(pair, algorithm, raw(bytes), entropyOf(hex(bytes)));
        expect(nodeVerify(hash, bytes, keyed(nodePublic(pair.publicKey)), ours)).toBe(true);
        const theirs = nodeSign(hash, bytes, keyed(nodePrivate(pair.privateKey)));
        expect(suites.verify(pair.publicKey, spec, algorithm, raw(bytes), theirs)).toBe(true);
        if (!hash) return;
        const digest = digestOf(algorithm, bytes);
        expect(suites.verify(pair.publicKey, spec, algorithm, digest, theirs)).toBe(true);
      }),
      { numRuns: 10 },
    );
  },
);

test('PKCS #1 v1.5 and Ed25519 need no entropy, and sign as Node does', () => {
  const bytes = utf8('hello');
  const { privateKey } = aPair('RSA_2048');
  for (const algorithm of rsaAlgorithms.filter((name) => name.includes('PKCS1'))) {
    const ours = suites.sign(aPair('RSA_2048'), algorithm, raw(bytes), entropyOf('a'));
    const theirs = nodeSign(hashName(algorithm), bytes, nodePrivate(privateKey));
    expect(hex(ours)).toBe(theirs.toString('hex'));
  }
  const ed = aPair('ECC_NIST_EDWARDS25519');
  const ours = suites.sign(ed, 'ED25519_SHA_512', raw(bytes), entropyOf('a'));
  expect(hex(ours)).toBe(nodeSign(null, bytes, nodePrivate(ed.privateKey)).toString('hex'));
});

test.each([
  ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
] as const)('%s, %s: other entropy makes another signature', (spec, algorithm) => {
  const of = (path: string) =>
    hex(suites.sign(aPair(spec), algorithm, raw(utf8('hello')), entropyOf(path)));
  expect(of('a')).not.toBe(of('b'));
});

test('the salt of PSS is as long as the digest: Node refuses it at any other length', () => {
  const { publicKey } = aPair('RSA_2048');
  const message = utf8('hello');
  const pair = aPair('RSA_2048');
  const signature = suites.sign(pair, 'RSASSA_PSS_SHA_256', raw(message), entropyOf('a'));
  const fits = (saltLength: number): boolean => {
    const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    return nodeVerify('sha256', message, { key: nodePublic(publicKey), ...options }, signature);
  };
  expect([31, 32, 33, 222].map(fits)).toEqual([false, true, false, false]);
});

test('ECDSA signatures of high s come up, and either s is accepted', () => {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const pair = aPair('ECC_SECG_P256K1');
  const isHigh = Array.from({ length: 24 }, (_, i) => {
    const message = raw(Uint8Array.of(i));
    const signature = suites.sign(pair, 'ECDSA_SHA_256', message, entropyOf('a'));
    const at = 4 + signature[3]!;
    const [r, s] = [signature.subarray(2, at), signature.subarray(at + 2)];
    const twin = order - BigInt(`0x${hex(s)}`);
    const flipped = fromHex(twin.toString(16).padStart(64, '0'));
    const isPadded = flipped[0]! >= 0x80;
    const body = concat(r, Uint8Array.of(2, isPadded ? 33 : 32, ...(isPadded ? [0] : [])), flipped);
    const other = concat(Uint8Array.of(0x30, body.length), body);
    const fits = (bytes: Uint8Array): boolean =>
      suites.verify(pair.publicKey, pair.spec, 'ECDSA_SHA_256', message, bytes);
    expect(fits(signature)).toBe(true);
    if (flipped[0] !== 0) expect(fits(other)).toBe(true);
    return twin < order / 2n;
  });
  expect(new Set(isHigh).size).toBe(2);
});

test('Ed25519ph of a digest is that of the library for the whole message', () => {
  const pair = aPair('ECC_NIST_EDWARDS25519');
  const message = digestOf('ED25519_PH_SHA_512', utf8('hello'));
  const ours = suites.sign(pair, 'ED25519_PH_SHA_512', message, entropyOf('a'));
  expect(hex(ours)).toBe(hex(ed25519ph.sign(utf8('hello'), pair.privateKey.subarray(-32))));
});

test.each(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const)(
  '%s: a message and its mu are signed alike, and each signature fits both',
  (spec) => {
    const pair = aPair(spec);
    const keyBytes = { ML_DSA_44: 1312, ML_DSA_65: 1952, ML_DSA_87: 2592 }[spec];
    const message = utf8('hello');
    // FIPS 204, algorithms 2 and 7: pure, with an empty context.
    const keyHash = shake256(pair.publicKey.subarray(-keyBytes), { dkLen: 64 });
    const formatted = concat(keyHash, Uint8Array.of(0, 0), message);
    const mu = { bytes: shake256(formatted, { dkLen: 64 }), type: 'EXTERNAL_MU' } as const;
    const ofMu = suites.sign(pair, 'ML_DSA_SHAKE_256', mu, entropyOf('a'));
    const ofMessage = suites.sign(pair, 'ML_DSA_SHAKE_256', raw(message), entropyOf('a'));
    expect(hex(ofMu)).toBe(hex(ofMessage));
    for (const signed of [mu, raw(message)]) {
      expect(suites.verify(pair.publicKey, spec, 'ML_DSA_SHAKE_256', signed, ofMu)).toBe(true);
    }
    const short = { ...mu, bytes: mu.bytes.subarray(1) };
    expect(suites.verify(pair.publicKey, spec, 'ML_DSA_SHAKE_256', short, ofMu)).toBe(false);
    expect(() => suites.sign(pair, 'ML_DSA_SHAKE_256', short, entropyOf('a'))).toThrow(TypeError);
  },
);

test('an algorithm of another family is a mistake of the caller’s', () => {
  const sign = (spec: KeyPairSpec, algorithm: SigningAlgorithm) => () =>
    suites.sign(aPair(spec), algorithm, raw(utf8('hello')), entropyOf('a'));
  expect(sign('RSA_2048', 'ECDSA_SHA_256')).toThrow(TypeError);
  expect(sign('ECC_NIST_P384', 'ECDSA_SHA_256')).toThrow(TypeError);
  expect(sign('ECC_NIST_EDWARDS25519', 'ECDSA_SHA_512')).toThrow(TypeError);
  expect(sign('ML_DSA_44', 'ED25519_SHA_512')).toThrow(TypeError);
  expect(sign('ML_KEM_512', 'ML_DSA_SHAKE_256')).toThrow(TypeError);
});
