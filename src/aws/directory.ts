// Who exists, and what IAM lets them do. An account comes into being when it is first named; its
// administrator is user/admin with AdministratorAccess.

import { arnOf } from './arn.ts';
import { parsePolicy, type Policy, type PolicyDocument } from './iam/policy.ts';
import { principalOf, type Principal } from './principal.ts';

/** AWS's managed policy of this name. */
export const administratorAccess: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

export interface PrincipalOptions {
  readonly policies?: readonly PolicyDocument[];
}

const ADMINISTRATOR_POLICIES = [named('AdministratorAccess', administratorAccess)];

export class Directory {
  readonly administrator: string;
  readonly #policies = new Map<string, readonly Policy[]>();

  constructor(account: string) {
    this.administrator = administratorOf(account);
  }

  put(arn: string, { policies = [] }: PrincipalOptions): void {
    const principal = principalOf(arn);
    this.#policies.set(
      principal.arn,
      policies.map((document, i) =>
        named(document.Id ?? `${principal.name}-policy-${i + 1}`, document),
      ),
    );
  }

  /** Identity policies. Root is bound by none of its own: its account is its policy. */
  policiesOf(principal: Principal): readonly Policy[] {
    const put = this.#policies.get(principal.arn);
    if (put) return put;
    const governs = principal.kind === 'root' || principal.arn.endsWith(ADMINISTRATOR);
    return governs ? ADMINISTRATOR_POLICIES : [];
  }
}

const ADMINISTRATOR = ':user/admin';

const administratorOf = (account: string): string =>
  arnOf('iam', '', account, ADMINISTRATOR.slice(1));

function named(name: string, document: PolicyDocument): Policy {
  const policy = parsePolicy(name, document);
  if (typeof policy === 'string') throw new TypeError(`${name}: ${policy}`);
  return policy;
}
