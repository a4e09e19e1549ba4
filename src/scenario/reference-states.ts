// The key-state matrix: which operation serves a key in which state, and how it refuses. Read from the rules
// that the engine itself goes by.

import type { Operation } from '../aws/operation.ts';
import { stateError, type StateRule } from '../kms/key-states.ts';
import { KEY_STATES, type KeyState, type KmsKey } from '../kms/key.ts';
import { chapters, rolesOf } from './reference.ts';

export interface StateCell {
  readonly state: KeyState;
  readonly serves: boolean;
  /** Of a refusal: AWS's code and message, and why. */
  readonly code?: string;
  readonly message?: string;
  readonly why?: string;
}

export interface StateRow {
  readonly operation: string;
  /** The member that names the key, where an operation has several keys with different rules. */
  readonly member?: string;
  readonly cells: readonly StateCell[];
}

/** One row, or one for each key where their rules differ; none where the operation names no key. */
export function stateRows(operation: Operation): readonly StateRow[] {
  const roles = Object.values(rolesOf(operation));
  const differ = new Set(roles.map(({ states }) => JSON.stringify(states))).size > 1;
  return (differ ? roles : roles.slice(0, 1)).map(({ from, states }) => ({
    operation: operation.name,
    ...(differ && { member: from }),
    cells: cellsOf(states),
  }));
}

export const stateMatrix: readonly StateRow[] = chapters.flatMap(({ operations }) =>
  operations.flatMap(stateRows),
);

function cellsOf(rule: StateRule): readonly StateCell[] {
  return KEY_STATES.map((state) => {
    const answer = rule[state];
    if (answer === 'serve') return { state, serves: true };
    const { code, message, why } = stateError(specimenIn(state), answer).refusal;
    return { state, serves: false, code, message, why };
  });
}

/** A refusal says of the key only its ARN and its origin. */
function specimenIn(state: KeyState): KmsKey {
  const origin = state === 'PendingImport' ? 'EXTERNAL' : 'AWS_CLOUDHSM';
  return { arn: '(key ARN)', origin } as KmsKey;
}
