// Every policy that a question is put to, one after the other: to explain an answer, and to try what would change it.

import { scpsOf } from './asked.ts';
import type { PolicyKind } from './decision.ts';
import type { Question } from './evaluate.ts';
import type { Policy } from './policy.ts';

export interface AskedPolicy {
  readonly kind: PolicyKind;
  readonly policy: Policy;
  /** What stands in this place in another form of the question. */
  readonly read: (question: Question) => Policy | undefined;
  /** The same question, with another policy in this place. */
  readonly replaced: (question: Question, policy: Policy) => Question;
}

type Lists = 'serviceControlPolicies' | 'grants' | 'identityPolicies' | 'sessionPolicies';

export function askedPolicies(question: Question): readonly AskedPolicy[] {
  const { resourcePolicy } = question;
  const from = (kind: PolicyKind, list: Lists): readonly AskedPolicy[] =>
    (question[list] ?? []).map((policy, i) => ({
      kind,
      policy,
      read: (now) => now[list]?.[i],
      replaced: (now, other) => ({ ...now, [list]: (now[list] ?? []).with(i, other) }),
    }));
  const one = (
    kind: PolicyKind,
    read: (question: Question) => Policy | undefined,
    put: (policy: Policy) => Partial<Question>,
  ): readonly AskedPolicy[] => {
    const policy = read(question);
    const replaced: AskedPolicy['replaced'] = (now, other) => ({ ...now, ...put(other) });
    return policy ? [{ kind, policy, read, replaced }] : [];
  };

  return [
    ...(scpsOf(question).length > 0
      ? from('service control policy', 'serviceControlPolicies')
      : []),
    ...one(
      'VPC endpoint policy',
      (now) => now.vpcEndpointPolicy,
      (policy) => ({ vpcEndpointPolicy: policy }),
    ),
    ...(resourcePolicy
      ? one(
          resourcePolicy.kind,
          (now) => now.resourcePolicy?.policy,
          (policy) => ({ resourcePolicy: { ...resourcePolicy, policy } }),
        )
      : []),
    ...from('grant', 'grants'),
    ...from('identity policy', 'identityPolicies'),
    ...one(
      'permissions boundary',
      (now) => now.boundary,
      (policy) => ({ boundary: policy }),
    ),
    ...from('session policy', 'sessionPolicies'),
  ];
}

/** Whether any statement asks what the request says of itself. */
export function isConditional(question: Question): boolean {
  const { resourcePolicy, boundary, vpcEndpointPolicy, grants, sessionPolicies } = question;
  return (
    asks(resourcePolicy?.policy) ||
    question.identityPolicies.some(asks) ||
    asks(boundary) ||
    asks(vpcEndpointPolicy) ||
    (grants?.some(asks) ?? false) ||
    (sessionPolicies?.some(asks) ?? false) ||
    (question.serviceControlPolicies?.some(asks) ?? false)
  );
}

const asks = (policy: Policy | undefined): boolean =>
  policy?.statements.some(
    ({ conditions, variables }) => conditions.length > 0 || variables === true,
  ) ?? false;
