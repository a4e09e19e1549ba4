// Keys: those made here are those that others read, and what is no key of its spec is refused.

import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { concat, fromHex, hex, utf8 } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { KEY_PAIR_SPECS, type KeyPairSpec } from '../../../src/crypto/suites.ts';
import { aPair, entropyOf, exported, nodePrivate, nodePublic, withBitFlipped } from './pairs.ts';

/** RSA-4096 can take seconds to make. */
const SLOW = 60_000;

/** A private key that says nothing twice, so that any bytes of its length are one. */
const isBareSeed = (spec: KeyPairSpec): boolean =>
  spec.startsWith('ML_') || spec === 'ECC_NIST_EDWARDS25519';

describe.each(KEY_PAIR_SPECS)('%s', (spec) => {
  test(
    'is read back as the pair it was written from',
    () => {
      expect(suites.readKeyPair(spec, aPair(spec).privateKey)).toEqual(aPair(spec));
    },
    SLOW,
  );

  test('is no key of any other spec, nor with a byte more or less', () => {
    const { privateKey } = aPair(spec);
    for (const other of KEY_PAIR_SPECS) {
      if (other !== spec) expect(suites.readKeyPair(other, privateKey), other).toBeNull();
    }
    expect(suites.readKeyPair(spec, concat(privateKey, Uint8Array.of(0)))).toBeNull();
    expect(suites.readKeyPair(spec, privateKey.subarray(0, -1))).toBeNull();
    expect(suites.readKeyPair(spec, new Uint8Array())).toBeNull();
  });

  test(`with a bit flipped is ${isBareSeed(spec) ? 'another key or none' : 'none'}`, () => {
    const { privateKey } = aPair(spec);
    fc.assert(
      fc.property(fc.nat(8 * privateKey.length - 1), (bit) => {
        const read = suites.readKeyPair(spec, withBitFlipped(privateKey, bit));
        if (isBareSeed(spec)) expect(read && hex(read.privateKey)).not.toBe(hex(privateKey));
        else expect(read).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

const reexported = (pkcs8: Uint8Array): Uint8Array => exported(nodePrivate(pkcs8));

/** Node names the curve once. AWS does so twice, as the lengths of its data key pairs show (recorded). */
const namesCurveTwice = (spec: KeyPairSpec): boolean => /^ECC_(NIST_P|SECG)/.test(spec);

test.each(KEY_PAIR_SPECS.filter((spec) => !spec.startsWith('ML_')))(
  '%s: a key is what Node writes, the curve named once more',
  (spec) => {
    const pair = aPair(spec);
    const written = reexported(pair.privateKey);
    expect(suites.readKeyPair(spec, written)).toEqual(pair);
    expect(hex(written) === hex(pair.privateKey)).toBe(!namesCurveTwice(spec));
    expect(hex(exported(nodePublic(pair.publicKey)))).toBe(hex(pair.publicKey));
    const derived = createPublicKey(nodePrivate(pair.privateKey));
    expect(hex(exported(derived))).toBe(hex(pair.publicKey));
  },
);

const nodeKeys: readonly (readonly [KeyPairSpec, () => KeyObject])[] = [
  ['RSA_2048', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
  ['RSA_3072', () => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey],
  ['ECC_NIST_P256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ['ECC_NIST_P384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
  ['ECC_NIST_P521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey],
  ['ECC_SECG_P256K1', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey],
  ['ECC_NIST_EDWARDS25519', () => generateKeyPairSync('ed25519').privateKey],
];

test.each(nodeKeys)('%s: a key that Node makes is read, with its public key', (spec, make) => {
  const key = make();
  const pair = suites.readKeyPair(spec, exported(key))!;
  expect(hex(reexported(pair.privateKey))).toBe(hex(exported(key)));
  expect(hex(pair.publicKey)).toBe(hex(exported(createPublicKey(key))));
});

describe('what is refused', () => {
  const rsaOf = (options: object): Uint8Array =>
    exported(generateKeyPairSync('rsa', options as { modulusLength: number }).privateKey);

  test('an RSA key of another length, or with a public exponent that FIPS 186-5 excludes', () => {
    const short = rsaOf({ modulusLength: 1024 });
    const odd = rsaOf({ modulusLength: 2056 });
    const three = rsaOf({ modulusLength: 2048, publicExponent: 3 });
    for (const key of [short, odd, three]) expect(suites.readKeyPair('RSA_2048', key)).toBeNull();
    const larger = rsaOf({ modulusLength: 2048, publicExponent: 0x1000f });
    expect(suites.readKeyPair('RSA_2048', larger)).not.toBeNull();
  });

  const P256 = '301306072a8648ce3d020106082a8648ce3d030107';
  const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';

  test('a scalar of zero or not below the order of the curve', () => {
    // PKCS #8 without the public key.
    const read = (scalar: string) =>
      suites.readKeyPair('ECC_NIST_P256', fromHex(`3041020100${P256}042730250201010420${scalar}`));
    expect(read('00'.repeat(32))).toBeNull();
    expect(read(ORDER)).toBeNull();
    expect(read('ff'.repeat(32))).toBeNull();
    expect(read('01'.padStart(64, '0'))).not.toBeNull();
  });

  test('a public key beside the private one that is not its own', () => {
    const { privateKey } = aPair('ECC_NIST_P256');
    const { privateKey: other } = suites.generateKeyPair('ECC_NIST_P256', entropyOf('other'));
    const mixed = concat(privateKey.subarray(0, -64), other.subarray(-64));
    expect(suites.readKeyPair('ECC_NIST_P256', mixed)).toBeNull();
  });

  test('lengths and versions that are spelt in any but the one way', () => {
    const { privateKey: ed } = aPair('ECC_NIST_EDWARDS25519');
    const spelt = hex(ed);
    const read = (text: string) => suites.readKeyPair('ECC_NIST_EDWARDS25519', fromHex(text));
    expect(read(spelt)).not.toBeNull();
    expect(read(spelt.replace(/^302e/, '30812e'))).toBeNull();
    expect(read(spelt.replace(/^302e/, '3080'))).toBeNull();
    expect(read(spelt.replace(/^302e020100/, '302e020102'))).toBeNull();
    expect(read(spelt.replace(/^302e020100/, '302f02020000'))).toBeNull();
    expect(read(spelt.replace(/^302e020100/, '302e0201ff'))).toBeNull();
  });

  test('a version 2 envelope only where the public key in it is the right one', () => {
    const { privateKey, publicKey } = aPair('ECC_NIST_EDWARDS25519');
    const point = hex(publicKey.subarray(-32));
    const withPoint = (text: string) =>
      suites.readKeyPair(
        'ECC_NIST_EDWARDS25519',
        fromHex(`3051020101${hex(privateKey).slice(10)}812100${text}`),
      );
    expect(withPoint(point)).toEqual(aPair('ECC_NIST_EDWARDS25519'));
    expect(withPoint('00'.repeat(32))).toBeNull();
  });
});

/** The seeds 00, 01, 02, … of RFC 9881 and RFC 9935. The public keys are those of OpenSSL 4.0, hashed. */
test.each([
  ['ML_DSA_44', '040311', 32, '837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be'],
  ['ML_DSA_65', '040312', 32, 'b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d'],
  ['ML_DSA_87', '040313', 32, '07e57c4f14dbad1267f621ec3777b4e2e6c4fbc4c22fbb87510ff8e0b3c6a642'],
  ['ML_KEM_768', '040402', 64, 'c23e23dd3d485a9256cda09358a4a286e00b373db10761eadf99f710649ca31c'],
  ['ML_KEM_1024', '040403', 64, 'd2b7480ae006a14b37c1e8a8e45ea39022e32a9b1a7b90d594c84d869c6ac420'],
] as const)('%s: the public key of a published seed', (spec, oid, seedBytes, hash) => {
  const seed = hex(Uint8Array.from({ length: seedBytes }, (_, i) => i));
  const [outer, inner, own] = seedBytes === 32 ? ['34', '22', '20'] : ['54', '42', '40'];
  const pkcs8 = `30${outer}020100300b0609608648016503${oid}04${inner}80${own}${seed}`;
  const pair = suites.readKeyPair(spec, fromHex(pkcs8));
  expect(pair && hex(sha256(pair.publicKey))).toBe(hash);
});

/** Links replay these: if a figure changes, keys change in every history that was ever shared. */
test.each([
  ['RSA_2048', '158c6f42b0793f2351ece7017fd70881c8b4346c21ac3d0023cefb4ab25e7e89'],
  ['ECC_NIST_P256', 'ca1afcc016f03188efe2a5e8fc2194b8c382cb06912fb821fc30b9a42f410d39'],
  ['ML_DSA_44', '96fc23f9556b00e7de15d471f54e1584ccb32031bbc2548e6acc923794b2bdfc'],
] as const)('%s: the same stream makes the same key, for ever', (spec, hash) => {
  const pair = suites.generateKeyPair(spec, entropyOf('golden'));
  expect(suites.generateKeyPair(spec, entropyOf('golden'))).toEqual(pair);
  expect(hex(sha256(concat(pair.privateKey, utf8('|'), pair.publicKey)))).toBe(hash);
  const other = suites.generateKeyPair(spec, entropyOf('golden, another'));
  expect(hex(other.publicKey)).not.toBe(hex(pair.publicKey));
});
