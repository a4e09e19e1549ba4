import { structure, text, timestamp } from '../../aws/shape.ts';
import type { LastUsage } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { keyId, keyLastUsage } from '../shapes.ts';

export const GetKeyLastUsage = kmsOperation({
  name: 'GetKeyLastUsage',
  summary: 'Tells which cryptographic operation last succeeded with a key, and when.',
  readOnly: true,
  input: structure({ KeyId: keyId() }),
  output: structure({
    KeyId: text(),
    KeyLastUsage: keyLastUsage(),
    TrackingStartDate: timestamp(),
    KeyCreationDate: timestamp(),
  }),
  keys: { key: { from: 'KeyId', states: states.always } },

  handle: (_call, { key }) => ({
    KeyId: key.id,
    KeyLastUsage: key.lastUsage ? told(key.lastUsage) : {},
    // AWS has tracked since 23 April 2026. Here it has always been so, whatever the simulated date.
    TrackingStartDate: key.createdAt,
    KeyCreationDate: key.createdAt,
  }),
});

const told = ({ operation, at, eventId, requestId }: LastUsage) => ({
  Operation: operation,
  Timestamp: at,
  CloudTrailEventId: eventId,
  KmsRequestId: requestId,
});
