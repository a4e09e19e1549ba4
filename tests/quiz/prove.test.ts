import { expect, test } from 'vitest';
import type { Item, Proof } from '../../src/quiz/item.ts';
import { proofPlay, prove } from '../../src/quiz/prove.ts';
import { flip, ref, utf8 } from '../../src/scenario/define.ts';
import { anItem, option } from './fixture.ts';

const sealed: Proof = {
  seed: 'prove',
  before: [
    { id: 'key', call: 'kms:CreateKey', input: {} },
    {
      id: 'seal',
      call: 'kms:Encrypt',
      input: { KeyId: ref('key.KeyMetadata.KeyId'), Plaintext: utf8('glass') },
    },
  ],
  steps: [{ call: 'kms:Decrypt', input: { CiphertextBlob: flip('seal.CiphertextBlob', -1) } }],
};

const tampered = (proof: Proof = sealed): Item =>
  anItem({
    type: 'predict',
    proof,
    options: [
      { ...option('It opens'), expect: 'ok' },
      { ...option('`InvalidCiphertextException`', true), expect: 'InvalidCiphertextException' },
      option('AWS decides by lot'),
    ],
  });

test('the engine says of each option whether it came out so', () => {
  expect(prove(tampered())).toEqual([false, true, undefined]);
});

test('a question without a proof has no verdicts', () => {
  expect(prove(anItem())).toEqual([undefined, undefined, undefined]);
});

test('a proof can be watched: what ran, and what came of it', () => {
  const { rows, held } = proofPlay(tampered());
  expect(held).toEqual([false, true, undefined]);
  expect(rows.map(({ call, setting }) => [call, setting])).toEqual([
    ['kms:CreateKey', true],
    ['kms:Encrypt', true],
    ['kms:Decrypt', false],
  ]);
  expect(rows[1]?.input).toMatch(/^KeyId [0-9a-f-]{36}, Plaintext 5 bytes$/);
  expect(rows[2]?.refusal?.code).toBe('InvalidCiphertextException');
});

test('time that passes is a step like others', () => {
  const waiting = { ...sealed, steps: [{ wait: 86_400_000 }, ...sealed.steps] };
  expect(proofPlay(tampered(waiting)).rows.map(({ call }) => call)).toContain('wait');
});

test('a proof that goes astray before its last step is the author’s mistake', () => {
  const astray = { ...sealed, before: [...sealed.before, ...sealed.steps] };
  expect(() => prove(tampered(astray))).toThrow(
    'the step kms:Decrypt of the proof was refused with InvalidCiphertextException, which is not expected',
  );
});
