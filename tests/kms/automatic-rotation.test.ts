// EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus, and what happens when the date comes.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { scheduleAfterOnDemand } from '../../src/kms/rules.ts';
import { NOW, aCloud, aKey, bytesOf, call, outputOf, refusalOf } from '../support/cloud.ts';

const DAY = 86_400_000;
const days = (count: number): number => count * DAY;

/** No time passes but what a test lets pass. */
const still = (options: Parameters<typeof aCloud>[0] = {}): Cloud =>
  aCloud({ ...options, tick: 0 });

const status = (cloud: Cloud, KeyId: string): Members =>
  outputOf(call(cloud, 'kms:GetKeyRotationStatus', { KeyId }));

const rotations = (cloud: Cloud, KeyId: string): readonly Members[] =>
  outputOf(call(cloud, 'kms:ListKeyRotations', { KeyId }))['Rotations'] as readonly Members[];

const dates = (cloud: Cloud, KeyId: string): readonly number[] =>
  rotations(cloud, KeyId).map(({ RotationDate }) => (Number(RotationDate) - NOW) / DAY);

function rotating(cloud: Cloud, RotationPeriodInDays?: number): string {
  const KeyId = aKey(cloud);
  const period = RotationPeriodInDays === undefined ? {} : { RotationPeriodInDays };
  expect(outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId, ...period }))).toEqual({});
  return KeyId;
}

test('a customer managed key does not rotate until somebody says so', () => {
  const cloud = still();
  const KeyId = aKey(cloud);
  expect(status(cloud, KeyId)).toEqual({ KeyRotationEnabled: false, KeyId });
  cloud.advance(days(4000));
  expect(rotations(cloud, KeyId)).toEqual([]);
});

test('“If no value is specified, the default value is 365 days”', () => {
  const cloud = still();
  const KeyId = rotating(cloud);
  expect(status(cloud, KeyId)).toEqual({
    KeyRotationEnabled: true,
    KeyId,
    RotationPeriodInDays: 365,
    NextRotationDate: NOW + days(365),
  });
});

test.each([90, 2560])('a period of %i days is kept to, again and again', (period) => {
  const cloud = still();
  const KeyId = rotating(cloud, period);
  cloud.advance(days(period) - 1);
  expect(dates(cloud, KeyId)).toEqual([]);
  cloud.advance(1);
  expect(dates(cloud, KeyId)).toEqual([period]);
  cloud.advance(days(2 * period));
  expect(dates(cloud, KeyId)).toEqual([period, 2 * period, 3 * period]);
  expect(status(cloud, KeyId)['NextRotationDate']).toBe(NOW + days(4 * period));
});

test.each([
  [89, 'greater than or equal to 90'],
  [2561, 'less than or equal to 2560'],
])('a period of %i days is refused', (RotationPeriodInDays, bound) => {
  const cloud = still();
  const KeyId = aKey(cloud);
  const span = call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays });
  expect(refusalOf(span)).toMatchObject({
    code: 'ValidationException',
    message: `1 validation error detected: Value '${RotationPeriodInDays}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${bound}`,
  });
});

test('rotation changes the material and nothing else; what was sealed before still opens', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 90);
  const seal = () => call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('hello') });
  const describe = () =>
    outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Members;
  const old = seal();
  const before = describe();
  cloud.advance(days(90));
  const fresh = seal();

  const { CurrentKeyMaterialId, ...rest } = describe();
  expect(before).toEqual({ ...rest, CurrentKeyMaterialId: before['CurrentKeyMaterialId'] });
  expect(CurrentKeyMaterialId).not.toBe(before['CurrentKeyMaterialId']);
  const materials = [old, fresh].map((span) => {
    const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob: bytesOf(span, 'CiphertextBlob') });
    expect(bytesOf(opened, 'Plaintext')).toEqual(utf8('hello'));
    return outputOf(opened)['KeyMaterialId'];
  });
  expect(materials).toEqual([before['CurrentKeyMaterialId'], CurrentKeyMaterialId]);
});

test('the date counts from the day on which rotation was most recently enabled', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 100);
  cloud.advance(days(60));
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 200 });
  expect(status(cloud, KeyId)).toMatchObject({
    RotationPeriodInDays: 200,
    NextRotationDate: NOW + days(260),
  });
  cloud.advance(days(200));
  expect(dates(cloud, KeyId)).toEqual([260]);
});

