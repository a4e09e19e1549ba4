// What will the service answer? The author lists possible outcomes, and the engine decides among them.

import { mistakesIn, say, wrongCount } from '../mistakes.ts';
import { gradeExactly, type QuestionType } from '../question.ts';

export const predict: QuestionType = {
  many: false,
  shuffled: false,
  ask: () => 'Choose one.',
  check: (item) => [
    ...mistakesIn(item),
    ...wrongCount(item, 1),
    ...say(
      item.proof === undefined,
      'A prediction needs a proof: write world and do, so that the engine can decide.',
    ),
    ...item.options.flatMap(({ expect }, i) =>
      say(expect === undefined, `Option ${i + 1} needs an expect, so that the engine can decide.`),
    ),
  ],
  grade: gradeExactly,
};
