// Whom a statement is for, by its Principal or NotPrincipal.

import { arnOf } from '../arn.ts';
import type { Principal } from '../principal.ts';
import type { PrincipalElement, Statement } from './policy.ts';

export function isForCaller(
  { principal: named, notPrincipal }: Statement,
  caller: Principal,
): boolean {
  if (named) return namesCaller(named, caller);
  return notPrincipal !== undefined && !namesEither(notPrincipal, caller);
}

/**
 * The user or the session itself is named, or everyone is, and not just the role that the session has: then
 * boundaries and session policies only bite by an explicit deny. Source: IAM policy evaluation logic.
 */
export function isForCallerItself({ principal: named }: Statement, caller: Principal): boolean {
  if (named === undefined) return false;
  if (named === '*' || caller.kind === 'service') return namesCaller(named, caller);
  return named['AWS']?.some((name) => name === '*' || name === caller.callerArn) ?? false;
}

/** Decisions are handed to an account by naming it. To leave somebody else out is not to name it. */
export const isForAccount = ({ principal: named }: Statement, account: string): boolean =>
  named !== undefined && namesAccount(named, account);

/** IAM warns: a Deny with NotPrincipal hits all who have a permissions boundary, whoever is named there. */
export function isAgainst(
  { principal: named, notPrincipal }: Statement,
  caller: Principal,
  bounded: boolean,
): boolean {
  if (named) return namesEither(named, caller);
  return notPrincipal !== undefined && (bounded || !isExempt(notPrincipal, caller));
}

/** IAM's guide: whoever is to escape a Deny by NotPrincipal must be named there, and so must the account. */
function isExempt(element: PrincipalElement, caller: Principal): boolean {
  if (element === '*') return true;
  const nested = caller.kind === 'user' || caller.kind === 'role';
  return namesCaller(element, caller) && (!nested || namesAccount(element, caller.account));
}

const namesEither = (element: PrincipalElement, caller: Principal): boolean =>
  namesCaller(element, caller) || namesAccount(element, caller.account);

function namesCaller(element: PrincipalElement, principal: Principal): boolean {
  if (element === '*') return true;
  if (principal.kind === 'service') return element['Service']?.includes(principal.arn) ?? false;
  const names = element['AWS'] ?? [];
  return names.some(
    (name) =>
      name === '*' ||
      name === principal.callerArn ||
      (name === principal.arn && principal.kind !== 'root'),
  );
}

function namesAccount(element: PrincipalElement, account: string): boolean {
  if (element === '*' || account === '') return false;
  return element['AWS']?.some((name) => name === account || isRootOf(name, account)) ?? false;
}

/** Most names end otherwise: the ARN need not be made to tell. */
const isRootOf = (name: string, account: string): boolean =>
  name.endsWith(':root') && name === rootOf(account);

export const rootOf = (account: string): string => arnOf('iam', '', account, 'root');
