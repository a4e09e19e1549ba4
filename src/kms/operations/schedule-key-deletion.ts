import { validationError } from '../../aws/errors.ts';
import { choice, integer, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { dateText } from '../../aws/trail.ts';
import { days, deleteWhenDue } from '../events.ts';
import { KEY_STATES } from '../key.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';

const { min, max, standard } = limits.pendingWindowDays;

export const ScheduleKeyDeletion = kmsOperation({
  name: 'ScheduleKeyDeletion',
  summary: 'Starts the waiting period of 7 to 30 days, at the end of which the key is destroyed.',
  readOnly: false,
  input: structure({
    KeyId: keyId(),
    PendingWindowInDays: optional(integer({ min: 1, max: 365 })),
  }),
  output: structure({
    KeyId: text(),
    DeletionDate: timestamp(),
    KeyState: choice(...KEY_STATES),
    PendingWindowInDays: integer(),
  }),
  keys: { key: { from: 'KeyId', states: states.whenDeletable } },
  trail: {
    request: (input) => ({
      keyId: input['KeyId'],
      pendingWindowInDays: input['PendingWindowInDays'] ?? standard,
    }),
    response: ({ KeyId, KeyState, DeletionDate, PendingWindowInDays }) => ({
      keyId: KeyId,
      keyState: KeyState,
      deletionDate: dateText(Number(DeletionDate)),
      pendingWindowInDays: PendingWindowInDays,
    }),
  },

  handle({ input, cloud, now }, { key }) {
    const window = input.PendingWindowInDays ?? standard;
    if (window < min || window > max) {
      throw validationError(
        `PendingWindowInDays must be between ${min} and ${max} (inclusive).`,
        `The waiting period is ${min} to ${max} days, so that a mistake can still be undone.`,
      );
    }
    key.state = 'PendingDeletion';
    key.deletionDate = now + days(window);
    deleteWhenDue(cloud, key, key.deletionDate);
    return {
      KeyId: key.arn,
      DeletionDate: key.deletionDate,
      KeyState: key.state,
      PendingWindowInDays: window,
    };
  },
});
