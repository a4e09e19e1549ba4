// Published signatures. Each names its source.

import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { fromHex, hex, utf8 } from '../../../src/crypto/bytes.ts';
import { sha256, sha512 } from '../../../src/crypto/hash.ts';
import { entropyOf, exported, nodePrivate } from './pairs.ts';

const pkcs8Of = (spec: 'P256' | 'P384' | 'P521', scalar: string): Uint8Array =>
  fromHex(
    {
      P256: '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420',
      P384: '304e020100301006072a8648ce3d020106052b81040022043730350201010430',
      P521: '3060020100301006072a8648ce3d020106052b81040023044930470201010442',
    }[spec] + scalar,
  );

/** RFC 6979, appendices A.2.5 to A.2.7, message "sample". */
test.each([
  [
    'ECC_NIST_P256',
    'ECDSA_SHA_256',
    pkcs8Of('P256', 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
    '3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  ],
  [
    'ECC_NIST_P384',
    'ECDSA_SHA_384',
    pkcs8Of(
      'P384',
      '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5',
    ),
    '306602310094edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe4602310099ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8',
  ],
  [
    'ECC_NIST_P521',
    'ECDSA_SHA_512',
    pkcs8Of(
      'P521',
      '00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538',
    ),
    '308187024200c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa0241617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a',
  ],
] as const)('%s: the published signature is valid under the published key', (...row) => {
  const [spec, algorithm, pkcs8, signature] = row;
  const pair = suites.readKeyPair(spec, pkcs8)!;
  expect(hex(exported(createPublicKey(nodePrivate(pair.privateKey))))).toBe(hex(pair.publicKey));
  const fits = (text: string): boolean =>
    suites.verify(
      pair.publicKey,
      spec,
      algorithm,
      { bytes: utf8(text), type: 'RAW' },
      fromHex(signature),
    );
  expect([fits('sample'), fits('simple')]).toEqual([true, false]);
});

/** RFC 8032, sections 7.1 (test 2) and 7.3 (test abc). */
test.each([
  [
    'ED25519_SHA_512',
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    { bytes: Uint8Array.of(0x72), type: 'RAW' },
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'ED25519_PH_SHA_512',
    '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    { bytes: sha512(utf8('abc')), type: 'DIGEST' },
    '98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406',
  ],
] as const)('%s: the published signature', (algorithm, secret, message, signature) => {
  const pkcs8 = fromHex(`302e020100300506032b657004220420${secret}`);
  const pair = suites.readKeyPair('ECC_NIST_EDWARDS25519', pkcs8)!;
  expect(hex(suites.sign(pair, algorithm, message, entropyOf('a')))).toBe(signature);
});

/** The seed 00, 01, 02, … of RFC 9881. OpenSSL 4.0 verifies each of these signatures, hashed here. */
test.each([
  ['ML_DSA_44', '11', '77bbeaa332512e6aa5638fc5c3ece10450aa66f6593b199dc8cb893ddbbf3aaa'],
  ['ML_DSA_65', '12', '1e91f57e5de41f185e2d9c835305f3bbf081316eecaa13f5ce470903199e7afd'],
  ['ML_DSA_87', '13', '567837595ddcce5401de57f5ed573b6ef5060b9de96eb65ef3a8485702e1c0c7'],
] as const)('%s: a signature that another implementation verifies', (spec, last, hash) => {
  const seed = hex(Uint8Array.from({ length: 32 }, (_, i) => i));
  const pkcs8 = fromHex(`3034020100300b06096086480165030403${last}04228020${seed}`);
  const message = { bytes: utf8('hello'), type: 'RAW' } as const;
  const pair = suites.readKeyPair(spec, pkcs8)!;
  const signature = suites.sign(pair, 'ML_DSA_SHAKE_256', message, entropyOf('golden'));
  expect(hex(sha256(signature))).toBe(hash);
});
