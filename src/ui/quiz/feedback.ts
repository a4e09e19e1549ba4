// The words that follow an answer, and how an answer of an earlier visit is found again.

import type { Item } from '../../quiz/item.ts';
import type { Grade } from '../../quiz/question.ts';

export function sayOf(item: Item, chosen: readonly number[], grade: Grade): string {
  if (grade.state === 'invalid') return grade.say;
  const texts = chosen.map((i) => `“${item.options[i]?.text ?? ''}”`).join(' and ');
  const verdict = grade.state === 'right' ? 'Correct.' : 'Not yet.';
  const found = grade.of > 1 ? ` That is ${grade.found} of ${grade.of}.` : '';
  return `**${verdict}** You chose ${texts}.${found}`;
}

/** Options are remembered by their texts. If one of them is gone, so is the answer. */
export function indexesOf(item: Item, texts: readonly string[] | undefined): readonly number[] {
  const indexes =
    texts?.map((text) => item.options.findIndex((option) => option.text === text)) ?? [];
  return indexes.includes(-1) ? [] : indexes;
}
