// A policy statement, written again as AWS's own JSON: what one would find in the policy.

import type { Statement } from '../../aws/iam/policy.ts';

export function documentOf(statement: Statement): string {
  const { sid, effect, principal, notPrincipal, conditions } = statement;
  return JSON.stringify(
    {
      ...(sid !== undefined && { Sid: sid }),
      Effect: effect,
      ...(principal && { Principal: whoIn(principal) }),
      ...(notPrincipal && { NotPrincipal: whoIn(notPrincipal) }),
      ...list('Action', statement.actions),
      ...list('NotAction', statement.notActions),
      ...list('Resource', statement.resources),
      ...list('NotResource', statement.notResources),
      ...(conditions.length > 0 && { Condition: conditionOf(conditions) }),
    },
    undefined,
    2,
  );
}

type Who = NonNullable<Statement['principal']>;

const whoIn = (who: Who): unknown =>
  typeof who === 'string'
    ? who
    : Object.fromEntries(Object.entries(who).map(([kind, names]) => [kind, oneOrAll(names)]));

const list = (name: string, values: readonly string[] | undefined): Record<string, unknown> =>
  values ? { [name]: oneOrAll(values) } : {};

const oneOrAll = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : values);

function conditionOf(rows: Statement['conditions']): Record<string, Record<string, unknown>> {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of rows) {
    condition[operator] = { ...condition[operator], [key]: oneOrAll(values) };
  }
  return condition;
}
