import { validationError } from '../../aws/errors.ts';
import { list, structure, text } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { POLICY_NAME } from '../policies.ts';
import { keyId, page, paging } from '../shapes.ts';

export const ListKeyPolicies = kmsOperation({
  name: 'ListKeyPolicies',
  summary: 'Lists the names of the key policies. There is always one, and it is called default.',
  readOnly: true,
  input: structure({ KeyId: keyId(), ...paging() }),
  output: structure({ PolicyNames: list(text()), ...page() }),
  keys: { key: { from: 'KeyId', states: states.always } },

  handle({ input }) {
    if (input.Marker !== undefined) {
      throw validationError(
        'Invalid marker.',
        'There is one page, so no marker was ever given out.',
      );
    }
    return { PolicyNames: [POLICY_NAME], Truncated: false };
  },
});
