// Why: each policy that was asked, and of each statement whether it counted, or the first thing about it that did
// not fit. Worked out only when somebody wants to know, with the same functions that decided.

import { askedPolicies, type AskedPolicy } from './asked-policies.ts';
import type { ConditionRow } from './condition-rows.ts';
import { policyName, type PolicyKind, type StatementRef } from './decision.ts';
import { evaluate, type Question } from './evaluate.ts';
import { misfitOf, type Misfit } from './fit.ts';
import type { Statement } from './policy.ts';
import { isFence, reachOf } from './reach.ts';
import { patternWith, textWith } from './variables.ts';

export interface StatementReading extends StatementRef {
  /** It is about this caller and this request. */
  readonly matched: boolean;
  /** It is the one that the decision names. */
  readonly decided: boolean;
  /** One sentence: what it comes to, or the first thing that did not fit. */
  readonly why: string;
}

export interface PolicyReading {
  readonly kind: PolicyKind;
  /** 'Key policy', 'IAM policy AdministratorAccess' */
  readonly title: string;
  readonly statements: readonly StatementReading[];
}

export function explain(question: Question): readonly PolicyReading[] {
  const { decidedBy } = evaluate(question);
  return askedPolicies(question).map((asked) => ({
    kind: asked.kind,
    title: policyName(asked.kind, asked.policy.name),
    statements: asked.policy.statements.map((statement, index) => {
      const { misfit, why } = readingOf(question, asked, statement);
      const decided =
        decidedBy?.statement === statement &&
        decidedBy.policy === asked.kind &&
        decidedBy.name === asked.policy.name &&
        decidedBy.index === index;
      const { name } = asked.policy;
      const matched = misfit === undefined;
      return { policy: asked.kind, name, index, statement, matched, decided, why };
    }),
  }));
}

type AnyMisfit = Misfit | 'principal';

interface Reading {
  readonly misfit: AnyMisfit | undefined;
  readonly why: string;
}

function readingOf(question: Question, { kind }: AskedPolicy, statement: Statement): Reading {
  const reach = reachOf(question, kind, statement);
  const misfit = reach ? misfitOf(statement, question) : 'principal';
  if (misfit !== undefined) return { misfit, why: misfitWords(question, statement, misfit) };
  if (statement.effect === 'Deny') return { misfit, why: 'It fits, and it denies the call.' };
  const account = `It fits, and it hands the decision to the IAM policies of account ${question.principal.account}.`;
  const why = isFence(kind)
    ? 'It fits, and it admits the call.'
    : reach === 'account'
      ? account
      : 'It fits, and it allows the call.';
  return { misfit, why };
}

function misfitWords(question: Question, statement: Statement, misfit: AnyMisfit): string {
  const { action, resource } = question;
  const { actions, notActions, resources, notResources, variables } = statement;
  if ((actions ?? notActions) === undefined) return 'It has no Action, so it is without effect.';
  if ((resources ?? notResources) === undefined) {
    return 'It has no Resource, so it is without effect.';
  }
  switch (misfit) {
    case 'principal':
      return principalWords(statement);
    case 'action':
      return actions
        ? `The action ${action} is not in its Action.`
        : `Its NotAction leaves the action ${action} out.`;
    case 'resource': {
      const unknown = variables && unresolved(question, [...(resources ?? notResources ?? [])]);
      if (unknown)
        return `Its Resource has a variable without a value in this request: ${unknown}.`;
      return resources
        ? `The resource ${resource} is not in its Resource.`
        : `Its NotResource leaves the resource ${resource} out.`;
    }
    default:
      return conditionWords(question, misfit, variables);
  }
}

function principalWords({ principal, notPrincipal }: Statement): string {
  if (notPrincipal) return 'Its NotPrincipal leaves this caller out.';
  return principal
    ? 'Its Principal does not name this caller.'
    : 'It names no Principal, so it is for nobody.';
}

function conditionWords(
  question: Question,
  row: ConditionRow,
  variables: true | undefined,
): string {
  const { operator, key, values } = row;
  const context = question.context();
  const found = context.get(key.toLowerCase());
  const unknown = variables && unresolved(question, values);
  if (unknown) {
    return `The condition ${operator} ${key} did not hold: it has a variable without a value in this request: ${unknown}.`;
  }
  const wanted = values.map((value) => (variables ? (textWith(value, context) ?? value) : value));
  const has = found ? `the request has ${listed(found)}` : 'the request does not have it';
  return `The condition ${operator} ${key} did not hold: ${has}, the policy wants ${wantedWords(operator, wanted)}.`;
}

function wantedWords(operator: string, values: readonly string[]): string {
  if (operator === 'Null') return values.includes('true') ? 'it to be absent' : 'it to be there';
  return operator.includes('Not') ? `anything but ${listed(values)}` : listed(values);
}

const listed = (values: readonly string[]): string =>
  values.map((value) => `"${value}"`).join(' or ');

const unresolved = ({ context }: Question, texts: readonly string[]): string | undefined =>
  texts.find((text) => patternWith(text, context()) === undefined);
