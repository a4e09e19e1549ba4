// Condition operators, one row each. A condition key that the request lacks fails its row, unless the
// operator says otherwise (…IfExists, Null, a negated operator), as IAM documents.

import type { ConditionRow } from './condition-rows.ts';
import { like, likeArn } from './match.ts';

/** What a request says of itself: condition key → values. Keys are compared without regard to case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

type Test = (asked: string, found: string) => boolean;

const number =
  (test: (found: number, asked: number) => boolean): Test =>
  (asked, found) =>
    test(Number(found), Number(asked));

const OPERATORS: Readonly<Record<string, Test>> = {
  StringEquals: (asked, found) => asked === found,
  StringEqualsIgnoreCase: (asked, found) => asked.toLowerCase() === found.toLowerCase(),
  StringLike: like,
  ArnEquals: likeArn,
  ArnLike: likeArn,
  NumericEquals: number((found, asked) => found === asked),
  NumericLessThan: number((found, asked) => found < asked),
  NumericLessThanEquals: number((found, asked) => found <= asked),
  NumericGreaterThan: number((found, asked) => found > asked),
  NumericGreaterThanEquals: number((found, asked) => found >= asked),
  Bool: (asked, found) => asked.toLowerCase() === found.toLowerCase(),
};

export function conditionHolds(row: ConditionRow, context: ConditionContext): boolean {
  const found = context.get(row.key.toLowerCase());
  if (row.operator === 'Null') {
    return row.values.some((wanted) => (wanted.toLowerCase() === 'true') === (found === undefined));
  }
  const [, quantifier, name = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(row.operator) ?? [];
  if (found === undefined && ifExists) return true;

  const negated = name.includes('Not');
  const test = OPERATORS[name.replace('Not', '')];
  if (!test) throw new TypeError(`no such condition operator: ${row.operator}`);
  const matches = (value: string): boolean =>
    row.values.some((asked) => test(asked, value)) !== negated;

  if (quantifier === 'ForAllValues:') return (found ?? []).every(matches);
  if (quantifier === 'ForAnyValue:') return (found ?? []).some(matches);
  return found === undefined ? negated : found.every(matches);
}
