// The Condition element as rows of operator, key and values. Values are checked here, so that no comparison
// is ever made with something that it cannot compare.

import { isRecord, Malformed } from './malformed.ts';

export interface ConditionRow {
  /** 'StringEquals', 'ForAnyValue:StringLike', 'BoolIfExists' … */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export function conditionRows(raw: unknown, where: string): readonly ConditionRow[] {
  if (raw === undefined) return [];
  if (!isRecord(raw)) throw new Malformed(`${where}: Condition must be an object.`);
  return Object.entries(raw).flatMap(([operator, keys]) => {
    checkOperator(operator, where);
    if (!isRecord(keys)) throw new Malformed(`${where}: ${operator} must be an object.`);
    const rows = Object.entries(keys);
    if (rows.length === 0) throw new Malformed(`${where}: ${operator} names no condition key.`);
    return rows.map(([key, values]) => rowOf({ operator, key, values, where }));
  });
}

const SETS = '(ForAllValues:|ForAnyValue:)?';
const COMPARISONS =
  'String(Not)?(Equals|Like|EqualsIgnoreCase)|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Bool';
const MODELLED = new RegExp(`^(Null|${SETS}(${COMPARISONS})(IfExists)?)$`);
const OF_AWS = /^(ForAllValues:|ForAnyValue:)?((Date|Binary)[A-Za-z]+|(Not)?IpAddress)(IfExists)?$/;

function checkOperator(operator: string, where: string): void {
  if (MODELLED.test(operator)) return;
  throw new Malformed(
    OF_AWS.test(operator)
      ? `Glassbox KMS does not model the condition operator "${operator}".`
      : `${where}: "${operator}" is not a condition operator.`,
  );
}

interface Written {
  readonly operator: string;
  readonly key: string;
  readonly values: unknown;
  readonly where: string;
}

function rowOf({ operator, key, values: raw, where }: Written): ConditionRow {
  if (!/^[\w-]+:./.test(key)) throw new Malformed(`${where}: "${key}" is not a condition key.`);
  const all: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  if (all.length === 0) throw new Malformed(`${where}: the list of values of ${key} is empty.`);
  const values = all.map((value) => {
    if (isScalar(value) && formOf(operator).test(String(value))) return String(value);
    throw new Malformed(`${where}: ${operator} cannot compare ${key} with that value.`);
  });
  return { operator, key, values };
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function formOf(operator: string): RegExp {
  if (operator.includes('Numeric')) return /^-?\d+(\.\d+)?$/;
  return operator.includes('Bool') || operator === 'Null' ? /^(true|false)$/i : /^/;
}
