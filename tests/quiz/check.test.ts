import { expect, test } from 'vitest';
import type { Item } from '../../src/quiz/item.ts';
import { typeOf } from '../../src/quiz/types/index.ts';
import { anItem, option } from './fixture.ts';

const mistakes = (altered: Partial<Item>) => typeOf(anItem(altered)).check(anItem(altered));
const proof = { seed: 's', before: [], steps: [{ wait: 1 }] };

test('a sound question has no mistakes', () => {
  expect(mistakes({})).toEqual([]);
  expect(
    mistakes({ type: 'true-false', options: [option('True', true), option('False')] }),
  ).toEqual([]);
  expect(
    mistakes({
      type: 'multiple',
      stem: 'Which hold? Choose TWO.',
      options: [option('a', true), option('b', true), option('c')],
    }),
  ).toEqual([]);
  expect(
    mistakes({
      type: 'predict',
      proof,
      options: [
        { ...option('It opens', true), expect: 'ok' },
        { ...option('`DisabledException`'), expect: 'DisabledException' },
      ],
    }),
  ).toEqual([]);
});

test.each<[string, Partial<Item>, string]>([
  ['no stem', { stem: ' ' }, 'The stem is empty.'],
  ['one option', { options: [option('a', true)] }, 'A question needs at least two options.'],
  ['an empty option', { options: [option('', true), option('a')] }, 'An option has no text.'],
  ['twins', { options: [option('a', true), option('A ')] }, 'Two options say the same.'],
  ['a hidden negation', { stem: 'Which does NOT hold?' }, 'print that word **bold**'],
  ['no source', { sources: [] }, 'Name at least one source.'],
  [
    'no reason',
    { options: [option('a', true), { ...option('b'), because: '' }] },
    'Option 2 has no because',
  ],
  [
    'an option about options',
    { options: [option('a', true), option('All of the above')] },
    'Option 2 speaks of other options',
  ],
  [
    'an expect with nothing to judge it on',
    { options: [option('a', true), { ...option('b'), expect: 'ok' }] },
    'Option 2 has an expect, but the question has no proof',
  ],
  ['a proof that decides nothing', { proof }, 'no option has an expect'],
  [
    'a proof without steps',
    {
      proof: { ...proof, steps: [] },
      options: [{ ...option('a', true), expect: 'ok' }, option('b')],
    },
    'The proof does nothing',
  ],
  [
    'none right',
    { options: [option('a'), option('b')] },
    'Exactly one option must be correct, found none.',
  ],
  [
    'two right of one',
    { options: [option('a', true), option('b', true)] },
    'Exactly one option must be correct, found two.',
  ],
  ['one right of several', { type: 'multiple', stem: 'Choose ONE.' }, 'use the type single'],
  [
    'everything right',
    { type: 'multiple', stem: 'Choose TWO.', options: [option('a', true), option('b', true)] },
    'Every option is correct',
  ],
  [
    'a stem that hides the number',
    {
      type: 'multiple',
      stem: 'Which hold?',
      options: [option('a', true), option('b', true), option('c')],
    },
    'The stem must say how many to choose: "Choose TWO."',
  ],
  [
    'another pair than True and False',
    { type: 'true-false', options: [option('Yes', true), option('No')] },
    'found "Yes", "No"',
  ],
  ['a prediction without proof', { type: 'predict' }, 'A prediction needs a proof'],
  [
    'a prediction with an option that nothing decides',
    { type: 'predict', proof, options: [{ ...option('a', true), expect: 'ok' }, option('b')] },
    'Option 2 needs an expect',
  ],
])('%s is said', (_, altered, said) => {
  expect(mistakes(altered).join('\n')).toContain(said);
});

test('bold negations and plain uses of the words pass', () => {
  expect(mistakes({ stem: 'Which does **NOT** hold?' })).toEqual([]);
  expect(
    mistakes({ options: [option('Files above 4 KB', true), option('None of the keys')] }),
  ).toEqual([]);
});
