// Policy documents, read into one form: every list a list, every condition a row. What does not fit is
// malformed and is refused when it is attached, never guessed at when it is asked.

import { conditionRows, type ConditionRow } from './condition-rows.ts';
import { duplicateMember } from './duplicates.ts';
import { isRecord, Malformed, onlyMembers, textsOf } from './malformed.ts';
import { brokenVariable, hasVariable } from './variables.ts';

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
  /** Some text in it holds policy variables. */
  readonly variables?: true;
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
  try {
    const value = typeof document === 'string' ? fromJson(document) : document;
    return { name, statements: statementsOf(value) };
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

function fromJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed('The policy is not JSON.');
  }
  const twice = duplicateMember(text);
  if (twice !== undefined) throw new Malformed(`The policy names "${twice}" twice in one place.`);
  return value;
}

/** The one that has policy variables. Without a version the older one is meant. */
const CURRENT_VERSION = '2012-10-17';

function statementsOf(policy: unknown): readonly Statement[] {
  if (!isRecord(policy)) throw new Malformed('The policy is not a JSON object.');
  onlyMembers(policy, ['Version', 'Id', 'Statement'], 'The policy');
  const { Version: version = '2008-10-17', Statement: written } = policy;
  if (version !== CURRENT_VERSION && version !== '2008-10-17') {
    throw new Malformed(`Version must be ${CURRENT_VERSION}, found ${JSON.stringify(version)}.`);
  }
  const all = Array.isArray(written) ? written : written === undefined ? [] : [written];
  if (all.length === 0) throw new Malformed('The policy has no statement.');
  const statements = all.map((raw, i) => statementOf(raw, `Statement ${i + 1}`));
  const ids = statements.flatMap(({ sid }) => sid ?? []);
  if (new Set(ids).size < ids.length) throw new Malformed('Two statements have the same Sid.');
  return version === CURRENT_VERSION ? statements.map(withVariables) : statements;
}

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function statementOf(raw: unknown, where: string): Statement {
  if (!isRecord(raw)) throw new Malformed(`${where}: it is not a JSON object.`);
  onlyMembers(raw, ELEMENTS, where);
  for (const element of ['Principal', 'Action', 'Resource']) {
    if (raw[element] === undefined || raw[`Not${element}`] === undefined) continue;
    throw new Malformed(`${where}: ${element} and Not${element} exclude each other.`);
  }
  const { Sid: sid, Effect: effect, Principal, NotPrincipal, Condition } = raw;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new Malformed(`${where}: Effect must be Allow or Deny.`);
  }
  if (sid !== undefined && typeof sid !== 'string') {
    throw new Malformed(`${where}: Sid must be text.`);
  }
  return {
    effect,
    conditions: conditionRows(Condition, where),
    ...(sid !== undefined && { sid }),
    ...(Principal !== undefined && { principal: principalOf(Principal, where) }),
    ...(NotPrincipal !== undefined && { notPrincipal: principalOf(NotPrincipal, where) }),
    ...lists(raw, where),
  };
}

const LISTS = [
  ['actions', 'Action', /^(\*|[^:]+:[^:]+)$/, 'an action, such as kms:Decrypt'],
  ['notActions', 'NotAction', /^(\*|[^:]+:[^:]+)$/, 'an action, such as kms:Decrypt'],
  ['resources', 'Resource', /^(\*|arn[:*?])/, 'an ARN or *'],
  ['notResources', 'NotResource', /^(\*|arn[:*?])/, 'an ARN or *'],
] as const;

function lists(raw: Readonly<Record<string, unknown>>, where: string): Partial<Statement> {
  const found: Partial<Record<(typeof LISTS)[number][0], readonly string[]>> = {};
  for (const [ours, element, form, wanted] of LISTS) {
    if (raw[element] === undefined) continue;
    const texts = textsOf(raw[element], `${where}: ${element}`);
    const wrong = texts.find((text) => !form.test(text));
    if (wrong !== undefined) throw new Malformed(`${where}: "${wrong}" is not ${wanted}.`);
    found[ours] = texts;
  }
  return found;
}

const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function principalOf(raw: unknown, where: string): PrincipalElement {
  if (raw === '*') return '*';
  if (!isRecord(raw)) throw new Malformed(`${where}: a principal must be * or an object.`);
  onlyMembers(raw, PRINCIPAL_KINDS, `${where}: a principal`);
  const kinds = Object.entries(raw).map(
    ([kind, names]) => [kind, textsOf(names, `${where}: ${kind}`)] as const,
  );
  return Object.fromEntries(kinds);
}

/** Which statements have variables is known beforehand: most have none, and cost nothing. */
function withVariables(statement: Statement, i: number): Statement {
  const { resources = [], notResources = [], conditions } = statement;
  const values = conditions.flatMap((row) => row.values);
  const texts = [...resources, ...notResources, ...values].filter(hasVariable);
  for (const text of texts) {
    const broken = brokenVariable(text);
    if (broken === undefined) continue;
    throw new Malformed(`Statement ${i + 1}: "${broken}" is not a policy variable.`);
  }
  return texts.length > 0 ? { ...statement, variables: true } : statement;
}
