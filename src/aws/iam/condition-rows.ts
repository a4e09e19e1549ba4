// The Condition element as rows of operator, key and values. Values are checked here, so that no comparison
// is ever made with something that it cannot compare.

import { addressRange } from './addresses.ts';
import { instantOf } from './instants.ts';
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
const ORDERED = '(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)';
const COMPARISONS = `String(Not)?(Equals|Like|EqualsIgnoreCase)|Arn(Not)?(Equals|Like)|${ORDERED}|Bool|BinaryEquals|(Not)?IpAddress`;
const OPERATOR = new RegExp(`^(Null|${SETS}(${COMPARISONS})(IfExists)?)$`);

function checkOperator(operator: string, where: string): void {
  if (OPERATOR.test(operator)) return;
  throw new Malformed(`${where}: "${operator}" is not a condition operator.`);
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
  const isFit = formOf(operator);
  const values = all.map((value) => {
    if (isScalar(value) && isFit(String(value))) return String(value);
    throw new Malformed(`${where}: ${operator} cannot compare ${key} with that value.`);
  });
  return { operator, key, values };
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Of these operators IAM takes no variables, so that what a value must look like is known beforehand. */
function formOf(operator: string): (text: string) => boolean {
  if (operator.includes('Numeric')) return (text) => /^-?\d+(\.\d+)?$/.test(text);
  if (operator.includes('Date')) return (text) => instantOf(text) !== undefined;
  if (operator.includes('IpAddress')) return (text) => addressRange(text) !== undefined;
  if (operator.includes('Binary')) return (text) => BASE64.test(text);
  if (operator.includes('Bool') || operator === 'Null')
    return (text) => /^(true|false)$/i.test(text);
  return () => true;
}

const BASE64 = /^([A-Za-z\d+/]{4})*([A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
