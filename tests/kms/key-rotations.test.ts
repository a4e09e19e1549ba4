// What is left of rotations: ListKeyRotations and CloudTrail. And the rotation of AWS managed keys.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { base64, concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { periodOfNewKey } from '../../src/kms/rules.ts';
import { ACCOUNT, NOW, aCloud, aKey, call, outputOf, refusalOf } from '../support/cloud.ts';

const DAY = 86_400_000;

const list = (cloud: Cloud, input: Parameters<typeof call<'kms:ListKeyRotations'>>[2]): Members =>
  outputOf(call(cloud, 'kms:ListKeyRotations', input));

const materialOf = (cloud: Cloud, KeyId: string): unknown =>
  (outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Members)[
    'CurrentKeyMaterialId'
  ];

function managedKey(cloud: Cloud): string {
  const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/aws/s3' }));
  return (KeyMetadata as { Arn: string }).Arn;
}

test('rotations are listed oldest first, with date, type, material and its state', () => {
  const cloud = aCloud({ tick: 0 });
  const arn = aKey(cloud);
  const KeyId = arn.split('/')[1]!;
  const first = materialOf(cloud, arn);
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  cloud.advance(90 * DAY);
  const second = materialOf(cloud, arn);
  cloud.advance(DAY);
  call(cloud, 'kms:RotateKeyOnDemand', { KeyId });
  const third = materialOf(cloud, arn);

  const rotated = [
    {
      KeyId: arn,
      KeyMaterialId: second,
      KeyMaterialState: 'NON_CURRENT',
      RotationDate: NOW + 90 * DAY,
      RotationType: 'AUTOMATIC',
    },
    {
      KeyId: arn,
      KeyMaterialId: third,
      KeyMaterialState: 'CURRENT',
      RotationDate: NOW + 91 * DAY,
      RotationType: 'ON_DEMAND',
    },
  ];
  expect(list(cloud, { KeyId })).toEqual({ Rotations: rotated, Truncated: false });
  expect(list(cloud, { KeyId, IncludeKeyMaterial: 'ROTATIONS_ONLY' })['Rotations']).toEqual(
    rotated,
  );
  expect(list(cloud, { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })['Rotations']).toEqual([
    { KeyId: arn, KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' },
    ...rotated,
  ]);
});

test('a key that never rotated has no rotations, and one material', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  expect(list(cloud, { KeyId })).toEqual({ Rotations: [], Truncated: false });
  expect(list(cloud, { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })['Rotations']).toMatchObject(
    [{ KeyMaterialId: materialOf(cloud, KeyId), KeyMaterialState: 'CURRENT' }],
  );
});

test.each(['ROTATIONS_ONLY', 'ALL_KEY_MATERIAL'] as const)(
  '%s comes page by page, also while the key rotates on',
  (IncludeKeyMaterial) => {
    const cloud = aCloud({ tick: 0 });
    const KeyId = aKey(cloud);
    call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    cloud.advance(7 * 90 * DAY);
    const seen: unknown[] = [];
    let page = list(cloud, { KeyId, IncludeKeyMaterial, Limit: 3 });
    for (;;) {
      seen.push(...(page['Rotations'] as unknown[]));
      if (page['Truncated'] !== true) break;
      cloud.advance(seen.length === 3 ? 90 * DAY : 0);
      const Marker = String(page['NextMarker']);
      page = list(cloud, { KeyId, IncludeKeyMaterial, Limit: 3, Marker });
    }
    const whole = list(cloud, { KeyId, IncludeKeyMaterial })['Rotations'] as Members[];
    expect(seen.map((row) => (row as Members)['KeyMaterialId'])).toEqual(
      whole.map((row) => row['KeyMaterialId']),
    );
    expect(whole).toHaveLength(IncludeKeyMaterial === 'ROTATIONS_ONLY' ? 8 : 9);
  },
);

test('a marker that was not given out is refused', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const span = call(cloud, 'kms:ListKeyRotations', { KeyId, Marker: 'bm9uc2Vuc2U=' });
  expect(refusalOf(span).code).toBe('InvalidMarkerException');
});

