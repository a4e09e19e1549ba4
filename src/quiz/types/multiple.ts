// Several options are right, and the stem says how many. All or nothing, as in the exam.

import { mistakesIn, say } from '../mistakes.ts';
import { correctIn, gradeExactly, inWords, type QuestionType } from '../question.ts';

export const multiple: QuestionType = {
  many: true,
  shuffled: true,
  ask: (item) => `Choose ${inWords(correctIn(item).length)}.`,
  check(item) {
    const { length } = correctIn(item);
    const words = [String(length), inWords(length)].join('|');
    return [
      ...mistakesIn(item),
      ...say(length < 2, 'At least two options must be correct; for one, use the type single.'),
      ...say(length === item.options.length, 'Every option is correct: nothing is left to choose.'),
      ...say(
        !new RegExp(`\\b(?:${words})\\b`, 'i').test(item.stem),
        `The stem must say how many to choose: "Choose ${inWords(length).toUpperCase()}."`,
      ),
    ];
  },
  grade: gradeExactly,
};
