// A question to alter in tests.

import type { Item, Option } from '../../src/quiz/item.ts';

export const option = (text: string, correct = false): Option => ({
  text,
  correct,
  because: `Because of ${text}.`,
});

export function anItem(altered: Partial<Item> = {}): Item {
  return {
    id: 'context',
    skill: 'encryption-context',
    type: 'single',
    stem: 'Where does the encryption context appear?',
    options: [
      option('In the CloudTrail record', true),
      option('In the ciphertext'),
      option('Nowhere'),
    ],
    evidence: 'documented',
    sources: [
      {
        title: 'Encryption context',
        url: 'https://docs.aws.amazon.com/kms/',
        checked: '2026-01-15',
      },
    ],
    ...altered,
  };
}
