// The authorise stage: one decision for each permission that the call needs, in order, until one is refused.
// Only here is it decided what an absent thing may reveal.

import { accessDenied, type ServiceError } from './errors.ts';
import { evaluate, nameOf, type Decision } from './iam/evaluate.ts';
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

const NO_CONTEXT = new Map<string, readonly string[]>();

function decisionOn(call: Call, target: Target): Decision {
  const { action, resource, owner, resourcePolicy } = target;
  return evaluate({
    principal: call.as,
    action,
    resource,
    owner,
    ...(resourcePolicy && { resourcePolicy }),
    identityPolicies: call.cloud.directory.policiesOf(call.as),
    context: target.context ?? (() => NO_CONTEXT),
  });
}

/** Wording: facts sheet, section 2. */
function denial(decision: Decision, target: Target): ServiceError {
  const { action, resource, principal } = decision;
  const usual = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reasonOf(decision)}`;
  return (target.denied ?? accessDenied)(usual, decision.because);
}

function reasonOf({ denial: kind, action }: Decision): string {
  switch (kind) {
    case 'explicit-resource':
      return 'with an explicit deny in a resource-based policy';
    case 'explicit-identity':
      return 'with an explicit deny in an identity-based policy';
    case 'no-identity':
      return `because no identity-based policy allows the ${action} action`;
    default:
      return `because no resource-based policy allows the ${action} action`;
  }
}
