import { boolean, integer, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';

export const GetKeyRotationStatus = kmsOperation({
  name: 'GetKeyRotationStatus',
  summary: 'Tells whether automatic rotation is on, how often it comes, and when next.',
  readOnly: true,
  input: structure({ KeyId: keyId() }),
  output: structure({
    KeyRotationEnabled: boolean(),
    KeyId: text(),
    RotationPeriodInDays: optional(integer()),
    NextRotationDate: optional(timestamp()),
    OnDemandRotationStartDate: optional(timestamp()),
  }),
  keys: {
    key: {
      from: 'KeyId',
      rotates: true,
      origins: ['AWS_KMS', 'EXTERNAL'],
      states: states.whenScheduled,
      accepts: 'other accounts',
    },
  },

  handle(_call, { key }) {
    // The schedule outlives a waiting period that is cancelled, but does not count while it lasts.
    const leaving = key.state === 'PendingDeletion' || key.state === 'PendingReplicaDeletion';
    const schedule = leaving ? undefined : key.schedule;
    return {
      KeyRotationEnabled: schedule !== undefined,
      KeyId: key.arn,
      ...(schedule && {
        RotationPeriodInDays: schedule.periodInDays,
        NextRotationDate: schedule.next,
      }),
    };
  },
});
