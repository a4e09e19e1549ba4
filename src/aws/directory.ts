// Who exists, and what IAM lets them do. An account comes into being when it is first named; its
// administrator is user/admin with AdministratorAccess.

import { arnOf, isAccountId } from './arn.ts';
import { parsePolicy, type Policy, type PolicyDocument } from './iam/policy.ts';
import { principalOf, type Principal } from './principal.ts';

/** AWS's managed policy of this name. */
export const administratorAccess: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** How long a session of a role lasts, and may last, where the role does not say otherwise. */
export const STANDARD_SESSION_SECONDS = 3600;

/** A policy by the name that IAM knows it by; `arn` where it is a managed one, attached. */
export interface NamedPolicy {
  readonly name: string;
  readonly arn?: string;
  readonly document: PolicyDocument | string;
}

export interface PrincipalOptions {
  readonly policies?: readonly (PolicyDocument | NamedPolicy)[];
  /** A role's trust policy: who may assume it. */
  readonly trust?: PolicyDocument | string;
  /** How long a session of a role may last. */
  readonly maxSessionSeconds?: number;
  readonly description?: string;
  /** When IAM made it, milliseconds since the epoch; absent for those who were there from the start. */
  readonly createdAt?: number;
  /** The most that the identity policies can give. */
  readonly boundary?: PolicyDocument | NamedPolicy;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AccountOptions {
  /** Each must allow a call; no list, or an empty one, binds nobody. */
  readonly serviceControlPolicies?: readonly (PolicyDocument | NamedPolicy)[];
}

const ADMINISTRATOR_POLICIES = [named('AdministratorAccess', administratorAccess)];
const NO_POLICIES: readonly Policy[] = [];
const NO_TAGS: Readonly<Record<string, string>> = {};
const ADMINISTRATOR_OPTIONS: PrincipalOptions = {
  policies: [
    {
      name: 'AdministratorAccess',
      arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      document: administratorAccess,
    },
  ],
};

export class Directory {
  readonly administrator: string;
  readonly #policies = new Map<string, readonly Policy[]>();
  readonly #trust = new Map<string, Policy>();
  readonly #boundaries = new Map<string, Policy>();
  readonly #serviceControlPolicies = new Map<string, readonly Policy[]>();
  readonly #endpoints = new Map<string, Policy>();
  readonly #put = new Map<string, PrincipalOptions>();

  constructor(account: string) {
    this.administrator = administratorOf(account);
  }

  put(arn: string, options: PrincipalOptions): void {
    const principal = principalOf(arn);
    const policies = namedPolicies(principal.name, options.policies);
    this.#policies.set(
      principal.arn,
      policies.map(({ name, document }) => named(name, document)),
    );
    const trust = options.trust && named('trust policy', options.trust);
    if (trust) this.#trust.set(principal.arn, trust);
    else this.#trust.delete(principal.arn);
    const [boundary] = namedPolicies(`${principal.name}-boundary`, options.boundary);
    if (boundary) this.#boundaries.set(principal.arn, named(boundary.name, boundary.document));
    else this.#boundaries.delete(principal.arn);
    this.#put.set(principal.arn, { ...options, policies });
  }

  /** What was put; an account's administrator is there from the start. */
  find(arn: string): PrincipalOptions | undefined {
    return this.#put.get(arn) ?? (arn.endsWith(ADMINISTRATOR) ? ADMINISTRATOR_OPTIONS : undefined);
  }

  remove(arn: string): void {
    for (const kept of [this.#put, this.#policies, this.#trust, this.#boundaries]) {
      kept.delete(arn);
    }
  }

  /** Who may assume a role, where that was said. */
  trustOf(role: string): Policy | undefined {
    return this.#trust.get(role);
  }

  /** Every user and role that was put, in the order in which they came. */
  arns(): readonly string[] {
    return [...this.#put.keys()];
  }

  /** Identity policies. Root is bound by none of its own: its account is its policy. */
  policiesOf(principal: Principal): readonly Policy[] {
    const put = this.#policies.get(principal.arn);
    if (put) return put;
    const governs = principal.kind === 'root' || principal.arn.endsWith(ADMINISTRATOR);
    return governs ? ADMINISTRATOR_POLICIES : NO_POLICIES;
  }

  boundaryOf(principal: Principal): Policy | undefined {
    return this.#boundaries.get(principal.arn);
  }

  tagsOf(principal: Principal): Readonly<Record<string, string>> {
    return this.#put.get(principal.arn)?.tags ?? NO_TAGS;
  }

  putAccount(account: string, { serviceControlPolicies = [] }: AccountOptions): void {
    if (!isAccountId(account)) throw new TypeError(`account: twelve digits, not "${account}"`);
    const policies = namedPolicies('organisation', serviceControlPolicies);
    this.#serviceControlPolicies.set(
      account,
      policies.map(({ name, document }) => named(name, document)),
    );
  }

  serviceControlPoliciesOf(account: string): readonly Policy[] {
    return this.#serviceControlPolicies.get(account) ?? NO_POLICIES;
  }

  putVpcEndpoint(id: string, policy: PolicyDocument | string): void {
    this.#endpoints.set(id, named(id, policy));
  }

  /** Absent until one is put: the policy that an endpoint starts with lets everything through. */
  endpointPolicyOf(id: string): Policy | undefined {
    return this.#endpoints.get(id);
  }
}

const ADMINISTRATOR = ':user/admin';

const administratorOf = (account: string): string =>
  arnOf('iam', '', account, ADMINISTRATOR.slice(1));

type Put = PolicyDocument | NamedPolicy;

/** Policies that are put without a name are counted, or take that of their Id. */
function namedPolicies(owner: string, put: Put | readonly Put[] = []): readonly NamedPolicy[] {
  const all = isList(put) ? put : [put];
  return all.map((one, i) =>
    'document' in one ? one : { name: one.Id ?? `${owner}-policy-${i + 1}`, document: one },
  );
}

const isList = (put: Put | readonly Put[]): put is readonly Put[] => Array.isArray(put);

function named(name: string, document: PolicyDocument | string): Policy {
  const policy = parsePolicy(name, document);
  if (typeof policy === 'string') throw new TypeError(`${name}: ${policy}`);
  return policy;
}
