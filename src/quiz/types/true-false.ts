// A statement that holds or does not. True stands first, always.

import { mistakesIn, say, wrongCount } from '../mistakes.ts';
import { gradeExactly, type QuestionType } from '../question.ts';

export const trueFalse: QuestionType = {
  many: false,
  shuffled: false,
  ask: () => 'True or false?',
  check(item) {
    const texts = item.options.map(({ text }) => text);
    return [
      ...mistakesIn(item),
      ...wrongCount(item, 1),
      ...say(
        texts.join() !== 'True,False',
        `The options must be "True" and "False", in this order; found ${texts.map((text) => `"${text}"`).join(', ')}.`,
      ),
    ];
  },
  grade: gradeExactly,
};
