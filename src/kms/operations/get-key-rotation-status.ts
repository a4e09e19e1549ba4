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
      origins: ['AWS_KMS', 'EXTERNAL'],
      states: states.whenScheduled,
      accepts: 'other accounts',
    },
  },

  handle(_call, { key }) {
    // The schedule outlives a waiting period that is cancelled, but does not count while it lasts. A primary key
    // that waits for its replicas still tells it. Keys that cannot rotate have none. All recorded.
    const schedule = key.state === 'PendingDeletion' ? undefined : key.schedule;
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
