// The authorise stage: one decision for each permission that the call needs, in order, until one is refused.
// Only here is it decided what an absent thing may reveal.

import { accessDenied, type ServiceError } from './errors.ts';
import { isConditional } from './iam/asked-policies.ts';
import type { ConditionContext } from './iam/conditions.ts';
import { nameOf, type Blamed, type Decision } from './iam/decision.ts';
import { evaluate, type Question } from './iam/evaluate.ts';
import { contextOf, globalRows } from './iam/globals.ts';
import type { Call, Target } from './operation.ts';
import type { Stage } from './trace.ts';

export type Note = (note: Pick<Stage, 'why' | 'decidedBy' | 'decisions'>) => void;

export function authorise(call: Call, targets: readonly Target[], note: Note): void {
  const decisions: Decision[] = [];
  for (const target of targets) {
    const decision = decisionOn(call, target);
    decisions.push(decision);
    note({
      decisions,
      why: decision.because,
      ...(decision.decidedBy && { decidedBy: nameOf(decision.decidedBy) }),
    });
    // In one's own account an absent thing is simply not there; in another's, nothing is given away.
    if (target.absent && target.owner === call.as.account) throw target.absent();
    if (!decision.allowed) throw denial(decision, target);
    if (target.absent) throw target.absent();
  }
}

function decisionOn(call: Call, target: Target): Decision {
  const question = questionOn(call, target);
  const decision = evaluate(question);
  // An explanation may be asked for later, when the world has changed: what the request said is kept.
  if (isConditional(question)) question.context();
  return decision;
}

function questionOn(call: Call, target: Target): Question {
  const { action, resource, owner, resourcePolicy, grants } = target;
  const { as, via, vpce } = call;
  const { directory } = call.cloud;
  const boundary = directory.boundaryOf(as);
  const vpcEndpointPolicy =
    vpce !== undefined && via === undefined ? directory.endpointPolicyOf(vpce) : undefined;
  const sessionPolicies = as.key?.session?.policies;
  return {
    principal: as,
    action,
    resource,
    owner,
    identityPolicies: directory.policiesOf(as),
    serviceControlPolicies: directory.serviceControlPoliciesOf(as.account),
    ...(resourcePolicy && { resourcePolicy }),
    ...(grants && { grants: grants() }),
    ...(boundary && { boundary }),
    ...(sessionPolicies && { sessionPolicies }),
    ...(vpcEndpointPolicy && { vpcEndpointPolicy }),
    context: once(() => target.context?.() ?? contextOf(globalRows(call, owner))),
  };
}

function once(work: () => ConditionContext): () => ConditionContext {
  let known: ConditionContext | undefined;
  return () => (known ??= work());
}

/** Wording: facts sheet, section 2. */
function denial(decision: Decision, target: Target): ServiceError {
  const { action, resource, principal } = decision;
  const usual = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reasonOf(decision)}`;
  return (target.denied ?? accessDenied)(usual, decision.because);
}

const CALLED: Readonly<Record<Blamed, readonly [article: string, name: string]>> = {
  resource: ['a', 'resource-based policy'],
  identity: ['an', 'identity-based policy'],
  scp: ['a', 'service control policy'],
  endpoint: ['a', 'VPC endpoint policy'],
  boundary: ['a', 'permissions boundary'],
  session: ['a', 'session policy'],
};

function reasonOf({ denial: reason = 'no-resource', action }: Decision): string {
  const [how, whom] = reason.split('-') as ['explicit' | 'no', Blamed];
  const [article, name] = CALLED[whom];
  return how === 'explicit'
    ? `with an explicit deny in ${article} ${name}`
    : `because no ${name} allows the ${action} action`;
}
