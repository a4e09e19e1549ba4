// One of several options is right.

import { mistakesIn, wrongCount } from '../mistakes.ts';
import { gradeExactly, type QuestionType } from '../question.ts';

export const single: QuestionType = {
  many: false,
  shuffled: true,
  ask: () => 'Choose one.',
  check: (item) => [...mistakesIn(item), ...wrongCount(item, 1)],
  grade: gradeExactly,
};
