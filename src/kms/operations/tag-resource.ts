import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { keyId, tags } from '../shapes.ts';
import { withTags } from '../tags.ts';
import { keyArnLogged } from '../trail.ts';

export const TagResource = kmsOperation({
  name: 'TagResource',
  summary: 'Gives a key tags, or new values to tags that it has. Policies may depend on them.',
  readOnly: false,
  input: structure({ KeyId: keyId(), Tags: tags() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.unlessPendingDeletion } },
  throws: ['TagException'],
  trail: keyArnLogged,

  handle({ input }, { key }) {
    key.tags = withTags(key.tags, input.Tags);
    return {};
  },
});
