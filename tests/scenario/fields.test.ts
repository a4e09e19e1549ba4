// The fields of a blob tile it: no byte without a meaning, none with two.

import { expect, test } from 'vitest';
import { sealMessage } from '../../src/app/message.ts';
import { flip, ref, utf8 } from '../../src/scenario/define.ts';
import { fieldsOf } from '../../src/scenario/fields.ts';
import type { Field } from '../../src/scenario/inspect-types.ts';
import { inspect } from '../../src/scenario/inspect.ts';
import { runSteps } from '../../src/scenario/run.ts';
import { plays } from '../lessons/plays.ts';

/** Empty where every byte from the first to the last stands in exactly one field. */
function gaps(fields: readonly Field[], length: number): readonly string[] {
  let at = 0;
  const found = fields.flatMap(({ name, start, end }) => {
    const fault = start !== at || end < start ? [`${name}: ${start} to ${end}, after ${at}`] : [];
    at = end;
    return fault;
  });
  return at === length ? found : [...found, `ends at ${at} of ${length}`];
}

test.each(plays)('the fields of every blob of $name tile it', ({ play }) => {
  for (const { n } of play.beats) {
    for (const { fields, bytes, path } of inspect(play, n)?.blobs ?? []) {
      expect(gaps(fields, bytes.length), `beat ${n}, ${path}`).toEqual([]);
      for (const { name, meaning } of fields) expect(`${name}: ${meaning}`).toMatch(/\w: .+\.$/);
    }
  }
});

test('the lessons show blobs of KMS, messages, data keys and plaintext', () => {
  const names = new Set(
    plays
      .flatMap(({ play }) =>
        play.beats
          .flatMap(({ n }) => inspect(play, n)?.blobs ?? [])
          .flatMap(({ fields }) => fields),
      )
      .map(({ name }) => name),
  );
  for (const name of ['key material id', 'encrypted data', 'plaintext data key', 'plaintext']) {
    expect([...names]).toContain(name);
  }
});

const LENGTHS = [1, 2, 20, 35, 36, 50, 100, 120, 121, 150, 255, 256, 300, 1000, 4095, 4096];

test('blobs of any length are tiled, across every change of DER’s lengths', () => {
  const { steps } = runSteps({
    seed: 'fields',
    before: [{ id: 'key', call: 'kms:CreateKey', input: {} }],
    steps: LENGTHS.map((length) => ({
      call: 'kms:Encrypt',
      input: { KeyId: ref('key.KeyMetadata.Arn'), Plaintext: { $zeros: length } },
    })),
  });
  for (const [i, { span }] of steps.entries()) {
    const blob = span.outcome.ok && span.outcome.output['CiphertextBlob'];
    if (!(blob instanceof Uint8Array)) throw new Error('no blob');
    const fields = fieldsOf(blob, 'ciphertext');
    expect(gaps(fields, blob.length)).toEqual([]);
    const inner = fields.find(({ name }) => name === 'encrypted plaintext')!;
    expect(inner.end - inner.start).toBe(LENGTHS[i]);
    expect(fields.filter(({ unexplained }) => unexplained).map(({ name }) => name)).toEqual([
      'constant',
      'inner header',
    ]);
  }
});

test.each([0, 1, 15, 70_000])(
  'a message of the program’s own, %i bytes long, is tiled',
  (length) => {
    const sealed = sealMessage(
      new Uint8Array(32),
      new Uint8Array(12),
      new Uint8Array(length),
      new Uint8Array(),
    );
    const fields = fieldsOf(sealed, 'ciphertext');
    expect(gaps(fields, sealed.length)).toEqual([]);
    expect(fields.map(({ name }) => name)).toEqual(['version', 'nonce', 'encrypted data', 'tag']);
  },
);

test('bytes of no known form are one field', () => {
  for (const bytes of [new Uint8Array(), Uint8Array.of(1), new Uint8Array(40)]) {
    const fields = fieldsOf(bytes, 'ciphertext');
    expect(gaps(fields, bytes.length)).toEqual([]);
    expect(fields).toHaveLength(1);
  }
});

test('a blob of KMS that was altered in its header is not taken for a message of the program', () => {
  const { steps } = runSteps({
    seed: 'fields',
    before: [{ id: 'key', call: 'kms:CreateKey', input: {} }],
    steps: [
      {
        id: 'encrypt',
        call: 'kms:Encrypt',
        input: { KeyId: ref('key.KeyMetadata.Arn'), Plaintext: utf8('hello') },
      },
      { call: 'kms:Decrypt', input: { CiphertextBlob: flip('encrypt.CiphertextBlob', 60) } },
    ],
  });
  const altered = steps[1]!.span.input['CiphertextBlob'] as Uint8Array;
  const fields = fieldsOf(altered, 'ciphertext', true);
  expect(gaps(fields, altered.length)).toEqual([]);
  expect(fields.map(({ name, meaning }) => [name, meaning])).toEqual([
    [
      'ciphertext',
      'Not of the form that KMS writes: KMS refuses these bytes before it looks for a key.',
    ],
  ]);
});
