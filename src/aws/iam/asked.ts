// The answers that a decision is made of: which statement of which policy denies, allows, admits, delegates.

import type { Principal } from '../principal.ts';
import type { PolicyKind, StatementRef } from './decision.ts';
import type { Question } from './evaluate.ts';
import { misfitOf } from './fit.ts';
import type { Policy, Statement } from './policy.ts';
import { isAgainst, isForAccount, isForCaller, isForCallerItself } from './principals.ts';

type Concerns = (statement: Statement) => boolean;

/** What limits a caller, and does not admit the action. */
export type Limit = 'permissions boundary' | 'session policy';

export class Asked {
  readonly #question: Question;
  /** A boundary or session policies that do not admit the action. */
  readonly limit: Limit | undefined;
  /** A resource statement that names the caller. */
  readonly direct: StatementRef | undefined;
  /** A resource statement for the owner's account as such: IAM decides. */
  readonly delegation: StatementRef | undefined;
  /** An identity statement that allows. */
  readonly identity: StatementRef | undefined;
  /** A grant whose grantee is the caller. */
  readonly grant: StatementRef | undefined;

  constructor(question: Question) {
    this.#question = question;
    const { owner } = question;
    const grants = grantsOf(question);
    this.limit = this.#limit();
    this.direct = this.#naming((concerns) => this.#resource('Allow', concerns));
    this.delegation = this.#resource('Allow', (statement) => isForAccount(statement, owner));
    this.identity = this.#first('identity policy', question.identityPolicies, 'Allow');
    this.grant =
      grants.length === 0
        ? undefined
        : this.#naming((concerns) => this.#first('grant', grants, 'Allow', concerns));
  }

  /** A resource statement for the caller's account, where that is another one. */
  foreign(): StatementRef | undefined {
    const { account } = this.#question.principal;
    return this.#resource('Allow', (statement) => isForAccount(statement, account));
  }

  /** A grant to the caller's account as such. */
  grantToAccount(): StatementRef | undefined {
    const { account } = this.#question.principal;
    return this.#first('grant', grantsOf(this.#question), 'Allow', (statement) =>
      isForAccount(statement, account),
    );
  }

  /** Whether the limit reaches what this statement allows: not if it names the caller itself. */
  isLimited({ statement }: StatementRef): boolean {
    return this.limit !== undefined && !isForCallerItself(statement, this.#question.principal);
  }

  /** AWS does not document which of several denials its message names; ours is in this order. */
  deny(): StatementRef | undefined {
    const { principal, identityPolicies, boundary, sessionPolicies = [] } = this.#question;
    const against: Concerns = (statement) =>
      isAgainst(statement, principal, boundary !== undefined);
    return (
      this.#first('service control policy', scpsOf(this.#question), 'Deny') ??
      this.#first('VPC endpoint policy', this.#endpointPolicies(), 'Deny', against) ??
      this.#resource('Deny', against) ??
      this.#first('identity policy', identityPolicies, 'Deny') ??
      this.#first('permissions boundary', this.#boundaries(), 'Deny') ??
      this.#first('session policy', sessionPolicies, 'Deny')
    );
  }

  /** A policy around the caller's account or the network's way in that does not admit the action. */
  fence(): { readonly kind: PolicyKind; readonly policy: Policy } | undefined {
    for (const policy of scpsOf(this.#question)) {
      const kind = 'service control policy';
      if (!this.#first(kind, [policy], 'Allow')) return { kind, policy };
    }
    const { principal } = this.#question;
    const admits: Concerns = (statement) =>
      isForCaller(statement, principal) || isForAccount(statement, principal.account);
    for (const policy of this.#endpointPolicies()) {
      const kind = 'VPC endpoint policy';
      if (!this.#first(kind, [policy], 'Allow', admits)) return { kind, policy };
    }
    return undefined;
  }

  #limit(): Limit | undefined {
    const { boundary, sessionPolicies = [] } = this.#question;
    if (boundary && !this.#first('permissions boundary', [boundary], 'Allow')) {
      return 'permissions boundary';
    }
    const narrowed = sessionPolicies.length > 0;
    return narrowed && !this.#first('session policy', sessionPolicies, 'Allow')
      ? 'session policy'
      : undefined;
  }

  #boundaries(): readonly Policy[] {
    const { boundary } = this.#question;
    return boundary ? [boundary] : NONE;
  }

  #endpointPolicies(): readonly Policy[] {
    const { vpcEndpointPolicy } = this.#question;
    return vpcEndpointPolicy ? [vpcEndpointPolicy] : NONE;
  }

  /** Where a limit bites, a statement that escapes it is looked for first. */
  #naming(find: (concerns: Concerns) => StatementRef | undefined): StatementRef | undefined {
    const { principal } = this.#question;
    const escapes = this.limit && find((statement) => isForCallerItself(statement, principal));
    return escapes ?? find((statement) => isForCaller(statement, principal));
  }

  #resource(effect: Statement['effect'], concerns: Concerns): StatementRef | undefined {
    const { resourcePolicy } = this.#question;
    if (!resourcePolicy?.policy) return undefined;
    return this.#first(resourcePolicy.kind, [resourcePolicy.policy], effect, concerns);
  }

  #first(
    kind: PolicyKind,
    policies: readonly Policy[],
    effect: Statement['effect'],
    concerns?: Concerns,
  ): StatementRef | undefined {
    for (const { name, statements } of policies) {
      const index = statements.findIndex(
        (statement) =>
          statement.effect === effect &&
          (concerns?.(statement) ?? true) &&
          misfitOf(statement, this.#question) === undefined,
      );
      const statement = statements[index];
      if (statement) return { policy: kind, name, index, statement };
    }
    return undefined;
  }
}

const NONE: readonly Policy[] = [];

/** Service control policies bind root, too, but neither services nor their service-linked roles. */
export const scpsOf = ({ principal, serviceControlPolicies }: Question): readonly Policy[] =>
  serviceControlPolicies && isBoundByScps(principal) ? serviceControlPolicies : NONE;

/** Only keys have grants. */
const grantsOf = ({ resourcePolicy, grants = NONE }: Question): readonly Policy[] =>
  resourcePolicy?.kind === 'key policy' ? grants : NONE;

const isBoundByScps = ({ kind, arn }: Principal): boolean =>
  kind !== 'service' && !arn.includes(':role/aws-service-role/');
