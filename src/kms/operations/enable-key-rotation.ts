import { integer, optional, structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { everyPeriod, setSchedule } from '../rotation.ts';
import { keyId } from '../shapes.ts';
import { synchronised } from '../synchronise.ts';
import { keyArnLogged } from '../trail.ts';

export const EnableKeyRotation = kmsOperation({
  name: 'EnableKeyRotation',
  summary: 'Lets KMS rotate the material of a key every so many days, counted from this call.',
  readOnly: false,
  input: structure({
    KeyId: keyId(),
    RotationPeriodInDays: optional(integer({ min: 90, max: 2560 })),
  }),
  output: structure({}),
  keys: {
    key: {
      from: 'KeyId',
      rotates: true,
      origins: ['AWS_KMS'],
      primary: 'or single',
      states: states.whenSchedulable,
    },
  },
  trail: keyArnLogged,

  handle({ input, cloud, now }, { key }) {
    const { RotationPeriodInDays: period = limits.rotationPeriodDays.standard } = input;
    setSchedule(cloud, key, everyPeriod(now, period));
    synchronised(cloud, key);
    return {};
  },
});
