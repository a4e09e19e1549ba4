// Who may? One evaluator for all. An explicit deny ends it; else one of the doors must be open, and the
// closed ones stay visible, because "why not?" is the question that AWS leaves unanswered.
// Source: IAM policy evaluation logic; KMS key access (facts sheet, section 7a).

import { arnOf } from '../arn.ts';
import type { Principal } from '../principal.ts';
import { conditionHolds, type ConditionContext } from './conditions.ts';
import { like, likeIgnoringCase } from './match.ts';
import type { Policy, PrincipalElement, Statement } from './policy.ts';

/** Where a statement stands. */
export interface StatementRef {
  readonly policy: 'key policy' | 'bucket policy' | 'identity policy';
  /** Name of the policy, e.g. 'default' or 'AdministratorAccess'. */
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

export interface Decision {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly because: string;
  readonly decidedBy?: StatementRef;
  readonly doors: readonly Door[];
  /** Why the call fell, in the terms of AWS's message; absent where it was allowed. */
  readonly denial?: 'explicit-resource' | 'explicit-identity' | 'no-resource' | 'no-identity';
}

export interface Question {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** Account that owns the resource. */
  readonly owner: string;
  /** A key is closed to IAM unless its policy says otherwise; a bucket is not. */
  readonly resourcePolicy?: {
    readonly kind: 'key policy' | 'bucket policy';
    readonly policy?: Policy;
  };
  readonly identityPolicies: readonly Policy[];
  /** Asked for only when a statement has conditions. */
  readonly context: () => ConditionContext;
}

export function evaluate(question: Question): Decision {
  const asked = new Asked(question);
  const denied = asked.deny();
  if (denied) {
    return decided(question, {
      because: `${nameOf(denied)} denies ${question.action} explicitly. A deny beats every allow.`,
      decidedBy: denied,
      doors: [],
      denial: denied.policy === 'identity policy' ? 'explicit-identity' : 'explicit-resource',
    });
  }
  const doors = doorsOf(question, asked);
  const open = doors.find((door) => door.open);
  if (open) return decided(question, { because: open.why, decidedBy: open.statement, doors });
  return decided(question, {
    because: nearestDoor(doors).why,
    doors,
    denial: asked.iamIsAsked() && !asked.identity ? 'no-identity' : 'no-resource',
  });
}

interface Verdict {
  readonly because: string;
  readonly doors: readonly Door[];
  readonly decidedBy?: StatementRef | undefined;
  readonly denial?: NonNullable<Decision['denial']>;
}

function decided(question: Question, { because, doors, decidedBy, denial }: Verdict): Decision {
  const { principal, action, resource } = question;
  return {
    principal: principal.callerArn,
    action,
    resource,
    allowed: denial === undefined,
    because,
    ...(decidedBy && { decidedBy }),
    doors,
    ...(denial && { denial }),
  };
}

function doorsOf(question: Question, asked: Asked): readonly Door[] {
  const { resourcePolicy, principal, owner } = question;
  if (!resourcePolicy) return [identityDoor(asked)];
  const abroad = principal.kind !== 'service' && principal.account !== owner;
  if (abroad) return [bothAccountsDoor(question, asked)];
  if (resourcePolicy.kind === 'bucket policy') {
    return [directDoor(asked, 'bucket policy'), identityDoor(asked)];
  }
  return [directDoor(asked, 'key policy'), delegatedDoor(asked), grantDoor()];
}

/** The door that lacks least is the one to speak of: half of it is open already. */
const nearestDoor = (doors: readonly Door[]): Door =>
  doors.find(({ statement }) => statement) ?? doors.at(0) ?? grantDoor();

/** A door that leads somewhere shows the statement that it hangs on. */
const door = (name: string, open: boolean, why: string, statement?: StatementRef): Door =>
  statement ? { name, open, why, statement } : { name, open, why };

function directDoor({ direct }: Asked, policy: string): Door {
  const name = `The ${policy} names you`;
  return direct
    ? door(name, true, `${nameOf(direct)} allows this caller by name.`, direct)
    : door(name, false, `No statement of the ${policy} allows this caller by name.`);
}

function delegatedDoor({ delegation, identity }: Asked): Door {
  const name = 'The key policy enables IAM, and IAM allows';
  if (!delegation) {
    const why =
      'The key policy does not hand decisions to IAM, so IAM policies do not count for this key.';
    return door(name, false, why);
  }
  if (!identity) {
    const why =
      'The key policy hands decisions to IAM, but no IAM policy of the caller allows the action.';
    return door(name, false, why, delegation);
  }
  const why = `${nameOf(delegation)} hands decisions to IAM, and ${nameOf(identity)} allows the action.`;
  return door(name, true, why, identity);
}

/** Grants come with their own operations; until one can be made, this door is honestly shut. */
const grantDoor = (): Door => door('A grant', false, 'There is no grant on this key.');

function identityDoor({ identity }: Asked): Door {
  const name = 'An IAM policy allows it';
  return identity
    ? door(name, true, `${nameOf(identity)} allows the action.`, identity)
    : door(name, false, 'No IAM policy of the caller allows the action.');
}

function bothAccountsDoor({ principal, owner }: Question, asked: Asked): Door {
  const admitted = asked.direct ?? asked.foreign();
  const name = 'Both accounts say yes';
  if (!admitted) {
    const why = `The owner's account ${owner} does not admit account ${principal.account}.`;
    return door(name, false, why);
  }
  if (!asked.identity) {
    const why = `The owner's account admits the caller, but no IAM policy in account ${principal.account} allows it.`;
    return door(name, false, why, admitted);
  }
  const why = `${nameOf(admitted)} admits the caller's account, and ${nameOf(asked.identity)} allows the action.`;
  return door(name, true, why, admitted);
}

/** The answers that doors are made of. */
class Asked {
  readonly #question: Question;
  /** A resource statement that names the caller. */
  readonly direct: StatementRef | undefined;
  /** A resource statement for the owner's account as such: IAM decides. */
  readonly delegation: StatementRef | undefined;
  /** An identity statement that allows. */
  readonly identity: StatementRef | undefined;

