import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { switchKey } from '../key-stores/connection.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const DisableKey = kmsOperation({
  name: 'DisableKey',
  summary: 'Switches a key off. Nothing is lost, and nothing can be opened with it meanwhile.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.whenSwitchable } },
  trail: keyArnLogged,

  handle(_call, { key }) {
    switchKey(key, 'Disabled');
    return {};
  },
});
