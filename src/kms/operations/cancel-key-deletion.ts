import { structure, text } from '../../aws/shape.ts';
import { isComplete } from '../key.ts';
import { states } from '../key-states.ts';
import { switchKey } from '../key-stores/connection.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const CancelKeyDeletion = kmsOperation({
  name: 'CancelKeyDeletion',
  summary: 'Takes a key back during its waiting period. It comes back disabled.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({ KeyId: text() }),
  keys: { key: { from: 'KeyId', states: states.whenPendingDeletion } },
  trail: keyArnLogged,

  handle(_call, { key }) {
    if (isComplete(key)) switchKey(key, 'Disabled');
    else key.state = 'PendingImport';
    delete key.deletionDate;
    delete key.pendingWindowInDays;
    return { KeyId: key.arn };
  },
});
