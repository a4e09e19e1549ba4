import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { switchKey } from '../key-stores/connection.ts';
import { kmsOperation } from '../operation.ts';
import { catchUp } from '../rotation.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const EnableKey = kmsOperation({
  name: 'EnableKey',
  summary: 'Switches a key on.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.whenSwitchable } },
  trail: keyArnLogged,

  handle(call, { key }) {
    switchKey(key, 'Enabled');
    // While it was off, a date of automatic rotation may have passed.
    catchUp(call, key);
    return {};
  },
});
