import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from '../../src/crypto/bytes.ts';
import { flipBit } from '../../src/scenario/values.ts';
import { aCloud, aKey, bytesOf, call, verdict } from '../support/cloud.ts';

const context = fc.dictionary(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  { maxKeys: 4 },
);
const plaintext = fc.uint8Array({ minLength: 1, maxLength: 4096 });

test('what Encrypt sealed, Decrypt opens: for any plaintext and any context', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  fc.assert(
    fc.property(plaintext, context, (Plaintext, EncryptionContext) => {
      const sealed = call(cloud, 'kms:Encrypt', { KeyId, Plaintext, EncryptionContext });
      const CiphertextBlob = bytesOf(sealed, 'CiphertextBlob');
      const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext });
      expect(bytesOf(opened, 'Plaintext')).toEqual(Plaintext);
    }),
    { numRuns: 150 },
  );
});

test('another context refuses, however little it differs', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const same = (a: Record<string, string>, b: Record<string, string>): boolean =>
    JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
  fc.assert(
    fc.property(context, context, (one, other) => {
      fc.pre(!same(one, other));
      const sealed = call(cloud, 'kms:Encrypt', {
        KeyId,
        Plaintext: Uint8Array.of(1),
        EncryptionContext: one,
      });
      const opened = call(cloud, 'kms:Decrypt', {
        CiphertextBlob: bytesOf(sealed, 'CiphertextBlob'),
        EncryptionContext: other,
      });
      expect(verdict(opened)).toBe('InvalidCiphertextException');
    }),
    { numRuns: 150 },
  );
});

test('the order of the pairs is of no account', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  fc.assert(
    fc.property(context, (pairs) => {
      const sealed = call(cloud, 'kms:Encrypt', {
        KeyId,
        Plaintext: Uint8Array.of(1),
        EncryptionContext: pairs,
      });
      const backwards = Object.fromEntries(Object.entries(pairs).reverse());
      const opened = call(cloud, 'kms:Decrypt', {
        CiphertextBlob: bytesOf(sealed, 'CiphertextBlob'),
        EncryptionContext: backwards,
      });
      expect(verdict(opened)).toBe('ok');
    }),
    { numRuns: 60 },
  );
});

for (const [kind, make] of Object.entries({
  Encrypt: (cloud: ReturnType<typeof aCloud>, KeyId: string) =>
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext: Uint8Array.of(1, 2, 3) }),
  'GenerateDataKey by KeySpec': (cloud: ReturnType<typeof aCloud>, KeyId: string) =>
    call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
  'GenerateDataKey by NumberOfBytes': (cloud: ReturnType<typeof aCloud>, KeyId: string) =>
    call(cloud, 'kms:GenerateDataKey', { KeyId, NumberOfBytes: 24 }),
})) {
  test(`every bit turned over in a blob of ${kind} refuses, and so does every way to cut it short`, () => {
    const cloud = aCloud();
    const blob = bytesOf(make(cloud, aKey(cloud)), 'CiphertextBlob');
    const outcomes = new Set<string>();
    for (let bit = 0; bit < 8 * blob.length; bit++) {
      const altered = blob.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      outcomes.add(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob: altered })));
    }
    for (let length = 1; length < blob.length; length++) {
      const cut = blob.slice(0, length);
      outcomes.add(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob: cut })));
    }
    expect([...outcomes]).toEqual(['InvalidCiphertextException']);
  });
}

test('rubbish of any length is refused with a type, never with an accident', () => {
  const cloud = aCloud();
  aKey(cloud);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 6144 }), (CiphertextBlob) => {
      expect(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob }))).toBe(
        'InvalidCiphertextException',
      );
    }),
    { numRuns: 300 },
  );
});

test('another key refuses: the blob knows its own', () => {
  const cloud = aCloud();
  const [own, other] = [aKey(cloud), aKey(cloud)];
  const sealed = call(cloud, 'kms:Encrypt', { KeyId: own, Plaintext: Uint8Array.of(7) });
  const CiphertextBlob = bytesOf(sealed, 'CiphertextBlob');
  expect(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob, KeyId: other }))).toBe(
    'IncorrectKeyException',
  );
  expect(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob: flipBit(CiphertextBlob, -1) }))).toBe(
    'InvalidCiphertextException',
  );
});

test('no plaintext is in the trail, nor in what a refusal says', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const word = fc.stringMatching(/^[a-z]{16,32}$/);
  fc.assert(
    fc.property(word, (secret) => {
      const Plaintext = new TextEncoder().encode(secret);
      const sealed = call(cloud, 'kms:Encrypt', { KeyId, Plaintext });
      const blob = bytesOf(sealed, 'CiphertextBlob');
      const tooLong = new Uint8Array(5000);
      tooLong.set(Plaintext);
      const refused = [
        call(cloud, 'kms:Encrypt', { KeyId, Plaintext: tooLong }),
        call(cloud, 'kms:Decrypt', { CiphertextBlob: flipBit(blob, -1) }),
      ].map((span) => JSON.stringify(span.outcome));
      const said = JSON.stringify(cloud.trail.slice(-4)) + refused.join('');
      const spelled = [secret, btoa(secret), Plaintext.join(','), textOf(Plaintext) ?? secret];
      for (const spelling of spelled) expect(said).not.toContain(spelling);
    }),
    { numRuns: 60 },
  );
});
