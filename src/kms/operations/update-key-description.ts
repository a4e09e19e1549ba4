import { structure, text } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const UpdateKeyDescription = kmsOperation({
  name: 'UpdateKeyDescription',
  summary: 'Replaces the description of a key.',
  readOnly: false,
  input: structure({ KeyId: keyId(), Description: text({ min: 0, max: 8192 }) }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.unlessPendingDeletion } },
  trail: keyArnLogged,

  handle({ input }, { key }) {
    key.description = input.Description;
    return {};
  },
});
