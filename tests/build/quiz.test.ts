// quiz.yaml: the sentence that each mistake gets, and the engine's word on the answer key.

import { expect, test } from 'vitest';
import type { Item } from '../../src/quiz/item.ts';
import { readQuiz, type QuizContext } from '../../src/build/quiz.ts';
import { prove } from '../../src/quiz/prove.ts';

const PREDICT = `- id: wall
  skill: limits
  type: predict
  stem: Encrypt is given 4097 bytes. What happens?
  options:
    - text: KMS refuses it.
      correct: true
      because: The most is 4096.
      expect: ValidationException
    - text: KMS encrypts it.
      because: It is one byte too many.
      misconception: encrypt-takes-files
      expect: ok
  world:
    before:
      - { id: key, call: 'kms:CreateKey', input: {} }
  do:
    - call: kms:Encrypt
      input: { KeyId: { $ref: key.KeyMetadata.KeyId }, Plaintext: { $zeros: 4097 } }
  evidence: recorded
  sources:
    - { title: Encrypt, url: https://docs.aws.amazon.com/kms/, checked: 2026-11-20 }
`;

const TRUE_FALSE = `- id: holds
  skill: boundary
  type: true-false
  stem: KMS hands out key material.
  options:
    - text: True
      because: It never leaves the HSM.
    - text: False
      correct: true
      because: It never leaves the HSM.
  evidence: documented
  sources:
    - { title: Concepts, url: https://docs.aws.amazon.com/kms/, checked: 2026-11-20 }
`;

const read = (text: string, proving: QuizContext['prove'] = prove): Item[] =>
  readQuiz(text, { file: 'lessons/02-wall/quiz.yaml', limit: () => 4096, prove: proving });

test('questions are read, and the engine agrees with their keys', () => {
  const [wall, holds] = read(PREDICT + TRUE_FALSE);
  expect(wall).toMatchObject({
    id: 'wall',
    proof: { seed: 'quiz/wall', before: [{ id: 'key' }], steps: [{ call: 'kms:Encrypt' }] },
  });
  expect(wall?.options.map(({ correct }) => correct)).toEqual([true, false]);
  expect(wall?.options[1]?.misconception).toBe('encrypt-takes-files');
  expect(holds?.options.map(({ text }) => text)).toEqual(['True', 'False']);
  expect(holds).not.toHaveProperty('proof');
});

test('a limit may be quoted', () => {
  const [item] = read(
    TRUE_FALSE.replace(
      'KMS hands out',
      'In {{limit:kms.Encrypt.Plaintext.max}} cases KMS hands out',
    ),
  );
  expect(item?.stem).toMatch(/^In 4,096 cases/);
});

test('a key that the engine contradicts stops the build', () => {
  const swapped = PREDICT.replace('      correct: true\n', '').replace(
    'encrypts it.',
    'encrypts it.\n      correct: true',
  );
  expect(() => read(swapped)).toThrow(
    'quiz.yaml:1: Question wall: option 1 ("KMS refuses it.") is marked wrong, and the engine says it is true.',
  );
  expect(() => read(PREDICT, () => [true, true])).toThrow(
    'option 2 ("KMS encrypts it.") is marked wrong',
  );
});

test('what the engine leaves open is left to the author', () => {
  expect(() => read(PREDICT, () => [undefined, undefined])).not.toThrow();
});

test('a proof that does not run stops the build', () => {
  expect(() => read(PREDICT.replace('key.KeyMetadata', 'kee.KeyMetadata'))).toThrow(
    'the proof does not run',
  );
});

const PREDICT_IN = (from: string, to: string): string => PREDICT.replace(from, to);

test.each([
  ['an id twice', TRUE_FALSE + TRUE_FALSE, ':14: The id "holds" is taken by line 1'],
  ['a spaced id', TRUE_FALSE.replace('id: holds', 'id: it holds'), ':1: "it holds" is no id'],
  [
    'an unknown type',
    PREDICT_IN('type: predict', 'type: predicts'),
    ':3: type is "predicts". Did you mean predict?',
  ],
  [
    'an unknown key',
    PREDICT_IN('because: The most', 'becuase: The most'),
    ':8: "becuase" is not known here. Did you mean because?',
  ],
  [
    'an option without a because',
    PREDICT_IN('      because: It is one byte too many.\n', ''),
    ':10: options 2 has no because',
  ],
  [
    'an empty because',
    PREDICT_IN('because: It is one byte too many.', "because: ''"),
    ':11: because is no text',
  ],
  [
    'one option',
    TRUE_FALSE.replace(/ {4}- text: False[^-]*?(?= {2}evidence)/, ''),
    'at least two options',
  ],
  [
    'two right answers',
    PREDICT_IN('encrypts it.', 'encrypts it.\n      correct: true'),
    'Exactly one option must be correct',
  ],
  [
    'correct in words',
    PREDICT_IN('correct: true', 'correct: yes'),
    ':7: correct is neither true nor false',
  ],
  [
    'no sources',
    PREDICT_IN(
      '  sources:\n    - { title: Encrypt, url: https://docs.aws.amazon.com/kms/, checked: 2026-11-20 }',
      '  sources: []',
    ),
    'at least one source',
  ],
  ['an unchecked source', PREDICT_IN(', checked: 2026-11-20', ''), ':22: sources 1 has no checked'],
  ['unknown evidence', PREDICT_IN('recorded', 'hearsay'), 'Use recorded or documented'],
  [
    'a world without deeds',
    PREDICT_IN(/ {2}do:[^]*?(?= {2}evidence)/.exec(PREDICT)?.[0] ?? '', ''),
    'nothing is done in it',
  ],
  [
    'a step that is neither call nor wait',
    PREDICT_IN('- call: kms:Encrypt\n      input', '- input'),
    'needs either call or wait',
  ],
  [
    'a call without a service',
    PREDICT_IN('call: kms:Encrypt', 'call: Encrypt'),
    ':18: "Encrypt" is no call',
  ],
  [
    'a call without an input',
    PREDICT_IN(/\n {6}input: .*/.exec(PREDICT)?.[0] ?? '', ''),
    ':18: do 1 has no input',
  ],
  [
    'a telling length',
    PREDICT_IN(
      'KMS refuses it.',
      `KMS refuses it, ${'because it is too long, '.repeat(4)}and says so.`,
    ),
    'give themselves away by length',
  ],
  [
    'all of the above',
    PREDICT_IN('KMS encrypts it.', 'All of the above.'),
    'speaks of other options',
  ],
  [
    'a stem that says no number',
    PREDICT_IN('type: predict', 'type: multiple').replace(
      'encrypts it.',
      'encrypts it.\n      correct: true',
    ),
    'Every option is correct',
  ],
])('%s stops the build', (_, text, says) => {
  expect(() => read(text)).toThrow(says);
  expect(() => read(text)).toThrow(/^lessons\/02-wall\/quiz\.yaml:\d+: /);
});

test('a multiple-response stem says how many to choose', () => {
  const three = PREDICT.replace('type: predict', 'type: multiple').replace(
    '  world:',
    '    - text: KMS logs it.\n      correct: true\n      because: Refusals are logged.\n  world:',
  );
  expect(() => read(three)).toThrow('The stem must say how many to choose: "Choose TWO."');
  expect(() => read(three.replace('What happens?', 'Choose TWO.'))).not.toThrow();
});
