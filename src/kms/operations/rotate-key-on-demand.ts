import { structure, text } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { minutes } from '../events.ts';
import { rotateToPending } from '../imports/importing.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { familyOf } from '../multi-region/family.ts';
import { kmsOperation } from '../operation.ts';
import { rotate, setSchedule } from '../rotation.ts';
import { scheduleAfterOnDemand } from '../rules.ts';
import { keyId } from '../shapes.ts';
import { synchronised } from '../multi-region/synchronise.ts';
import { keyArnLogged } from '../trail.ts';

export const RotateKeyOnDemand = kmsOperation({
  name: 'RotateKeyOnDemand',
  summary: 'Adds new material to a key. Older material is kept, to open what it sealed.',
  readOnly: false,
  input: structure({ KeyId: keyId() }),
  output: structure({ KeyId: text() }),
  keys: {
    key: {
      from: 'KeyId',
      rotates: true,
      primary: 'or single',
      origins: ['AWS_KMS', 'EXTERNAL'],
      states: states.whenUsableInKms,
    },
  },
  throws: ['ConflictException', 'LimitExceededException'],
  trail: keyArnLogged,

  handle(call, { key }) {
    const { cloud, now } = call;
    if (key.schedule && key.schedule.next - now <= minutes(limits.minutesBeforeRotation)) {
      throw errors.rotationSoon();
    }
    if (key.onDemandRotations >= limits.onDemandRotations) throw errors.rotationLimit(key.arn);
    if (key.origin === 'EXTERNAL') rotateToPending(call, key);
    else rotate(call, key, 'ON_DEMAND');
    for (const one of familyOf(key)) one.onDemandRotations += 1;
    if (key.schedule) setSchedule(cloud, key, cloud.rule(scheduleAfterOnDemand)(key.schedule, now));
    synchronised(cloud, key);
    return { KeyId: key.arn };
  },
});
