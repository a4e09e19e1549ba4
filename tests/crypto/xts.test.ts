// XTS-AES-256 against IEEE 1619 and against another implementation.

import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, hex } from '../../src/crypto/bytes.ts';
import { openSectors, sealSectors } from '../../src/crypto/xts.ts';

const KEY = fromHex(
  '27182818284590452353602874713526624977572470936999595749669676273141592653589793238462643383279502884197169399375105820974944592',
);

test('vector 10 of IEEE 1619: sector ff', () => {
  const plaintext = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
  const sealed = sealSectors(KEY, 0xff, plaintext);
  expect(hex(sealed.subarray(0, 32))).toBe(
    '1c3b3a102f770386e4836c99e370cf9bea00803f5e482357a4ae12d414a3e63b',
  );
  expect(openSectors(KEY, 0xff, sealed)).toEqual(plaintext);
});

test('sector by sector as OpenSSL seals, and opened again', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  fc.assert(
    fc.property(bytes(64), fc.nat(), bytes(1024), (key, first, data) => {
      // OpenSSL refuses two equal halves.
      fc.pre(hex(key.subarray(0, 32)) !== hex(key.subarray(32)));
      const sealed = sealSectors(key, first, data);
      for (const i of [0, 1]) {
        const tweak = new Uint8Array(16);
        new DataView(tweak.buffer).setBigUint64(0, BigInt(first + i), true);
        const theirs = createCipheriv('aes-256-xts', key, tweak);
        const sector = data.subarray(512 * i, 512 * (i + 1));
        expect(hex(sealed.subarray(512 * i, 512 * (i + 1)))).toBe(
          hex(new Uint8Array(theirs.update(sector))),
        );
      }
      expect(openSectors(key, first, sealed)).toEqual(data);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['a key of 32 bytes', 32, 512],
  ['half a sector', 64, 256],
])('%s is refused', (_, keyBytes, dataBytes) => {
  expect(() => sealSectors(new Uint8Array(keyBytes), 0, new Uint8Array(dataBytes))).toThrow(
    RangeError,
  );
});