  constructor(question: Question) {
    this.#question = question;
    const { principal, owner } = question;
    this.direct = this.#resource('Allow', (statement) => isForCaller(statement, principal));
    this.delegation = this.#resource('Allow', (statement) => isForAccount(statement, owner));
    this.identity = this.#identity('Allow');
  }

  /** A resource statement for the caller's account, where that is another one. */
  foreign(): StatementRef | undefined {
    const { account } = this.#question.principal;
    return this.#resource('Allow', (statement) => isForAccount(statement, account));
  }

  deny(): StatementRef | undefined {
    const { principal } = this.#question;
    return (
      this.#resource('Deny', (statement) => isAgainst(statement, principal)) ??
      this.#identity('Deny')
    );
  }

  iamIsAsked(): boolean {
    const { resourcePolicy, principal, owner } = this.#question;
    if (resourcePolicy?.kind !== 'key policy') return true;
    return principal.account === owner
      ? this.delegation !== undefined
      : (this.direct ?? this.foreign()) !== undefined;
  }

  #resource(
    effect: Statement['effect'],
    concerns: (statement: Statement) => boolean,
  ): StatementRef | undefined {
    const { resourcePolicy } = this.#question;
    if (!resourcePolicy?.policy) return undefined;
    const { kind, policy } = resourcePolicy;
    const index = policy.statements.findIndex(
      (statement) => statement.effect === effect && concerns(statement) && this.#applies(statement),
    );
    return refTo(kind, policy, index);
  }

  #identity(effect: Statement['effect']): StatementRef | undefined {
    for (const policy of this.#question.identityPolicies) {
      const index = policy.statements.findIndex(
        (statement) => statement.effect === effect && this.#applies(statement),
      );
      const ref = refTo('identity policy', policy, index);
      if (ref) return ref;
    }
    return undefined;
  }

  /** Action, resource and conditions fit. A statement that lacks either element is inert, as KMS documents. */
  #applies(statement: Statement): boolean {
    const { action, resource, context } = this.#question;
    const { actions, notActions, resources, notResources, conditions } = statement;
    const actionFits =
      actions?.some((pattern) => likeIgnoringCase(pattern, action)) ??
      notActions?.every((pattern) => !likeIgnoringCase(pattern, action)) ??
      false;
    if (!actionFits) return false;
    const resourceFits =
      resources?.some((pattern) => like(pattern, resource)) ??
      notResources?.every((pattern) => !like(pattern, resource)) ??
      false;
    if (!resourceFits) return false;
    return conditions.length === 0 || conditions.every((row) => conditionHolds(row, context()));
  }
}

function refTo(
  policy: StatementRef['policy'],
  { name, statements }: Policy,
  index: number,
): StatementRef | undefined {
  const statement = statements[index];
  return statement && { policy, name, index, statement };
}

function isForCaller({ principal: named, notPrincipal }: Statement, caller: Principal): boolean {
  if (named) return namesCaller(named, caller);
  return notPrincipal !== undefined && !namesEither(notPrincipal, caller);
}

/** Decisions are handed to an account by naming it. To leave somebody else out is not to name it. */
const isForAccount = ({ principal: named }: Statement, account: string): boolean =>
  named !== undefined && namesAccount(named, account);

function isAgainst({ principal: named, notPrincipal }: Statement, caller: Principal): boolean {
  if (named) return namesEither(named, caller);
  return notPrincipal !== undefined && !isExempt(notPrincipal, caller);
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
  if (element === '*') return false;
  return element['AWS']?.some((name) => name === account || name === rootOf(account)) ?? false;
}

const rootOf = (account: string): string => arnOf('iam', '', account, 'root');

/** 'key policy, statement "Enable IAM User Permissions"' */
export function nameOf({ policy, name, index, statement }: StatementRef): string {
  const which =
    statement.sid === undefined ? `statement ${index + 1}` : `statement "${statement.sid}"`;
  return policy === 'identity policy'
    ? `IAM policy ${name}, ${which}`
    : `${policy.charAt(0).toUpperCase()}${policy.slice(1)}, ${which}`;
}
