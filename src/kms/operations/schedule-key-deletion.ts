import { validationError } from '../../aws/errors.ts';
import { choice, integer, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { dateText } from '../../aws/trail.ts';
import { startWaiting } from '../events.ts';
import { KEY_STATES } from '../key.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { backingKeysLogged } from '../key-stores/deletion.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import type { KeyTarget } from '../target.ts';

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
    DeletionDate: optional(timestamp()),
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
      ...(DeletionDate !== undefined && { deletionDate: dateText(Number(DeletionDate)) }),
      pendingWindowInDays: PendingWindowInDays,
    }),
    additional: (_output, [target]) => backingKeysLogged((target as KeyTarget).key),
  },

  handle({ input, cloud }, { key }) {
    const window = input.PendingWindowInDays ?? standard;
    if (window < min || window > max) {
      throw validationError(
        `PendingWindowInDays must be between ${min} and ${max} (inclusive).`,
        `The waiting period is ${min} to ${max} days, so that a mistake can still be undone.`,
      );
    }
    startWaiting(cloud, key, window);
    return {
      KeyId: key.arn,
      ...(key.deletionDate !== undefined && { DeletionDate: key.deletionDate }),
      KeyState: key.state,
      PendingWindowInDays: window,
    };
  },
});
