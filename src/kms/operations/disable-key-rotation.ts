import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const DisableKeyRotation = kmsOperation({
  name: 'DisableKeyRotation',
  summary: 'Ends automatic rotation. The key goes on with the material that it has, old and new.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', rotates: true, states: states.whenSchedulable } },
  trail: keyArnLogged,

  handle(_call, { key }) {
    delete key.schedule;
    return {};
  },
});
