// The layout of chance, version 1, is frozen: a link that was shared once must give the same bytes for ever.
// If a figure here changes, that is a new layout, and it needs a new name.

import { ctr, rngAesCtrDrbg256 } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import { ctrDrbg, entropyFor } from '../../src/crypto/drbg.ts';
import { sha384 } from '../../src/crypto/hash.ts';

test('glassbox/1: the first bytes of three streams', () => {
  expect(hex(entropyFor('class-7', '0').bytes(32))).toBe(
    '14647a82e55d5c7a2965cc6089af4fce15392762fc06f63c9f5e6a430999f5e8',
  );
  expect(hex(entropyFor('class-7', '4.0').bytes(32))).toBe(
    '6bed4ce69809170ea494188daf269be612aa7e50441a6cdfa4d128fab63e9ce2',
  );
  expect(entropyFor('', '').uuid()).toBe('6905004c-5bef-4148-a546-5d09a303de79');
});

test('glassbox/1: a stream is that of the generator, drawn in blocks of 128 bytes', () => {
  const generator = rngAesCtrDrbg256(sha384(utf8('glassbox/1|seed|7.1')));
  const stream = concat(...Array.from({ length: 4 }, () => generator.randomBytes(128)));
  const entropy = entropyFor('seed', '7.1');
  const drawn = [1, 15, 16, 100, 0, 300, 80].map((length) => entropy.bytes(length));
  expect(hex(concat(...drawn))).toBe(hex(stream));
});

test('the generator is the one of the cipher library, bit for bit, for every seed', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 48, maxLength: 48 }),
      fc.integer({ min: 1, max: 12 }),
      (seed, blocks) => {
        const theirs = rngAesCtrDrbg256(seed);
        const ours = ctrDrbg(seed, 16 * blocks);
        for (let i = 0; i < 3; i++) expect(hex(ours())).toBe(hex(theirs.randomBytes(16 * blocks)));
      },
    ),
    { numRuns: 50 },
  );
});

test('a counter that overflows carries over', () => {
  // The first update adds AES(0, 1), AES(0, 2) and AES(0, 3) to the seed. The complement of the last one puts
  // the counter at its very end.
  const added = ctr(new Uint8Array(32), Uint8Array.of(...new Uint8Array(15), 1)).encrypt(
    new Uint8Array(48),
  );
  const seed = added.map((byte, i) => (i < 32 ? 0 : byte ^ 0xff));
  expect(hex(ctrDrbg(seed, 48)())).toBe(hex(rngAesCtrDrbg256(seed).randomBytes(48)));
});

test('a UUID is of version 4 and takes 16 bytes of the stream', () => {
  const entropy = entropyFor('seed', 'x');
  const uuid = entropy.uuid();
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const same = entropyFor('seed', 'x');
  same.bytes(16);
  expect(same.bytes(8)).toEqual(entropy.bytes(8));
});

test('streams of other seeds and of other paths have nothing in common', () => {
  const starts = ['a', 'b', 'c'].flatMap((seed) =>
    ['0', '1', '10', '1.0'].map((path) => hex(entropyFor(seed, path).bytes(16))),
  );
  expect(new Set(starts).size).toBe(12);
});
