// "Flip a byte": whichever it is, what was altered does not open.

import { describe, expect, test } from 'vitest';
import { ref, utf8, type Scenario } from '../../src/scenario/define.ts';
import { flipAndOpen, inspect } from '../../src/scenario/inspect.ts';
import { play } from '../../src/scenario/play.ts';
import { envelope } from './envelope.ts';

const scenario: Scenario = {
  ...envelope,
  steps: [
    ...envelope.steps,
    { id: 'encrypt', call: 'kms:Encrypt', input: { KeyId: 'alias/app', Plaintext: utf8('hi') } },
    {
      id: 'renew',
      call: 'kms:ReEncrypt',
      input: {
        CiphertextBlob: ref('encrypt.CiphertextBlob'),
        DestinationKeyId: 'alias/app',
        DestinationEncryptionContext: { a: 'b' },
      },
    },
  ],
};
const played = play(scenario, 'flip');
const lastOf = (id: string): number => played.steps.find((step) => step.id === id)!.to;

const KMS = 'InvalidCiphertextException';

describe.each([
  ['gdk', 'output.CiphertextBlob', 'kms:Decrypt', KMS],
  ['decrypt', 'input.CiphertextBlob', 'kms:Decrypt', KMS],
  ['encrypt', 'output.CiphertextBlob', 'kms:Decrypt', KMS],
  ['renew', 'output.CiphertextBlob', 'kms:Decrypt', KMS],
  ['seal', 'output.Message', 'app:Open', 'TagMismatch'],
  ['open', 'input.Message', 'app:Open', 'TagMismatch'],
])('%s, %s', (step, path, call, code) => {
  const beat = lastOf(step);
  const blob = inspect(played, beat)!.blobs.find((one) => one.path === path)!;

  test(`refuses for every byte, with ${code} from ${call}`, () => {
    for (let byte = 0; byte < blob.bytes.length; byte++) {
      const result = flipAndOpen(played, beat, path, byte);
      expect(result, `byte ${byte}`).toMatchObject({ byte, call, opened: false });
      expect(result.refusal?.code, `byte ${byte}`).toBe(code);
      expect(result.before ^ result.after).toBe(1);
      expect(result.before).toBe(blob.bytes[byte]);
      expect(byte >= result.field.start && byte < result.field.end).toBe(true);
    }
  });
});

test('what cannot be asked to open cannot be flipped, and says so', () => {
  const blobs = inspect(played, lastOf('gdk'))!.blobs;
  expect(blobs.map(({ path, canFlip }) => [path, canFlip])).toEqual([
    ['output.Plaintext', false],
    ['output.CiphertextBlob', true],
  ]);
  expect(() => flipAndOpen(played, lastOf('gdk'), 'output.Plaintext', 0)).toThrow(
    'nothing to flip at output.Plaintext, byte 0',
  );
});

test.each([-1, 184, 0.5, NaN])('byte %s of 184 is none', (byte) => {
  expect(() => flipAndOpen(played, lastOf('gdk'), 'output.CiphertextBlob', byte)).toThrow(
    `nothing to flip at output.CiphertextBlob, byte ${byte}`,
  );
});

test('before the first beat, and after the last, there is nothing to inspect', () => {
  expect(inspect(played, 0)).toBeUndefined();
  expect(inspect(played, played.beats.length + 1)).toBeUndefined();
});

test('nothing of the answer is told before it has been given', () => {
  const { from, to } = played.steps.find(({ id }) => id === 'gdk')!;
  for (let beat = from; beat < to; beat++) {
    const seen = inspect(played, beat)!;
    expect([seen.answered, seen.response, seen.blobs]).toEqual([false, '', []]);
    expect(seen.decided).toBe(beat > from);
  }
  expect(inspect(played, to)).toMatchObject({ answered: true, decided: true });
  expect(inspect(played, to)!.response).toContain('"CiphertextBlob": "AQIDAH');
});
