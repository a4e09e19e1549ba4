// Whether a statement is about this request: action, resource, conditions, in this order. Decisions and their
// explanations ask the same function, so that they cannot disagree.

import type { ConditionRow } from './condition-rows.ts';
import { conditionHolds, type ConditionContext } from './conditions.ts';
import { like, likeIgnoringCase, type Pattern } from './match.ts';
import type { Statement } from './policy.ts';
import { patternWith } from './variables.ts';

export interface Asking {
  readonly action: string;
  readonly resource: string;
  /** Asked for only when a statement has conditions or variables. */
  readonly context: () => ConditionContext;
}

/** The first thing that does not fit: an element, or a row of the conditions. */
export type Misfit = 'action' | 'resource' | ConditionRow;

/** A statement that lacks Action or Resource is inert, as KMS documents. */
export function misfitOf(statement: Statement, asking: Asking): Misfit | undefined {
  if (!actionFits(statement, asking.action)) return 'action';
  if (!resourceFits(statement, asking)) return 'resource';
  const { conditions, variables } = statement;
  if (conditions.length === 0) return undefined;
  const context = asking.context();
  return conditions.find((row) => !conditionHolds(row, context, variables));
}

export function actionFits({ actions, notActions }: Statement, action: string): boolean {
  const fits = (pattern: string): boolean => likeIgnoringCase(pattern, action);
  return actions?.some(fits) ?? (notActions !== undefined && !notActions.some(fits));
}

export function resourceFits(statement: Statement, { resource, context }: Asking): boolean {
  const { resources, notResources, variables } = statement;
  const written = resources ?? notResources;
  if (!written) return false;
  const patterns: readonly (Pattern | undefined)[] = variables
    ? written.map((text) => patternWith(text, context()))
    : written;
  // A variable without a value: the whole statement does not match, whatever else it says.
  if (patterns.includes(undefined)) return false;
  const fits = patterns.some((pattern) => like(pattern ?? '', resource));
  return fits === (resources !== undefined);
}
