import { structure, text } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { minutes } from '../events.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { rotate, setSchedule } from '../rotation.ts';
import { scheduleAfterOnDemand } from '../rules.ts';
import { keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const RotateKeyOnDemand = kmsOperation({
  name: 'RotateKeyOnDemand',
  summary: 'Adds new material to a key. Older material is kept, to open what it sealed.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({ KeyId: text() }),
  keys: { key: { from: 'KeyId', rotates: true, states: states.whenUsableInKms } },
  throws: ['ConflictException', 'LimitExceededException'],
  trail: keyArnLogged,

  handle(call, { key }) {
    const { cloud, now } = call;
    if (key.schedule && key.schedule.next - now <= minutes(limits.minutesBeforeRotation)) {
      throw errors.rotationSoon();
    }
    if (key.onDemandRotations >= limits.onDemandRotations) throw errors.rotationLimit(key.arn);
    key.onDemandRotations += 1;
    rotate(call, key, 'ON_DEMAND');
    if (key.schedule) setSchedule(cloud, key, cloud.rule(scheduleAfterOnDemand)(key.schedule, now));
    return { KeyId: key.id };
  },
});
