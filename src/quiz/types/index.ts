// The table of question types: one line each. A type without a line does not compile.

import type { Item } from '../item.ts';
import type { QuestionType } from '../question.ts';
import { multiple } from './multiple.ts';
import { predict } from './predict.ts';
import { single } from './single.ts';
import { trueFalse } from './true-false.ts';

const types = {
  single,
  multiple,
  'true-false': trueFalse,
  predict,
} satisfies Record<Item['type'], QuestionType>;

export const typeOf = ({ type }: Item): QuestionType => types[type];
