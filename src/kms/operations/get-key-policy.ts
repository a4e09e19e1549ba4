import { structure, text } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { POLICY_NAME, requirePolicyName } from '../policies.ts';
import { keyId, policyName } from '../shapes.ts';

export const GetKeyPolicy = kmsOperation({
  name: 'GetKeyPolicy',
  summary: 'Shows the key policy: who may use and manage the key.',
  readOnly: true,
  input: structure({ KeyId: keyId(), PolicyName: policyName() }),
  output: structure({ Policy: text(), PolicyName: text() }),
  keys: { key: { from: 'KeyId', states: states.always } },

  handle({ input }, { key }) {
    requirePolicyName(input.PolicyName);
    return { Policy: key.policy.text, PolicyName: POLICY_NAME };
  },
});
