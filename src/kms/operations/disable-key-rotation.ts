import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { clearSchedule } from '../rotation.ts';
import { keyId } from '../shapes.ts';
import { synchronised } from '../multi-region/synchronise.ts';
import { keyArnLogged } from '../trail.ts';

export const DisableKeyRotation = kmsOperation({
  name: 'DisableKeyRotation',
  summary: 'Ends automatic rotation. The key goes on with the material that it has, old and new.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({}),
  keys: {
    key: {
      from: 'KeyId',
      origins: ['AWS_KMS'],
      primary: 'or single',
      states: states.whenSchedulable,
    },
  },
  trail: keyArnLogged,

  handle({ cloud }, { key }) {
    clearSchedule(key);
    synchronised(cloud, key);
    return {};
  },
});
