// Who may? One evaluator for all. An explicit deny ends it; then every fence must admit the call; then one of the
// doors must be open. Source: IAM policy evaluation logic; KMS key access (facts sheet, section 7a).

import type { Principal } from '../principal.ts';
import { Asked } from './asked.ts';
import { BLAMED, isClosedToIam, nameOf, policyName } from './decision.ts';
import type { Decision, Denial, Door, StatementRef } from './decision.ts';
import { doorsOf, isAbroad, nearestDoor } from './doors.ts';
import type { Asking } from './fit.ts';
import type { Policy } from './policy.ts';

export interface Question extends Asking {
  readonly principal: Principal;
  /** Account that owns the resource. */
  readonly owner: string;
  /** A key and a role are closed to IAM unless their policy says otherwise; buckets, queues and secrets are not. */
  readonly resourcePolicy?: {
    readonly kind: 'key policy' | 'bucket policy' | 'resource policy' | 'trust policy';
    readonly policy?: Policy;
  };
  /**
   * Grants on the key that may be for this caller. A grant is a policy of Allow statements: its name is the grant's
   * id, `principal` names the grantee ({ AWS: [arn] } or { Service: [name] }), `actions` are its operations as
   * permissions ('kms:Decrypt'), `resources` is ['*'], and its constraints are `conditions`. Operations that ignore
   * constraints stand in a second statement without any.
   */
  readonly grants?: readonly Policy[];
  readonly identityPolicies: readonly Policy[];
  readonly boundary?: Policy;
  /** One of them must admit the call, if there are any. */
  readonly sessionPolicies?: readonly Policy[];
  /** Each must admit the call: one stands for one level of the organisation. */
  readonly serviceControlPolicies?: readonly Policy[];
  /** Of the endpoint that the call comes through. */
  readonly vpcEndpointPolicy?: Policy;
}

export function evaluate(question: Question): Decision {
  const asked = new Asked(question);
  const denied = asked.deny();
  if (denied) {
    return new Decided(question, {
      because: `${nameOf(denied)} denies ${question.action} explicitly. A deny beats every allow.`,
      decidedBy: denied,
      doors: [],
      denial: `explicit-${BLAMED[denied.policy]}`,
    });
  }
  const fence = asked.fence();
  if (fence) {
    const { kind, policy } = fence;
    const because = `${policyName(kind, policy.name)} does not admit ${question.action}. It gives nobody a right, and what it leaves out nobody may do.`;
    const doors = [{ name: `The ${kind} admits it`, open: false, why: because }];
    return new Decided(question, { because, doors, denial: `no-${BLAMED[kind]}` });
  }
  const doors = doorsOf(question, asked);
  const open = doors.find((door) => door.open);
  if (open) return new Decided(question, { because: open.why, decidedBy: open.statement, doors });
  const because = nearestDoor(doors).why;
  return new Decided(question, { because, doors, denial: lackOf(question, asked) });
}

/** What AWS says is missing. */
function lackOf(question: Question, asked: Asked): Denial {
  const { limit, direct, grant, identity } = asked;
  const iam = iamIsAsked(question, asked);
  const named = grant ?? (isAbroad(question) ? undefined : direct);
  if (limit && (named ?? (iam ? identity : undefined))) return `no-${BLAMED[limit]}`;
  return iam && !identity ? 'no-identity' : 'no-resource';
}

/** Whether all that stands between the caller and the resource is the caller's own IAM. */
function iamIsAsked(question: Question, asked: Asked): boolean {
  const { resourcePolicy, principal } = question;
  if (principal.kind === 'service') return false;
  const byGrant = asked.grantToAccount();
  if (isAbroad(question)) return (asked.direct ?? asked.foreign() ?? byGrant) !== undefined;
  if (!resourcePolicy || !isClosedToIam(resourcePolicy.kind)) return true;
  return (asked.delegation ?? byGrant) !== undefined;
}

interface Verdict {
  readonly because: string;
  readonly doors: readonly Door[];
  readonly decidedBy?: StatementRef | undefined;
  readonly denial?: Denial;
}

/** Plain data, and the question, which no copy takes along: what else could be asked is asked of that. */
class Decided implements Decision {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly because: string;
  readonly decidedBy?: StatementRef;
  readonly doors: readonly Door[];
  readonly denial?: Denial;
  readonly #question: Question;

  constructor(question: Question, { because, doors, decidedBy, denial }: Verdict) {
    this.principal = question.principal.callerArn;
    this.action = question.action;
    this.resource = question.resource;
    this.allowed = denial === undefined;
    this.because = because;
    if (decidedBy) this.decidedBy = decidedBy;
    this.doors = doors;
    if (denial) this.denial = denial;
    this.#question = question;
  }

  static questionOf(decision: Decision): Question | undefined {
    return decision instanceof Decided ? decision.#question : undefined;
  }
}

/** What a decision answers: to explain it, and to find what would change it. A copy of a decision has none. */
export const questionOf = (decision: Decision): Question | undefined =>
  Decided.questionOf(decision);
