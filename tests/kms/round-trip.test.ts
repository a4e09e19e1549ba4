import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { hex } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, bytesOf, call, outputOf, verdict } from '../support/cloud.ts';

/** Any text that has bytes, astral characters and names of Object's own members among it. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((one) => !/\p{Surrogate}/u.test(one)),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''),
);

const context = fc.dictionary(text, text, { maxKeys: 6, noNullPrototype: false });

const plaintext = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc.uint8Array({ minLength: 4000, maxLength: 4096, size: 'max' }),
);

const world = (): { cloud: Cloud; keys: readonly [string, string] } => {
  const cloud = aCloud({ tick: 0 });
  return { cloud, keys: [aKey(cloud), aKey(cloud)] };
};

test('decrypt after encrypt is the identity, for 1 to 4096 bytes and any context', () => {
  const { cloud, keys } = world();
  fc.assert(
    fc.property(plaintext, context, (Plaintext, EncryptionContext) => {
      const sealed = call(cloud, 'kms:Encrypt', { KeyId: keys[0], Plaintext, EncryptionContext });
      const CiphertextBlob = bytesOf(sealed, 'CiphertextBlob');
      const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext });
      expect(hex(bytesOf(opened, 'Plaintext'))).toBe(hex(Plaintext));
      expect(outputOf(opened)['KeyId']).toBe(keys[0]);
    }),
    { numRuns: 150 },
  );
});

test('it still is after re-encryption to another key and another context, and after rotation', () => {
  const { cloud, keys } = world();
  const [source, DestinationKeyId] = keys;
  fc.assert(
    fc.property(plaintext, context, context, fc.boolean(), (Plaintext, one, other, rotates) => {
      const input = { KeyId: source, Plaintext, EncryptionContext: one };
      const blob = bytesOf(call(cloud, 'kms:Encrypt', input), 'CiphertextBlob');
      // The 26th rotation of a key is refused; that changes nothing here.
      if (rotates) call(cloud, 'kms:RotateKeyOnDemand', { KeyId: source });
      const moved = call(cloud, 'kms:ReEncrypt', {
        CiphertextBlob: blob,
        SourceEncryptionContext: one,
        DestinationKeyId,
        DestinationEncryptionContext: other,
      });
      const CiphertextBlob = bytesOf(moved, 'CiphertextBlob');
      const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext: other });
      expect(hex(bytesOf(opened, 'Plaintext'))).toBe(hex(Plaintext));
    }),
    { numRuns: 80 },
  );
});

test('another context refuses, whatever the two contexts are', () => {
  const { cloud, keys } = world();
  const Plaintext = new Uint8Array(16);
  fc.assert(
    fc.property(context, context, (one, other) => {
      fc.pre(canonical(one) !== canonical(other));
      const input = { KeyId: keys[0], Plaintext, EncryptionContext: one };
      const CiphertextBlob = bytesOf(call(cloud, 'kms:Encrypt', input), 'CiphertextBlob');
      const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext: other });
      expect(verdict(opened)).toBe('InvalidCiphertextException');
    }),
    { numRuns: 150 },
  );
});

/** A second opinion on which contexts are the same: pairs sorted, spelled by JSON. */
const canonical = (pairs: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.entries(pairs)
      .map((pair) => JSON.stringify(pair))
      .sort(),
  );

test('a context that is changed in one place refuses: a pair more, a pair less, a character', () => {
  const { cloud, keys } = world();
  const Plaintext = new Uint8Array(16);
  fc.assert(
    fc.property(
      context,
      fc.nat(),
      fc.constantFrom('add', 'drop', 'key', 'value'),
      (one, seed, change) => {
        const pairs = Object.entries(one);
        const at = pairs.length === 0 ? -1 : seed % pairs.length;
        fc.pre(change === 'add' || at >= 0);
        const altered = pairs.flatMap(([key, value], i): [string, string][] => {
          if (i !== at || change === 'add') return [[key, value]];
          if (change === 'drop') return [];
          return change === 'key' ? [[`${key}x`, value]] : [[key, `${value}x`]];
        });
        const other = Object.fromEntries(
          change === 'add' ? [...altered, ['new', 'pair']] : altered,
        );
        fc.pre(canonical(one) !== canonical(other));
        const input = { KeyId: keys[0], Plaintext, EncryptionContext: one };
        const CiphertextBlob = bytesOf(call(cloud, 'kms:Encrypt', input), 'CiphertextBlob');
        const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext: other });
        expect(verdict(opened)).toBe('InvalidCiphertextException');
      },
    ),
    { numRuns: 150 },
  );
});

test('naming another key refuses with IncorrectKeyException, whatever was sealed', () => {
  const { cloud, keys } = world();
  fc.assert(
    fc.property(plaintext, context, (Plaintext, EncryptionContext) => {
      const input = { KeyId: keys[0], Plaintext, EncryptionContext };
      const CiphertextBlob = bytesOf(call(cloud, 'kms:Encrypt', input), 'CiphertextBlob');
      const opened = call(cloud, 'kms:Decrypt', {
        CiphertextBlob,
        EncryptionContext,
        KeyId: keys[1],
      });
      expect(verdict(opened)).toBe('IncorrectKeyException');
    }),
    { numRuns: 40 },
  );
});
