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
  readonly resourcePolicy?: { readonly kind: 'key policy' | 'bucket policy'; readonly policy?: Policy };
  readonly identityPolicies: readonly Policy[];
  /** Asked for only when a statement has conditions. */
  readonly context: () => ConditionContext;
}

export function evaluate(question: Question): Decision {
  const { principal, action, resource } = question;
  const base = { principal: principal.callerArn, action, resource };
  const asked = new Asked(question);

  const denied = asked.deny();
  if (denied) {
    return {
      ...base,
      allowed: false,
      because: `${nameOf(denied)} denies ${action} explicitly. A deny beats every allow.`,
      decidedBy: denied,
      doors: [],
      denial: denied.policy === 'identity policy' ? 'explicit-identity' : 'explicit-resource',
    };
  }
  const doors = doorsOf(question, asked);
  const open = doors.find((door) => door.open);
  if (open) {
    return {
      ...base,
      allowed: true,
      because: open.why,
      doors,
      ...(open.statement && { decidedBy: open.statement }),
    };
  }
  return {
    ...base,
    allowed: false,
    because: nearestDoor(doors).why,
    doors,
    denial: asked.iamIsAsked() && !asked.identity ? 'no-identity' : 'no-resource',
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

function directDoor(asked: Asked, policy: string): Door {
  const statement = asked.direct;
  return {
    name: `The ${policy} names you`,
    open: statement !== undefined,
    why: statement
      ? `${nameOf(statement)} allows this caller by name.`
      : `No statement of the ${policy} allows this caller by name.`,
    ...(statement && { statement }),
  };
}

function delegatedDoor(asked: Asked): Door {
  const { delegation, identity } = asked;
  const name = 'The key policy enables IAM, and IAM allows';
  if (!delegation) {
    return {
      name,
      open: false,
      why: 'The key policy does not hand decisions to IAM, so IAM policies do not count for this key.',
    };
  }
  if (!identity) {
    return {
      name,
      open: false,
      why: 'The key policy hands decisions to IAM, but no IAM policy of the caller allows the action.',
      statement: delegation,
    };
  }
  return {
    name,
    open: true,
    why: `${nameOf(delegation)} hands decisions to IAM, and ${nameOf(identity)} allows the action.`,
    statement: identity,
  };
}

/** Grants come with their own operations; until one can be made, this door is honestly shut. */
const grantDoor = (): Door => ({
  name: 'A grant',
  open: false,
  why: 'There is no grant on this key.',
});

function identityDoor(asked: Asked): Door {
  const { identity } = asked;
  return {
    name: 'An IAM policy allows it',
    open: identity !== undefined,
    why: identity
      ? `${nameOf(identity)} allows the action.`
      : 'No IAM policy of the caller allows the action.',
    ...(identity && { statement: identity }),
  };
}

function bothAccountsDoor(question: Question, asked: Asked): Door {
  const admitted = asked.direct ?? asked.foreign;
  const name = 'Both accounts say yes';
  if (!admitted) {
    return {
      name,
      open: false,
      why: `The owner's account ${question.owner} does not admit account ${question.principal.account}.`,
    };
  }
  if (!asked.identity) {
    return {
      name,
      open: false,
      why: `The owner's account admits the caller, but no IAM policy in account ${question.principal.account} allows it.`,
      statement: admitted,
    };
  }
  return {
    name,
    open: true,
    why: `${nameOf(admitted)} admits the caller's account, and ${nameOf(asked.identity)} allows the action.`,
    statement: admitted,
  };
}

/** The answers that doors are made of. */
class Asked {
  readonly #question: Question;
  /** A resource statement that names the caller. */
  readonly direct: StatementRef | undefined;
  /** A resource statement for the owner's account as such: IAM decides. */
  readonly delegation: StatementRef | undefined;
  /** A resource statement for the caller's account, where that is another one. */
  readonly foreign: StatementRef | undefined;
  /** An identity statement that allows. */
  readonly identity: StatementRef | undefined;

  constructor(question: Question) {
    this.#question = question;
    const { principal, owner } = question;
    this.direct = this.#resource('Allow', (element) => namesCaller(element, principal));
    this.delegation = this.#resource('Allow', (element) => namesAccount(element, owner));
    this.foreign = this.#resource('Allow', (element) => namesAccount(element, principal.account));
    this.identity = this.#identity('Allow');
  }

  deny(): StatementRef | undefined {
    const { principal } = this.#question;
    const bites = (element: PrincipalElement): boolean =>
      namesCaller(element, principal) || namesAccount(element, principal.account);
    return this.#resource('Deny', bites) ?? this.#identity('Deny');
  }

  iamIsAsked(): boolean {
    const { resourcePolicy, principal, owner } = this.#question;
    if (resourcePolicy?.kind !== 'key policy') return true;
    return principal.account === owner
      ? this.delegation !== undefined
      : (this.direct ?? this.foreign) !== undefined;
  }

  #resource(
    effect: Statement['effect'],
    names: (element: PrincipalElement) => boolean,
  ): StatementRef | undefined {
    const { resourcePolicy } = this.#question;
    if (!resourcePolicy?.policy) return undefined;
    const { kind, policy } = resourcePolicy;
    const index = policy.statements.findIndex(
      (statement) =>
        statement.effect === effect && principalFits(statement, names) && this.#applies(statement),
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

function principalFits(statement: Statement, names: (element: PrincipalElement) => boolean): boolean {
  if (statement.principal) return names(statement.principal);
  return statement.notPrincipal !== undefined && !names(statement.notPrincipal);
}

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
  const root = arnOf('iam', '', account, 'root');
  return element['AWS']?.some((name) => name === account || name === root) ?? false;
}

/** 'key policy, statement "Enable IAM User Permissions"' */
export function nameOf({ policy, name, index, statement }: StatementRef): string {
  const which = statement.sid === undefined ? `statement ${index + 1}` : `statement "${statement.sid}"`;
  return policy === 'identity policy'
    ? `IAM policy ${name}, ${which}`
    : `${policy.charAt(0).toUpperCase()}${policy.slice(1)}, ${which}`;
}
