// Markers become bytes, and a mistake in one is told in words that its author understands.

import { expect, test } from 'vitest';
import { textOf, utf8 as bytesOfText } from '../../src/crypto/bytes.ts';
import { flip, ref, sample, utf8, zeros } from '../../src/scenario/define.ts';
import { flipBit, resolve, sampleReport, type Answers } from '../../src/scenario/values.ts';

const blob = Uint8Array.of(0, 1, 254, 255);
const answers: Answers = new Map([
  ['gdk', { CiphertextBlob: blob, KeyId: 'arn', KeyMetadata: { Arn: 'arn:of:key' }, Tags: ['a'] }],
  ['denied', undefined],
]);
const of = (written: unknown): unknown => resolve(written, answers);

test('text, hexadecimal digits, zeros and a sample become bytes', () => {
  expect(of(utf8('Grüße'))).toEqual(bytesOfText('Grüße'));
  expect(of({ $hex: '00fF10' })).toEqual(Uint8Array.of(0, 255, 16));
  expect(of({ $hex: '' })).toEqual(new Uint8Array());
  expect(of(zeros(3))).toEqual(new Uint8Array(3));
  expect(of(sample(20))).toEqual(bytesOfText('order_id,customer,am'));
});

test('markers are found at any depth, and everything else stays as it is written', () => {
  const written = {
    KeyId: ref('gdk.KeyId'),
    Tags: [{ TagKey: 'k', TagValue: ref('gdk.KeyMetadata.Arn') }],
    Limit: 5,
    DryRun: false,
    Nothing: null,
    Missing: undefined,
  };
  expect(of(written)).toEqual({
    KeyId: 'arn',
    Tags: [{ TagKey: 'k', TagValue: 'arn:of:key' }],
    Limit: 5,
    DryRun: false,
    Nothing: null,
    Missing: undefined,
  });
});

test('a reference takes a member of an earlier answer, whole or in part', () => {
  expect(of(ref('gdk.CiphertextBlob'))).toBe(blob);
  expect(of(ref('gdk.KeyMetadata'))).toEqual({ Arn: 'arn:of:key' });
  expect(of(ref('gdk.Tags.0'))).toBe('a');
});

test.each([
  ['later.KeyId', '"later.KeyId": no earlier step has the id "later"'],
  ['', '"": no earlier step has the id ""'],
  ['denied.KeyId', '"denied.KeyId": step "denied" was refused, so it has no answer'],
  ['gdk.Keyid', '"gdk.Keyid": the answer of step "gdk" has no such member'],
  ['gdk.KeyId.length', '"gdk.KeyId.length": the answer of step "gdk" has no such member'],
  ['gdk.toString', '"gdk.toString": the answer of step "gdk" has no such member'],
  ['gdk.__proto__', '"gdk.__proto__": the answer of step "gdk" has no such member'],
])('a reference to "%s" is refused in plain words', (path, message) => {
  expect(() => of(ref(path))).toThrow(message);
});

test('one bit of one byte is turned over, and the answer it came from stays whole', () => {
  expect(of(flip('gdk.CiphertextBlob', 0))).toEqual(Uint8Array.of(1, 1, 254, 255));
  expect(of(flip('gdk.CiphertextBlob', -1))).toEqual(Uint8Array.of(0, 1, 254, 254));
  expect(of(flip('gdk.CiphertextBlob', 1))).toEqual(Uint8Array.of(0, 0, 254, 255));
  expect(blob).toEqual(Uint8Array.of(0, 1, 254, 255));
  expect(flipBit(flipBit(blob, 2), 2)).toEqual(blob);
});

test.each([4, -5, 0.5, NaN])('byte %s of four is outside', (byte) => {
  expect(() => of(flip('gdk.CiphertextBlob', byte))).toThrow(`byte ${byte} is outside 4 bytes`);
});

test('only bytes can be flipped', () => {
  expect(() => of(flip('gdk.KeyId', 0))).toThrow(
    '"gdk.KeyId" is not bytes, so no bit of it can be flipped',
  );
});

test.each([-1, 1.5, 'many', null, true])('%s is no number of bytes', (count) => {
  const message = `${JSON.stringify(count)} is no number of bytes`;
  expect(() => of({ $zeros: count })).toThrow(message);
  expect(() => of({ $sample: count })).toThrow(message);
});

test.each(['0', 'xy', '0x00', '00 11'])('"%s" is no row of bytes', (digits) => {
  expect(() => of({ $hex: digits })).toThrow('not pairs of hexadecimal digits');
});

test('a sample is readable text, always the same, and a longer one only goes on', () => {
  expect(sampleReport(0)).toHaveLength(0);
  expect(sampleReport(65_536)).toHaveLength(65_536);
  expect(sampleReport(65_536).subarray(0, 4097)).toEqual(sampleReport(4097));
  expect(textOf(sampleReport(90))).toMatch(/^order_id,customer,amount_eur\n100000,C0,0\n100001,/);
});
