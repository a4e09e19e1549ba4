// What was decided, and by what: plain data, which spans hold and the inspector shows.

import type { Statement } from './policy.ts';

export type PolicyKind =
  | 'key policy'
  | 'bucket policy'
  | 'resource policy'
  | 'trust policy'
  | 'grant'
  | 'identity policy'
  | 'permissions boundary'
  | 'session policy'
  | 'service control policy'
  | 'VPC endpoint policy';

/** Where a statement stands. */
export interface StatementRef {
  readonly policy: PolicyKind;
  /** Name of the policy, e.g. 'default' or 'AdministratorAccess'; a grant's id. */
  readonly name: string;
  readonly index: number;
  readonly statement: Statement;
}

/** One of the ways in. */
export interface Door {
  readonly name: string;
  readonly open: boolean;
  readonly why: string;
  readonly statement?: StatementRef;
}

/** The kinds of policy that AWS's messages tell apart. */
export type Blamed = 'resource' | 'identity' | 'scp' | 'endpoint' | 'boundary' | 'session';

/** Why a call fell, in the terms of AWS's message. */
export type Denial = `explicit-${Blamed}` | `no-${Blamed}`;

export interface Decision {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly because: string;
  readonly decidedBy?: StatementRef;
  readonly doors: readonly Door[];
  /** Absent where the call was allowed. */
  readonly denial?: Denial;
}

/** Whom AWS's message blames for what a policy of this kind says, or does not say. */
export const BLAMED: Readonly<Record<PolicyKind, Blamed>> = {
  'key policy': 'resource',
  'bucket policy': 'resource',
  'resource policy': 'resource',
  'trust policy': 'resource',
  grant: 'resource',
  'identity policy': 'identity',
  'permissions boundary': 'boundary',
  'session policy': 'session',
  'service control policy': 'scp',
  'VPC endpoint policy': 'endpoint',
};

/** Whether IAM counts only where the resource's own policy hands decisions to it. */
export const isClosedToIam = (kind: PolicyKind): boolean =>
  kind === 'key policy' || kind === 'trust policy';

/** 'Key policy, statement "Enable IAM User Permissions"', 'IAM policy AdministratorAccess, statement 1' */
export function nameOf({ policy, name, index, statement }: StatementRef): string {
  const which =
    statement.sid === undefined ? `statement ${index + 1}` : `statement "${statement.sid}"`;
  return policy === 'grant' ? `Grant ${name}` : `${policyName(policy, name)}, ${which}`;
}

/** A resource has one policy of a kind; of the others there are many, and each has a name. */
export function policyName(policy: PolicyKind, name: string): string {
  if (policy === 'identity policy') return `IAM policy ${name}`;
  const kind = policy.charAt(0).toUpperCase() + policy.slice(1);
  return BLAMED[policy] === 'resource' && policy !== 'grant' ? kind : `${kind} ${name}`;
}
