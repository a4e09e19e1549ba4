import { list, structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { keyId, tagKey } from '../shapes.ts';
import { refuseReserved } from '../tags.ts';
import { keyArnLogged } from '../trail.ts';

export const UntagResource = kmsOperation({
  name: 'UntagResource',
  summary: 'Takes tags away from a key. A tag that is not there is no fault.',
  readOnly: false,
  input: structure({ KeyId: keyId(), TagKeys: list(tagKey()) }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.unlessPendingDeletion } },
  throws: ['TagException'],
  trail: keyArnLogged,

  handle({ input }, { key }) {
    refuseReserved(input.TagKeys);
    const gone = new Set(input.TagKeys);
    key.tags = new Map([...key.tags].filter(([name]) => !gone.has(name)));
    return {};
  },
});