test('each rotation brings material of its own, and events of their own', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  cloud.advance(90 * DAY - 1);
  cloud.advance(1);
  // At the same instant as the automatic one.
  call(cloud, 'kms:RotateKeyOnDemand', { KeyId });
  cloud.advance(900 * DAY);
  const events = cloud.trail.filter(({ eventName }) => eventName === 'RotateKey');
  const distinct = (member: string): number => new Set(events.map((event) => event[member])).size;
  expect([events.length, distinct('eventID'), distinct('requestID')]).toEqual([12, 12, 12]);
  const rows = list(cloud, { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })['Rotations'];
  expect(new Set((rows as Members[]).map((row) => row['KeyMaterialId'])).size).toBe(13);
});

test('material that rotation makes by itself is random of its own, and is seen nowhere', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  const id = KeyId.split('/')[1]!;
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  cloud.advance(90 * DAY);
  const bytes = cloud.entropy(`material|${id}|2`).bytes(32);
  // These are the bytes: the material's id is made of them.
  expect(materialOf(cloud, KeyId)).toBe(hex(sha256(concat(utf8(id), bytes))));
  const seen = JSON.stringify([cloud.trail, cloud.spans, list(cloud, { KeyId })]);
  expect(seen).not.toContain(hex(bytes));
  expect(seen).not.toContain(base64(bytes));
});

test('an AWS managed key rotates every year, and nobody can switch that off', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = managedKey(cloud);
  const status = () => outputOf(call(cloud, 'kms:GetKeyRotationStatus', { KeyId }));
  expect(status()).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 365,
    NextRotationDate: NOW + 365 * DAY,
  });
  cloud.advance(3 * 365 * DAY);
  expect(list(cloud, { KeyId })['Rotations']).toMatchObject([
    { RotationType: 'AUTOMATIC', RotationDate: NOW + 365 * DAY },
    { RotationType: 'AUTOMATIC' },
    { RotationType: 'AUTOMATIC' },
  ]);
  for (const operation of [
    'DisableKeyRotation',
    'EnableKeyRotation',
    'RotateKeyOnDemand',
  ] as const) {
    expect(refusalOf(call(cloud, `kms:${operation}`, { KeyId }))).toMatchObject({
      code: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:user/admin is not authorized to perform: kms:${operation} on resource: ${KeyId} because no resource-based policy allows the kms:${operation} action`,
    });
  }
});

test('who believes that every key rotates by itself, describes another KMS', () => {
  const everyYear = { name: periodOfNewKey.name, holds: () => 365 };
  const cloud = aCloud({ tick: 0, mutants: [everyYear] });
  const KeyId = aKey(cloud);
  cloud.advance(365 * DAY);
  expect(list(cloud, { KeyId })['Rotations']).toHaveLength(1);
});

test('CloudTrail: who set the schedule, and a RotateKey event for each rotation', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 180 });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'EnableKeyRotation',
    requestParameters: { keyId: KeyId, rotationPeriodInDays: 180 },
    responseElements: { keyId: KeyId },
  });
  const previousKeyMaterialId = materialOf(cloud, KeyId);
  cloud.advance(180 * DAY);
  expect(cloud.trail.at(-1)).toMatchObject({
    userIdentity: { invokedBy: 'AWS Internal' },
    eventTime: '2026-07-14T09:00:00Z',
    eventName: 'RotateKey',
    eventType: 'AwsServiceEvent',
    resources: [{ ARN: KeyId }],
    serviceEventDetails: {
      rotationType: 'AUTOMATIC',
      keyOrigin: 'AWS_KMS',
      previousKeyMaterialId,
      keyId: KeyId.split('/')[1],
    },
  });
  call(cloud, 'kms:DisableKeyRotation', { KeyId });
  expect(cloud.trail.at(-1)).toMatchObject({ responseElements: { keyId: KeyId } });
});

test('kms:RotationPeriodInDays limits the periods that a principal may choose', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  const root = cloud.directory.administrator.replace('user/admin', 'root');
  const Condition = { NumericGreaterThan: { 'kms:RotationPeriodInDays': '180' } };
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Deny', Principal: '*', Action: 'kms:EnableKeyRotation', Resource: '*', Condition },
  ];
  outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: JSON.stringify({ Statement }) }));
  const enable = (RotationPeriodInDays: number) =>
    call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays }).outcome.ok;
  expect([enable(180), enable(181)]).toEqual([true, false]);
});
