import { boolean, optional, structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { checkLockout, POLICY_NAME, readKeyPolicy, requirePolicyName } from '../policies.ts';
import { keyId, keyPolicy, policyName } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const PutKeyPolicy = kmsOperation({
  name: 'PutKeyPolicy',
  summary: 'Replaces the key policy as a whole.',
  readOnly: false,
  input: structure({
    KeyId: keyId(),
    PolicyName: policyName(),
    Policy: keyPolicy(),
    BypassPolicyLockoutSafetyCheck: optional(boolean()),
  }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.always } },
  throws: ['MalformedPolicyDocumentException', 'LimitExceededException'],
  trail: {
    ...keyArnLogged,
    request: (input) => ({
      keyId: input['KeyId'],
      policyName: input['PolicyName'] ?? POLICY_NAME,
      policy: input['Policy'],
      bypassPolicyLockoutSafetyCheck: input['BypassPolicyLockoutSafetyCheck'] ?? false,
    }),
  },

  handle(call, { key }) {
    const { PolicyName, Policy, BypassPolicyLockoutSafetyCheck: bypassed } = call.input;
    requirePolicyName(PolicyName);
    const policy = readKeyPolicy(Policy);
    if (bypassed !== true) checkLockout(call, key.arn, policy);
    key.policy = policy;
    return {};
  },
});
