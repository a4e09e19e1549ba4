import { expect, test } from 'vitest';
import { partsOf } from '../../src/ui/parts/inline.ts';
import { sizeOf } from '../../src/ui/parts/size.ts';
import { whatIfName } from '../../src/ui/player/storyboard.ts';
import { verdictOf } from '../../src/ui/player/verdict.ts';

test('a caption has code and bold, and nothing else is markup', () => {
  expect(partsOf('KMS **refuses**: `Decrypt` <b>x</b>')).toEqual([
    { kind: 'text', text: 'KMS ' },
    { kind: 'bold', text: 'refuses' },
    { kind: 'text', text: ': ' },
    { kind: 'code', text: 'Decrypt' },
    { kind: 'text', text: ' <b>x</b>' },
  ]);
});

test('a mark without its partner stands as it is', () => {
  expect(partsOf('2 ** 3 and ` alone')).toEqual([{ kind: 'text', text: '2 ** 3 and ` alone' }]);
});

test.each([
  [1, '1 byte'],
  [184, '184 bytes'],
  [4097, '4,097 bytes'],
  [65_536, '64 KiB'],
  [50_000_000, '50 MB'],
  [1_234_567_890, '1,234.6 MB'],
])('%d bytes are written as %s', (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words);
});

test('a prediction is answered in words, right or wrong', () => {
  const asked = {
    ask: 'Who encrypts?',
    options: [
      { text: 'KMS does.', correct: false },
      { text: 'The app does.', correct: true },
    ],
  };
  expect(verdictOf(asked, 1)).toBe('You said: “The app does.” It came out so.');
  expect(verdictOf(asked, 0)).toBe('You said: “KMS does.” It came out otherwise: “The app does.”');
  expect(verdictOf(asked, undefined)).toBeUndefined();
  const short = { ask: 'How many?', options: [{ text: 'None', correct: true }] };
  expect(verdictOf(short, 0)).toBe('You said: “None”. It came out so.');
});

test('a what-if is introduced once', () => {
  expect(whatIfName('the key is disabled')).toBe('What if: the key is disabled');
  expect(whatIfName('What if the key is disabled?')).toBe('What if the key is disabled?');
});
