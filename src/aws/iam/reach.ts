// Whom a statement reaches, by the kind of policy it stands in: in most, the caller to whom they are attached.

import type { PolicyKind } from './decision.ts';
import type { Question } from './evaluate.ts';
import type { Statement } from './policy.ts';
import { isAgainst, isForAccount, isForCaller } from './principals.ts';

/** The caller, or the caller's account, whose IAM then decides. */
export function reachOf(
  { principal, boundary }: Question,
  kind: PolicyKind,
  statement: Statement,
): 'caller' | 'account' | undefined {
  if (!namesPrincipals(kind)) return 'caller';
  if (statement.effect === 'Deny') {
    return isAgainst(statement, principal, boundary !== undefined) ? 'caller' : undefined;
  }
  if (isForCaller(statement, principal)) return 'caller';
  return isForAccount(statement, principal.account) ? 'account' : undefined;
}

const NAMES_PRINCIPALS: readonly PolicyKind[] = [
  'key policy',
  'bucket policy',
  'resource policy',
  'trust policy',
  'grant',
  'VPC endpoint policy',
];

/** Policies whose statements say whom they are for. */
const namesPrincipals = (kind: PolicyKind): boolean => NAMES_PRINCIPALS.includes(kind);

const FENCES: readonly PolicyKind[] = [
  'service control policy',
  'VPC endpoint policy',
  'permissions boundary',
  'session policy',
];

/** Policies that admit, and give nobody a right. */
export const isFence = (kind: PolicyKind): boolean => FENCES.includes(kind);
