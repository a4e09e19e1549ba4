// Policy documents, read into one form: every list a list, every condition a row. What does not fit is
// malformed and is refused when it is attached, never guessed at when it is asked.

export interface ConditionRow {
  /** 'StringEquals', 'ForAnyValue:StringLike', 'NullIfExists' … */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** '*', or kinds of principal with their names. */
export type PrincipalElement = '*' | Readonly<Record<string, readonly string[]>>;

export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: PrincipalElement;
  readonly notPrincipal?: PrincipalElement;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: readonly ConditionRow[];
}

export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** A policy as people write it. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: unknown;
}

/** The policy, or one sentence about what is wrong with it. */
export function parsePolicy(name: string, document: string | PolicyDocument): Policy | string {
  let value: unknown = document;
  if (typeof document === 'string') {
    try {
      value = JSON.parse(document);
    } catch {
      return 'The policy is not JSON.';
    }
  }
  if (!isRecord(value)) return 'The policy is not a JSON object.';
  if (value['Version'] !== undefined && !['2012-10-17', '2008-10-17'].includes(String(value['Version']))) {
    return `Version must be 2012-10-17, found ${String(value['Version'])}.`;
  }
  const statements: Statement[] = [];
  for (const [i, raw] of listOf(value['Statement']).entries()) {
    const statement = parseStatement(raw);
    if (typeof statement === 'string') return `Statement ${i + 1}: ${statement}`;
    statements.push(statement);
  }
  return statements.length === 0 ? 'The policy has no statement.' : { name, statements };
}

function parseStatement(raw: unknown): Statement | string {
  if (!isRecord(raw)) return 'it is not a JSON object.';
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') return 'Effect must be Allow or Deny.';
  const conditions = parseConditions(raw['Condition']);
  if (typeof conditions === 'string') return conditions;
  const principal = parsePrincipal(raw['Principal']);
  const notPrincipal = parsePrincipal(raw['NotPrincipal']);
  if (typeof raw['Sid'] !== 'string' && raw['Sid'] !== undefined) return 'Sid must be text.';
  return {
    effect,
    conditions,
    ...(raw['Sid'] !== undefined && { sid: raw['Sid'] }),
    ...(principal && { principal }),
    ...(notPrincipal && { notPrincipal }),
    ...lists(raw),
  };
}

function lists(raw: Record<string, unknown>): Partial<Statement> {
  const named = { actions: 'Action', notActions: 'NotAction', resources: 'Resource', notResources: 'NotResource' };
  return Object.fromEntries(
    Object.entries(named)
      .filter(([, member]) => raw[member] !== undefined)
      .map(([ours, member]) => [ours, listOf(raw[member]).map(String)]),
  );
}

function parsePrincipal(raw: unknown): PrincipalElement | undefined {
  if (raw === undefined) return undefined;
  if (!isRecord(raw)) return raw === '*' ? '*' : {};
  const kinds = Object.entries(raw).map(([kind, names]) => [kind, listOf(names).map(String)] as const);
  return Object.fromEntries(kinds);
}

function parseConditions(raw: unknown): ConditionRow[] | string {
  if (raw === undefined) return [];
  if (!isRecord(raw)) return 'Condition must be an object.';
  const rows: ConditionRow[] = [];
  for (const [operator, keys] of Object.entries(raw)) {
    if (!OPERATOR.test(operator)) return `"${operator}" is not a condition operator.`;
    if (!isRecord(keys)) return `Condition ${operator} must be an object.`;
    for (const [key, values] of Object.entries(keys)) {
      rows.push({ operator, key, values: listOf(values).map(String) });
    }
  }
  return rows;
}

const OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?((String(Not)?(Equals|Like|EqualsIgnoreCase))|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Bool|Null)(IfExists)?$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
