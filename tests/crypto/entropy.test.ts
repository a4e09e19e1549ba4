// The layout of chance, version 1, is frozen: a link that was shared once must give the same bytes for ever.
// If a figure here changes, that is a new layout, and it needs a new name.

import { ctr, rngAesCtrDrbg256 } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import { ctrDrbg, entropyFor } from '../../src/crypto/drbg.ts';
import { sha384 } from '../../src/crypto/hash.ts';

const FIRST_BYTES = [
  [
    'class-7',
    '0',
    '14647a82e55d5c7a2965cc6089af4fce15392762fc06f63c9f5e6a430999f5e8244951c46a937506bbb04cddc672bd265c105df4d41d58cecb8a6a3e0753d9cf',
  ],
  [
    'class-7',
    '4.0',
    '6bed4ce69809170ea494188daf269be612aa7e50441a6cdfa4d128fab63e9ce26daa70ffb6def0d72a5a8c1b88d4286d14f9a0e1f22d319c0e76521549faad09',
  ],
  [
    'envelope-encryption',
    '11',
    '9bce9f3dc6a3157aafcd7fca229514975fd6e4e58588413b02b029c867b5272ccfb45a74fd9a57dbda65dfee7f026717cc5a029e06d2f4176849666711aefb3c',
  ],
  [
    'Übung 1 🔑',
    '0',
    'f0f9e0e576c462dc5e1e486a5ee0448c048f40c2e32a1915ebb197b6eac7b41e7cbccf118c7b7cfe1ac857767a90c294a68ee45fe0c1f8bb39951b910a033732',
  ],
  [
    '',
    '',
    '6905004c5bef6148e5465d09a303de79c9fe85c661557e3b4d57f1ef007695c7f4e4f78c0429226a30ee75fd11fb78700102b1c48b15e461bf4f364e36bd3480',
  ],
] as const;

test.each(FIRST_BYTES)(
  'glassbox/1: the first bytes of seed "%s", path "%s"',
  (seed, path, bytes) => {
    expect(hex(entropyFor(seed, path).bytes(64))).toBe(bytes);
  },
);

test('glassbox/1: the first identifiers of some streams', () => {
  const first = (seed: string, path: string): string => entropyFor(seed, path).uuid();
  expect([
    first('class-7', '0'),
    first('class-7', '1'),
    first('class-7', '2.0'),
    first('', ''),
  ]).toEqual([
    '14647a82-e55d-4c7a-a965-cc6089af4fce',
    'acf72825-9323-4f97-9e14-13ca8fde622c',
    'd3bd4744-093e-49a0-8627-10a81a742e8e',
    '6905004c-5bef-4148-a546-5d09a303de79',
  ]);
});

test('glassbox/1: a stream is that of the generator, drawn in blocks of 64 bytes', () => {
  const generator = rngAesCtrDrbg256(sha384(utf8('glassbox/1|seed|7.1')));
  const stream = concat(...Array.from({ length: 8 }, () => generator.randomBytes(64)));
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
