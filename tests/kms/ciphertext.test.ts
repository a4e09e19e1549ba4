// The blobs that this simulator writes. What AWS has published is read in tests/crypto/recorded-blobs.test.ts.

import { expect, test } from 'vitest';
import { fromBase64, hex } from '../../src/crypto/bytes.ts';
import { decode } from '../../src/kms/ciphertext.ts';
import { aCloud, aKey, bytesOf, call, sealed } from '../support/cloud.ts';

/** From the Amazon RDS User Guide. */
const OF_KEY_SPEC =
  'AQIDAHimL2NEoAlOY6Bn7LJfnxi/OZe9kTQo/XQXduug1rmerwGiL7g5ux4av9GfZLxYTDATAAAAfjB8BgkqhkiG9w0BBwagbzBtAgEAMGgGCSqGSIb3DQEHATAeBglghkgBZQMEAS4wEQQMyCxLMi7GRZgKqD65AgEQgDtjvZLJo2cQ31Vetngzm2ybHDc3d2vI74SRUzZ2RezQy3sAS6ZHrCjfnfn0c65bFdhsXxjSMnudIY7AKw==';

test('ours differ from a real one in the random parts alone', () => {
  const cloud = aCloud();
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId: aKey(cloud), KeySpec: 'AES_256' });
  const blank = (blob: Uint8Array): string => {
    const copy = blob.slice();
    const { materialId, nonce, iv, sealed: secret } = decode(copy)!;
    for (const part of [materialId, nonce, iv, secret]) part.fill(0);
    return hex(copy);
  };
  expect(blank(bytesOf(span, 'CiphertextBlob'))).toBe(blank(fromBase64(OF_KEY_SPEC)));
});

test('a blob is 152 bytes longer than a plaintext of up to 35 bytes, and 4096 bytes fit in 6144', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (const length of [1, 11, 15, 32, 35]) {
    expect(sealed(cloud, KeyId, 'x'.repeat(length))).toHaveLength(152 + length);
  }
  expect(sealed(cloud, KeyId, 'x'.repeat(4096)).length).toBeLessThan(4300);
});

test('lengths from 1 to 4096 are written and read alike', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (let length = 1; length <= 4096; length += length < 300 ? 1 : 211) {
    const blob = sealed(cloud, KeyId, 'x'.repeat(length));
    const envelope = decode(blob)!;
    expect(envelope.sealed).toHaveLength(length + 27);
    expect(envelope.header.length + envelope.sealed.length).toBe(blob.length);
  }
});

test('the DER inside says as many bytes as there are', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (const length of [1, 35, 36, 100, 101, 228, 229, 1000, 4096]) {
    expect(derLength(sealed(cloud, KeyId, 'x'.repeat(length)).subarray(58))).toBe(0);
  }
});

/** Walks down the six nested elements, and gives how many bytes are left over at the end. */
function derLength(der: Uint8Array): number {
  let at = 0;
  const open = (tag: number): number => {
    expect(der[at]).toBe(tag);
    const first = der[at + 1]!;
    const extra = first < 0x80 ? 0 : first & 0x7f;
    const length =
      extra === 0
        ? first
        : der.subarray(at + 2, at + 2 + extra).reduce((sum, byte) => 256 * sum + byte, 0);
    at += 2 + extra;
    return length;
  };
  const skip = (tag: number): void => {
    const length = open(tag);
    at += length;
  };
  const ends = [open(0x30)].map((length) => at + length);
  skip(0x06);
  ends.push(open(0xa0) + at, open(0x30) + at);
  skip(0x02);
  ends.push(open(0x30) + at);
  skip(0x06);
  skip(0x30);
  ends.push(open(0x80) + at);
  expect(new Set(ends)).toEqual(new Set([der.length]));
  return der.length - ends[0]!;
}
