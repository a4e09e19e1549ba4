// Condition operators, one row each. A condition key that the request lacks fails its row, unless the
// operator says otherwise (…IfExists, Null, a negated operator), as IAM documents.

import { isInRange } from './addresses.ts';
import type { ConditionRow } from './condition-rows.ts';
import { instantOf } from './instants.ts';
import { like, likeArn, type Pattern } from './match.ts';
import { patternWith, textWith } from './variables.ts';

/** What a request says of itself: condition key → values. Keys are compared without regard to case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

type Test = (asked: string, found: string) => boolean;

interface Operator {
  readonly test: Test | undefined;
  /** Compares with a pattern: a variable's value is no wildcard there. */
  readonly pattern: ((asked: Pattern, found: string) => boolean) | undefined;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly every: boolean;
  readonly any: boolean;
}

const ignoringCase: Test = (asked, found) => asked.toLowerCase() === found.toLowerCase();

const measured =
  (measure: (text: string) => number | undefined) =>
  (test: (found: number, asked: number) => boolean): Test =>
  (asked, found) =>
    test(measure(found) ?? NaN, measure(asked) ?? NaN);

const number = measured((text) => (text === '' ? undefined : Number(text)));
const instant = measured(instantOf);

const OPERATORS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['StringEquals', (asked, found) => asked === found],
  ['StringEqualsIgnoreCase', ignoringCase],
  ['NumericEquals', number((found, asked) => found === asked)],
  ['NumericLessThan', number((found, asked) => found < asked)],
  ['NumericLessThanEquals', number((found, asked) => found <= asked)],
  ['NumericGreaterThan', number((found, asked) => found > asked)],
  ['NumericGreaterThanEquals', number((found, asked) => found >= asked)],
  ['DateEquals', instant((found, asked) => found === asked)],
  ['DateLessThan', instant((found, asked) => found < asked)],
  ['DateLessThanEquals', instant((found, asked) => found <= asked)],
  ['DateGreaterThan', instant((found, asked) => found > asked)],
  ['DateGreaterThanEquals', instant((found, asked) => found >= asked)],
  ['Bool', ignoringCase],
  ['BinaryEquals', (asked, found) => asked === found],
  ['IpAddress', isInRange],
]);

const PATTERNS: ReadonlyMap<string, NonNullable<Operator['pattern']>> = new Map([
  ['StringLike', like],
  ['ArnEquals', likeArn],
  ['ArnLike', likeArn],
]);

/** Whether the row holds. A variable that has no value fails it, whatever the operator. */
export function conditionHolds(
  row: ConditionRow,
  context: ConditionContext,
  variables = false,
): boolean {
  const found = context.get(row.key.toLowerCase());
  if (row.operator === 'Null') {
    return row.values.some((wanted) => (wanted.toLowerCase() === 'true') === (found === undefined));
  }
  const operator = operatorOf(row.operator);
  const { negated, ifExists, every, any } = operator;
  if (found === undefined && ifExists) return true;

  const tests = row.values.map((value) => testOf(operator, value, variables ? context : undefined));
  if (tests.includes(undefined)) return false;
  const matches = (value: string): boolean => tests.some((test) => test?.(value)) !== negated;
  if (every) return (found ?? []).every(matches);
  if (any) return (found ?? []).some(matches);
  return found === undefined ? negated : found.every(matches);
}

/** What one value of the row asks; undefined where it needs a variable that has no value. */
function testOf(
  { test, pattern }: Operator,
  value: string,
  variables: ConditionContext | undefined,
): ((found: string) => boolean) | undefined {
  if (pattern) {
    const asked = variables ? patternWith(value, variables) : value;
    return asked === undefined ? undefined : (found) => pattern(asked, found);
  }
  const asked = variables ? textWith(value, variables) : value;
  return asked === undefined ? undefined : (found) => test?.(asked, found) ?? false;
}

const known = new Map<string, Operator>();

/** 'ForAnyValue:StringNotLikeIfExists', taken apart once. */
function operatorOf(written: string): Operator {
  let operator = known.get(written);
  if (!operator) {
    const [, set, name = '', ifExists] =
      /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(written) ?? [];
    const plain = name.replace('Not', '');
    operator = {
      test: OPERATORS.get(plain),
      pattern: PATTERNS.get(plain),
      negated: plain !== name,
      ifExists: ifExists !== undefined,
      every: set === 'ForAllValues:',
      any: set === 'ForAnyValue:',
    };
    if (!operator.test && !operator.pattern) {
      throw new TypeError(`no such condition operator: ${written}`);
    }
    known.set(written, operator);
  }
  return operator;
}