test('switched off, it does not rotate; switched on again, it counts anew', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 100);
  cloud.advance(days(60));
  expect(outputOf(call(cloud, 'kms:DisableKeyRotation', { KeyId }))).toEqual({});
  expect(status(cloud, KeyId)['KeyRotationEnabled']).toBe(false);
  cloud.advance(days(60));
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
  cloud.advance(days(100));
  expect(dates(cloud, KeyId)).toEqual([220]);
});

test('rotation on demand does not move the date of the automatic one', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 100);
  cloud.advance(days(99));
  outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId }));
  expect(status(cloud, KeyId)['NextRotationDate']).toBe(NOW + days(100));
  cloud.advance(days(1));
  expect(rotations(cloud, KeyId).map(({ RotationType }) => RotationType)).toEqual([
    'ON_DEMAND',
    'AUTOMATIC',
  ]);
});

test('within 20 minutes of an automatic rotation, none can be asked for', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 100);
  cloud.advance(days(100) - 20 * 60_000);
  expect(refusalOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId })).code).toBe('ConflictException');
  cloud.advance(days(100) - 60_000);
  outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId }));
  expect(dates(cloud, KeyId)).toHaveLength(2);
});

test('who believes that it does, describes another KMS', () => {
  const moved = {
    name: scheduleAfterOnDemand.name,
    holds: (({ periodInDays }, now) => ({
      periodInDays,
      next: now + days(periodInDays),
    })) satisfies typeof scheduleAfterOnDemand.holds,
  };
  const cloud = still({ mutants: [moved] });
  const KeyId = rotating(cloud, 100);
  cloud.advance(days(99));
  call(cloud, 'kms:RotateKeyOnDemand', { KeyId });
  cloud.advance(days(1));
  expect(dates(cloud, KeyId)).toEqual([99]);
  cloud.advance(days(99));
  expect(dates(cloud, KeyId)).toEqual([99, 199]);
});

test('a disabled key keeps its status, does not rotate, and rotates at once when it is enabled too late', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 100);
  call(cloud, 'kms:DisableKey', { KeyId });
  cloud.advance(days(130));
  expect(status(cloud, KeyId)['KeyRotationEnabled']).toBe(true);
  expect(dates(cloud, KeyId)).toEqual([]);

  const enabled = call(cloud, 'kms:EnableKey', { KeyId });
  expect(enabled.children.map((span) => span.call)).toEqual(['hsm:GenerateMaterial']);
  expect(dates(cloud, KeyId)).toEqual([130]);
  expect(status(cloud, KeyId)['NextRotationDate']).toBe(NOW + days(230));
  cloud.advance(days(100));
  expect(dates(cloud, KeyId)).toEqual([130, 230]);
});

test('a key that is enabled again in time keeps its date', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 100);
  call(cloud, 'kms:DisableKey', { KeyId });
  cloud.advance(days(99));
  expect(call(cloud, 'kms:EnableKey', { KeyId }).children).toEqual([]);
  cloud.advance(days(1));
  expect(dates(cloud, KeyId)).toEqual([100]);
});

test('pending deletion: “its key rotation status is false”, “If you cancel the deletion, the original key rotation status returns to true”', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 90);
  cloud.advance(days(85));
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 });
  expect(status(cloud, KeyId)).toEqual({ KeyRotationEnabled: false, KeyId });
  cloud.advance(days(20));
  expect(dates(cloud, KeyId)).toEqual([]);

  call(cloud, 'kms:CancelKeyDeletion', { KeyId });
  expect(status(cloud, KeyId)).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 90,
  });
  expect(dates(cloud, KeyId)).toEqual([]);
  call(cloud, 'kms:EnableKey', { KeyId });
  expect(dates(cloud, KeyId)).toEqual([105]);
});

test('a deleted key rotates no more', () => {
  const cloud = still();
  const KeyId = rotating(cloud, 90);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  cloud.advance(days(1000));
  expect(cloud.trail.map(({ eventName }) => eventName)).not.toContain('RotateKey');
  expect(cloud.trail.at(-1)).toMatchObject({ eventName: 'DeleteKey' });
});
