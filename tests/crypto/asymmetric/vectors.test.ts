// The full public vector files of the asymmetric suites and of key wrapping.

import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { concat, fromHex, hex } from '../../../src/crypto/bytes.ts';
import type { KeyPairSpec, OaepAlgorithm, SigningAlgorithm } from '../../../src/crypto/suites.ts';
import { jsonVectors, responseRows, unlessAbsent, vectorsAreHere } from '../../support/vectors.ts';

interface Case {
  readonly tcId: number;
  readonly flags: readonly string[];
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

type Cases<T> = readonly (Case & T)[];

/** Each test together with what its group says of all of them. */
function casesOf<T>(name: string): Cases<T> {
  const { testGroups } = jsonVectors(`wycheproof/${name}_test.json`) as {
    testGroups: readonly { tests: Cases<T> }[];
  };
  return testGroups.flatMap(({ tests, ...group }) => tests.map((one) => ({ ...group, ...one })));
}

/** ECDSA and RSA signatures: the file, the key spec, the algorithm, the number of cases. */
const SIGNATURES: readonly (readonly [string, KeyPairSpec, SigningAlgorithm, number])[] = [
  ['ecdsa_secp256r1_sha256', 'ECC_NIST_P256', 'ECDSA_SHA_256', 484],
  ['ecdsa_secp384r1_sha384', 'ECC_NIST_P384', 'ECDSA_SHA_384', 504],
  ['ecdsa_secp521r1_sha512', 'ECC_NIST_P521', 'ECDSA_SHA_512', 542],
  ['ecdsa_secp256k1_sha256', 'ECC_SECG_P256K1', 'ECDSA_SHA_256', 476],
  ['ed25519', 'ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 151],
  ['rsa_pss_2048_sha256_mgf1_32', 'RSA_2048', 'RSASSA_PSS_SHA_256', 108],
  ['rsa_pss_2048_sha384_mgf1_48', 'RSA_2048', 'RSASSA_PSS_SHA_384', 141],
  ['rsa_pss_3072_sha256_mgf1_32', 'RSA_3072', 'RSASSA_PSS_SHA_256', 108],
  ['rsa_pss_4096_sha256_mgf1_32', 'RSA_4096', 'RSASSA_PSS_SHA_256', 108],
  ['rsa_pss_4096_sha384_mgf1_48', 'RSA_4096', 'RSASSA_PSS_SHA_384', 141],
  ['rsa_pss_4096_sha512_mgf1_64', 'RSA_4096', 'RSASSA_PSS_SHA_512', 179],
  ['rsa_signature_2048_sha256', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', 257],
  ['rsa_signature_2048_sha384', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384', 258],
  ['rsa_signature_2048_sha512', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512', 258],
  ['rsa_signature_3072_sha256', 'RSA_3072', 'RSASSA_PKCS1_V1_5_SHA_256', 258],
  ['rsa_signature_4096_sha256', 'RSA_4096', 'RSASSA_PKCS1_V1_5_SHA_256', 258],
  ['rsa_signature_4096_sha512', 'RSA_4096', 'RSASSA_PKCS1_V1_5_SHA_512', 259],
];

interface Signed {
  readonly publicKeyDer: string;
  readonly msg: string;
  readonly sig: string;
}

/** Left out: public exponents of three, which FIPS 186-5 excludes. */
const hasSmallExponent = ({ publicKeyDer }: Signed): boolean => publicKeyDer.endsWith('020103');

/** Thousands of cases, on one core perhaps. */
const SLOW = 120_000;

describe.skipIf(!vectorsAreHere)(`public vectors${unlessAbsent}`, () => {
  // Left out: the files with signatures of another form than DER (p1363), which KMS has not.
  test.each(SIGNATURES)(
    'Wycheproof %s: %s with %s, %i cases',
    (file, spec, algorithm, count) => {
      const cases = casesOf<Signed>(file).filter((one) => !hasSmallExponent(one));
      expect(cases).toHaveLength(count);
      for (const { tcId, publicKeyDer, msg, sig, result } of cases) {
        const message = { bytes: fromHex(msg), type: 'RAW' } as const;
        const key = fromHex(publicKeyDer);
        const fits = suites.verify(key, spec, algorithm, message, fromHex(sig));
        // "Acceptable" is here one signature whose DigestInfo lacks a part: we are strict.
        expect(fits, `case ${tcId}`).toBe(result === 'valid');
      }
    },
    SLOW,
  );

  interface Salted extends Signed {
    readonly sha: string;
    readonly mgfSha: string;
    readonly sLen: number;
  }

  // Left out: mixed hashes, and hashes that KMS does not sign with.
  test('Wycheproof rsa_pss_misc: of 18 salt lengths those are valid that are the digest’s', () => {
    const cases = casesOf<Salted>('rsa_pss_misc').filter(
      ({ sha, mgfSha }) => sha === mgfSha && /^SHA-(256|384|512)$/.test(sha),
    );
    expect(cases).toHaveLength(18);
    for (const { tcId, sha, sLen, publicKeyDer, msg, sig } of cases) {
      const algorithm = `RSASSA_PSS_${sha.replace('-', '_')}` as SigningAlgorithm;
      const message = { bytes: fromHex(msg), type: 'RAW' } as const;
      const key = fromHex(publicKeyDer);
      const fits = suites.verify(key, 'RSA_2048', algorithm, message, fromHex(sig));
      expect(fits, `case ${tcId}`).toBe(8 * sLen === Number(sha.slice(4)));
    }
  });

  interface Decrypted {
    readonly privateKeyPkcs8: string;
    readonly msg: string;
    readonly ct: string;
    readonly label: string;
  }

  // Left out: ciphertexts made with a label, which KMS has not.
  test.each([
    ['2048_sha1_mgf1sha1', 'RSA_2048', 'RSAES_OAEP_SHA_1', 29],
    ['2048_sha256_mgf1sha256', 'RSA_2048', 'RSAES_OAEP_SHA_256', 29],
    ['3072_sha256_mgf1sha256', 'RSA_3072', 'RSAES_OAEP_SHA_256', 29],
    ['4096_sha256_mgf1sha256', 'RSA_4096', 'RSAES_OAEP_SHA_256', 29],
  ] as const satisfies readonly (readonly [string, KeyPairSpec, OaepAlgorithm, number])[])(
    'Wycheproof rsa_oaep_%s: %s with %s, %i cases',
    (file, spec, algorithm, count) => {
      const cases = casesOf<Decrypted>(`rsa_oaep_${file}`).filter(({ label }) => label === '');
      expect(cases).toHaveLength(count);
      const pair = suites.readKeyPair(spec, fromHex(cases[0]!.privateKeyPkcs8))!;
      for (const { tcId, msg, ct, result } of cases) {
        const plaintext = suites.decrypt(pair, algorithm, fromHex(ct));
        expect(plaintext && hex(plaintext), `case ${tcId}`).toBe(result === 'valid' ? msg : null);
      }
    },
    SLOW,
  );

  interface Agreed {
    readonly public: string;
    readonly private: string;
    readonly shared: string;
  }

  const BEFORE_SCALAR = '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420';

  test(
    'Wycheproof ecdh_secp256r1: all 612 cases',
    () => {
      const cases = casesOf<Agreed>('ecdh_secp256r1');
      expect(cases).toHaveLength(612);
      for (const { tcId, flags, result, ...agreed } of cases) {
        const scalar = agreed.private.padStart(64, '0').slice(-64);
        const pair = suites.readKeyPair('ECC_NIST_P256', fromHex(BEFORE_SCALAR + scalar))!;
        const secret = suites.agree(pair, fromHex(agreed.public));
        // Of what is merely acceptable, we take compressed points and nothing else.
        const isTaken = result === 'valid' || flags.includes('CompressedPublic');
        expect(secret && hex(secret), `case ${tcId}`).toBe(isTaken ? agreed.shared : null);
      }
    },
    SLOW,
  );

  interface Jwk {
    readonly x?: string;
    readonly y?: string;
    readonly d?: string;
  }

  const P384 = '06072a8648ce3d020106052b81040022';

  test(
    'Wycheproof ecdh_secp384r1_webcrypto: all 794 cases',
    () => {
      const cases = casesOf<{ public: Jwk; private: Jwk; shared: string }>(
        'ecdh_secp384r1_webcrypto',
      );
      expect(cases).toHaveLength(794);
      const bytes = (text = ''): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'));
      for (const { tcId, result, shared, ...keys } of cases) {
        const pkcs8 = concat(
          fromHex(`304e0201003010${P384}043730350201010430`),
          bytes(keys.private.d),
        );
        const point = concat(bytes(keys.public.x), bytes(keys.public.y));
        const peer = concat(fromHex(`30763010${P384}03620004`), point);
        const secret = suites.agree(suites.readKeyPair('ECC_NIST_P384', pkcs8)!, peer);
        expect(secret && hex(secret), `case ${tcId}`).toBe(result === 'valid' ? shared : null);
      }
    },
    SLOW,
  );

  interface Wrapped {
    readonly key: string;
    readonly msg: string;
    readonly ct: string;
  }

  test('Wycheproof aes_kwp: all 254 cases', () => {
    const cases = casesOf<Wrapped>('aes_kwp');
    expect(cases).toHaveLength(254);
    for (const { tcId, key, msg, ct, result } of cases) {
      const unwrapped = suites.unwrapWithPadding(fromHex(key), fromHex(ct));
      const expected = result === 'invalid' ? null : msg;
      expect(unwrapped && hex(unwrapped), `case ${tcId}`).toBe(expected);
      if (result === 'valid') {
        expect(hex(suites.wrapWithPadding(fromHex(key), fromHex(msg)))).toBe(ct);
      }
    }
  });

  test('NIST KWP_AD_256: every case', () => {
    const rows = responseRows('nist-cavp/KWP_AD_256.txt', []);
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const bytes = (name: string): Uint8Array => fromHex(row.get(name)!);
      const unwrapped = suites.unwrapWithPadding(bytes('K'), bytes('C'));
      expect(unwrapped && hex(unwrapped)).toBe(row.get('P') ?? null);
    }
  });
});
