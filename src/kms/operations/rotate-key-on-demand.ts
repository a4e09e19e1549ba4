import { structure, text } from '../../aws/shape.ts';
import { addMaterial } from '../create-key.ts';
import { errors } from '../errors.ts';
import { serviceEvent } from '../events.ts';
import { currentMaterial, states } from '../key.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const RotateKeyOnDemand = kmsOperation({
  name: 'RotateKeyOnDemand',
  summary: 'Adds new material to a key. Older material is kept, to open what it sealed.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({ KeyId: text() }),
  keys: { key: { from: 'KeyId', usage: 'ENCRYPT_DECRYPT', states: states.whenRotatable } },
  throws: ['LimitExceededException'],
  trail: keyArnLogged,

  handle(call, { key }) {
    if (key.onDemandRotations >= limits.onDemandRotations) throw errors.rotationLimit(key.arn);
    key.onDemandRotations += 1;
    const previous = currentMaterial(key);
    const current = addMaterial(call, key);
    const { cloud, now } = call;
    cloud.agenda.add(now, () => {
      serviceEvent(cloud, key, 'RotateKey', {
        keyId: key.arn,
        rotationType: 'ON_DEMAND',
        keyOrigin: 'AWS_KMS',
        previousKeyMaterialId: previous.id,
        currentKeyMaterialId: current.id,
      });
    });
    return { KeyId: key.id };
  },
});
