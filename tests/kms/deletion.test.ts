import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  call,
  NOW,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';

const DAY = 86_400_000;

const metadata = (cloud: Cloud, KeyId: string): Record<string, unknown> =>
  outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Record<string, unknown>;

const encrypt = (cloud: Cloud, KeyId: string) =>
  call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') });

test('ScheduleKeyDeletion starts the waiting period, of 30 days unless another is asked for', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  expect(outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId }))).toEqual({
    KeyId,
    DeletionDate: NOW + 30 * DAY,
    KeyState: 'PendingDeletion',
    PendingWindowInDays: 30,
  });
  expect(metadata(cloud, KeyId)).toMatchObject({
    KeyState: 'PendingDeletion',
    Enabled: false,
    DeletionDate: NOW + 30 * DAY,
  });
});

test.each([6, 31])(
  '%i days are outside the window of 7 to 30, and the key stays as it was',
  (days) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const refused = call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: days });
    expect(refusalOf(refused).code).toBe('ValidationException');
    expect(metadata(cloud, KeyId)['KeyState']).toBe('Enabled');
  },
);

test('while it waits, the key serves nobody: "is pending deletion"', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const blob = sealed(cloud, KeyId, 'a');
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
  expect(refusalOf(encrypt(cloud, KeyId))).toMatchObject({
    code: 'KMSInvalidStateException',
    message: `${KeyId} is pending deletion.`,
  });
  expect(opened(cloud, blob)).toBe('KMSInvalidStateException');
});

test('CancelKeyDeletion brings the key back disabled; enabled, it opens what it sealed', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const blob = sealed(cloud, KeyId, 'a');
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId }));
  expect(outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId }))).toEqual({ KeyId });
  expect(metadata(cloud, KeyId)).toMatchObject({ KeyState: 'Disabled' });
  expect(metadata(cloud, KeyId)).not.toHaveProperty('DeletionDate');
  expect(opened(cloud, blob)).toBe('DisabledException');
  outputOf(call(cloud, 'kms:EnableKey', { KeyId }));
  expect(opened(cloud, blob)).toBe('a');
  cloud.advance(31 * DAY);
  expect(opened(cloud, blob)).toBe('a');
});

test('what is not scheduled cannot be taken back', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  expect(refusalOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId }))).toMatchObject({
    code: 'KMSInvalidStateException',
    message: `${KeyId} is not pending deletion.`,
  });
});

test('after the window the key is gone, its aliases with it, and the log says so once', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId }));
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
  cloud.advance(7 * DAY - 1);
  expect(metadata(cloud, KeyId)['KeyState']).toBe('PendingDeletion');
  const before = cloud.trail.length;
  cloud.advance(1);
  expect(cloud.trail.slice(before)).toMatchObject([
    {
      eventName: 'DeleteKey',
      eventType: 'AwsServiceEvent',
      eventTime: '2026-01-22T09:00:00Z',
      userIdentity: { invokedBy: 'AWS Internal' },
      resources: [{ ARN: KeyId }],
      serviceEventDetails: { keyId: KeyId },
    },
  ]);
  expect(refusalOf(call(cloud, 'kms:DescribeKey', { KeyId })).message).toBe(
    `Key '${KeyId}' does not exist`,
  );
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/app' }))).toBe('NotFoundException');
  expect(outputOf(call(cloud, 'kms:ListKeys', {}))['Keys']).toEqual([]);
  expect(outputOf(call(cloud, 'kms:ListAliases', {}))['Aliases']).toEqual([]);
});

test('what it sealed can never be opened again; AWS then says no more than that the key is out of reach', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const blob = sealed(cloud, KeyId, 'a');
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
  cloud.advance(8 * DAY);
  expect(refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }))).toMatchObject({
    code: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::111122223333:user/admin is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
  });
  expect(refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob: blob, KeyId })).message).toBe(
    `Key '${KeyId}' does not exist`,
  );
});

test('scheduled, taken back and scheduled again within one moment: it is deleted once', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  const schedule = { KeyId, PendingWindowInDays: 7 };
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', schedule));
  outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId }));
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', schedule));
  cloud.advance(8 * DAY);
  expect(cloud.trail.filter(({ eventName }) => eventName === 'DeleteKey')).toHaveLength(1);
});

test('taken back and scheduled anew, the new date counts', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
  outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId }));
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 }));
  cloud.advance(29 * DAY);
  expect(metadata(cloud, KeyId)['KeyState']).toBe('PendingDeletion');
  cloud.advance(DAY);
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId }))).toBe('NotFoundException');
});

test('a key that is disabled when it is scheduled waits alike', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
  const span = call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 10 });
  expect(span.trail.records).toMatchObject([
    {
      requestParameters: { keyId: KeyId, pendingWindowInDays: 10 },
      responseElements: { keyId: KeyId, keyState: 'PendingDeletion', pendingWindowInDays: 10 },
    },
  ]);
  expect(verdict(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId }))).toBe(
    'KMSInvalidStateException',
  );
});
