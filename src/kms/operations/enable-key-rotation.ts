import { integer, optional, structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { everyPeriod, setSchedule } from '../rotation.ts';
import { keyId } from '../shapes.ts';
import { synchronised } from '../multi-region/synchronise.ts';
import { keyArnLogged } from '../trail.ts';

const { standard } = limits.rotationPeriodDays;

export const EnableKeyRotation = kmsOperation({
  name: 'EnableKeyRotation',
  summary:
    'Lets KMS rotate the material of a key every so many days, counted from the call that sets them.',
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
  // Recorded: a policy is told the standard period where none is asked for, even if another one stays.
  conditions: (_targets, { input }) => ({
    'kms:RotationPeriodInDays': String(
      (input['RotationPeriodInDays'] as number | undefined) ?? standard,
    ),
  }),
  trail: keyArnLogged,

  handle({ input, cloud, now }, { key }) {
    const { schedule } = key;
    const { RotationPeriodInDays: period = schedule?.periodInDays ?? standard } = input;
    // Recorded: the date moves with the period alone.
    if (period !== schedule?.periodInDays) setSchedule(cloud, key, everyPeriod(now, period));
    synchronised(cloud, key);
    return {};
  },
});
