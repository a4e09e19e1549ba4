// What would make an Allow fit that nearly does: one edit for each thing that does not.

import type { ConditionRow } from './condition-rows.ts';
import { conditionHolds } from './conditions.ts';
import type { PolicyKind } from './decision.ts';
import type { Question } from './evaluate.ts';
import { actionFits, resourceFits } from './fit.ts';
import { likeIgnoringCase } from './match.ts';
import type { PrincipalElement, Statement } from './policy.ts';
import { reachOf } from './reach.ts';

interface Edit {
  readonly say: (where: string) => string;
  readonly change: (statement: Statement) => Statement;
}

/** Two edits are the most that are ever tried together. */
const MOST = 2;

export function editsOf(
  question: Question,
  kind: PolicyKind,
  statement: Statement,
): readonly Edit[] {
  const { action } = question;
  const { conditions, variables } = statement;
  // A statement that lacks an element is of no use to anyone: a new one is clearer.
  if (!statement.actions && !statement.notActions) return [];
  if (!statement.resources && !statement.notResources) return [];
  const rows =
    conditions.length === 0
      ? []
      : conditions.filter((row) => !conditionHolds(row, question.context(), variables));
  const misfits: (readonly Edit[])[] = rows.map((row) => conditionEdits(question, row));
  if (!actionFits(statement, action)) misfits.push([actionEdit(action)]);
  if (!resourceFits(statement, question)) misfits.push([resourceEdit(question.resource)]);
  if (!reachOf(question, kind, statement) && statement.principal) {
    misfits.push([principalEdit(question)]);
  }
  return misfits.length > MOST ? [] : misfits.flat();
}

const actionEdit = (action: string): Edit => ({
  say: (where) => `Add ${action} to the actions of ${where}.`,
  change: ({ notActions, ...statement }) => {
    if (!notActions) return { ...statement, actions: [...(statement.actions ?? []), action] };
    const rest = notActions.filter((pattern) => !likeIgnoringCase(pattern, action));
    return rest.length > 0 ? { ...statement, notActions: rest } : { ...statement, actions: ['*'] };
  },
});

/** Patterns with variables make way: one without a value would keep the statement from matching at all. */
const resourceEdit = (resource: string): Edit => ({
  say: (where) => `Let ${where} be for the resource ${resource}.`,
  change: ({ notResources, variables, ...statement }) => ({
    ...statement,
    ...(variables && { variables }),
    resources: variables || notResources ? [resource] : [...(statement.resources ?? []), resource],
  }),
});

const principalEdit = (question: Question): Edit => ({
  say: (where) => `Name the caller in the Principal of ${where}.`,
  change: (statement) => ({
    ...statement,
    principal: joined(statement.principal, callerIn(question)),
  }),
});

/** As a policy names the one who calls. */
export const callerIn = ({ principal }: Question): Readonly<Record<string, readonly string[]>> =>
  principal.kind === 'service' ? { Service: [principal.arn] } : { AWS: [principal.arn] };

function joined(
  element: PrincipalElement | undefined,
  added: Readonly<Record<string, readonly string[]>>,
): PrincipalElement {
  if (element === '*') return element;
  const kinds = { ...element };
  for (const [kind, names] of Object.entries(added)) {
    kinds[kind] = [...(kinds[kind] ?? []), ...names];
  }
  return kinds;
}

function conditionEdits({ context }: Question, row: ConditionRow): readonly Edit[] {
  const { operator, key } = row;
  const found = context().get(key.toLowerCase());
  const said = `${operator} ${key}`;
  const without: Edit = {
    say: (where) => `Remove the condition ${said} from ${where}.`,
    change: (statement) => withRow(statement, row, undefined),
  };
  // Values that look like variables would be taken for such.
  if (!found || operator === 'Null' || found.some((value) => value.includes('${'))) {
    return [without];
  }
  const changed: Edit = {
    say: (where) =>
      `Let the condition ${said} of ${where} want what the request has: ${found.join(', ')}.`,
    change: (statement) => withRow(statement, row, { ...row, values: found }),
  };
  return [changed, without];
}

function withRow(
  statement: Statement,
  row: ConditionRow,
  other: ConditionRow | undefined,
): Statement {
  const conditions = statement.conditions.flatMap((one) => (one === row ? (other ?? []) : one));
  return { ...statement, conditions };
}
