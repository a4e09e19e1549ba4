// The full public vector files, through the project's own crypto layer.

import { describe, expect, test } from 'vitest';
import { open, seal } from '../../src/crypto/aead.ts';
import { concat, fromHex, hex, uint32be } from '../../src/crypto/bytes.ts';
import { hmacSha256 } from '../../src/crypto/hash.ts';
import { counterModeKdf } from '../../src/crypto/kdf.ts';
import { jsonVectors, responseRows, unlessAbsent, vectorsAreHere } from '../support/vectors.ts';

interface Group<T> {
  readonly keySize: number;
  readonly ivSize?: number;
  readonly tagSize: number;
  readonly tests: readonly T[];
}

interface Case {
  readonly tcId: number;
  readonly key: string;
  readonly msg: string;
  readonly tag: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

interface GcmCase extends Case {
  readonly iv: string;
  readonly aad: string;
  readonly ct: string;
}

const groupsOf = <T>(file: string): readonly Group<T>[] =>
  (jsonVectors(file) as { testGroups: readonly Group<T>[] }).testGroups;

describe.skipIf(!vectorsAreHere)(`public vectors${unlessAbsent}`, () => {
  // Left out: keys of 128 and 192 bits and nonces of other lengths, because src/crypto has neither (KMS uses
  // AES-256 with 96-bit nonces), and among them the nonces under 8 bytes that the cipher library refuses.
  test('Wycheproof AES-GCM: 66 cases of 256-bit keys, 96-bit nonces, 128-bit tags', () => {
    const groups = groupsOf<GcmCase>('wycheproof/aes_gcm_test.json').filter(
      ({ keySize, ivSize, tagSize }) => keySize === 256 && ivSize === 96 && tagSize === 128,
    );
    const cases = groups.flatMap(({ tests }) => tests);
    expect(cases).toHaveLength(66);
    for (const { tcId, key, iv, aad, msg, ct, tag, result } of cases) {
      const [k, n, a] = [fromHex(key), fromHex(iv), fromHex(aad)] as const;
      const opened = open(k, n, fromHex(ct + tag), a);
      expect(opened && hex(opened), `case ${tcId}`).toBe(result === 'valid' ? msg : null);
      if (result === 'valid') expect(hex(seal(k, n, fromHex(msg), a))).toBe(ct + tag);
    }
  });

  // Nothing left out: a tag of 128 bits is the first half of the whole one.
  test('Wycheproof HMAC-SHA-256: all 174 cases', () => {
    const groups = groupsOf<Case>('wycheproof/hmac_sha256_test.json');
    expect(groups.flatMap(({ tests }) => tests)).toHaveLength(174);
    for (const { tagSize, tests } of groups) {
      for (const { tcId, key, msg, tag, result } of tests) {
        const mac = hex(hmacSha256(fromHex(key), fromHex(msg))).slice(0, tagSize / 4);
        expect(mac === tag, `case ${tcId}`).toBe(result === 'valid');
      }
    }
  });

  // Left out: other pseudorandom functions, and counters of other lengths or in other places.
  test('NIST KDFCTR_gen: 40 cases of HMAC-SHA-256 with a 32-bit counter before the fixed data', () => {
    const rows = responseRows('nist-cavp/KDFCTR_gen.rsp', [
      'PRF=HMAC_SHA256',
      'CTRLOCATION=BEFORE_FIXED',
      'RLEN=32_BITS',
    ]);
    expect(rows).toHaveLength(40);
    for (const row of rows) {
      const bytes = (name: string): Uint8Array => fromHex(row.get(name)!);
      const derived = counterModeKdf(
        bytes('KI'),
        bytes('FixedInputData'),
        Number(row.get('L')) / 8,
      );
      expect(hex(derived), `count ${row.get('COUNT')}`).toBe(row.get('KO'));
    }
  });

  interface KdfCase {
    readonly id: string;
    readonly hash: string;
    readonly ikm: string;
    readonly info: string;
    readonly purpose: string | null;
    readonly L: number;
    readonly okm: string;
  }

  // Left out: b6 to b10, which use HMAC-SHA-384. In c1 to c5 the fixed data is label, zero, context, length,
  // as the HSM of this simulator writes it.
  test('AWS counter-mode KDF: the 10 cases of HMAC-SHA-256', () => {
    const { cases } = jsonVectors('aws-kdf-ctr/kdfctr_cases.json') as { cases: readonly KdfCase[] };
    const ours = cases.filter(({ hash }) => hash === 'sha256');
    expect(ours.map(({ id }) => id)).toEqual([
      'b1',
      'b2',
      'b3',
      'b4',
      'b5',
      'c1',
      'c2',
      'c3',
      'c4',
      'c5',
    ]);
    for (const { id, ikm, info, purpose, L, okm } of ours) {
      const context = fromHex(info);
      const label = purpose === null ? null : fromHex(purpose);
      const fixed = label ? concat(label, Uint8Array.of(0), context, uint32be(8 * L)) : context;
      expect(hex(counterModeKdf(fromHex(ikm), fixed, L)), id).toBe(okm);
    }
  });
});
