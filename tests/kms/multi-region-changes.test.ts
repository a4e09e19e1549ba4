// What happens to a set of related keys in time: rotation, change of the primary, deletion. Source: facts
// sheet, sections 4 and 6; AWS developer guide, "Managing multi-Region keys" and "Deleting multi-Region keys".

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { textOf, utf8 } from '../../src/crypto/bytes.ts';
import { limits } from '../../src/kms/limits.ts';
import { aCloud, bytesOf, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aReplica, aSet, described, EAST, SOUTH, stateIn, WEST } from '../support/multi-region.ts';

const DAY = 86_400_000;
const days = (count: number): number => count * DAY;
const PLACES = [EAST, WEST];

/** No time passes but what a test lets pass; the set is made within the first five seconds. */
const still = (): Cloud => aCloud({ tick: 0 });

const encrypt = (cloud: Cloud, KeyId: string, text: string, place: typeof EAST): Uint8Array =>
  bytesOf(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8(text) }, place), 'CiphertextBlob');

const decrypt = (cloud: Cloud, blob: Uint8Array, place: typeof EAST): string => {
  const span = call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }, place);
  return span.outcome.ok ? (textOf(bytesOf(span, 'Plaintext')) ?? '') : verdict(span);
};

const status = (cloud: Cloud, KeyId: string, place: typeof EAST): Members => {
  const { KeyId: _own, ...rest } = outputOf(
    call(cloud, 'kms:GetKeyRotationStatus', { KeyId }, place),
  );
  return rest;
};

const materials = (cloud: Cloud, KeyId: string, place: typeof EAST): readonly Members[] => {
  const asked = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' } as const;
  const rows = outputOf(call(cloud, 'kms:ListKeyRotations', asked, place))['Rotations'];
  return (rows as readonly Members[]).map(({ KeyId: _own, ...rest }) => rest);
};

const promote = (cloud: Cloud, KeyId: string, { region }: typeof EAST, from: typeof EAST) =>
  outputOf(call(cloud, 'kms:UpdatePrimaryRegion', { KeyId, PrimaryRegion: region }, from));

const schedule = (cloud: Cloud, KeyId: string, PendingWindowInDays: number, place: typeof EAST) =>
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays }, place));

describe('rotation', () => {
  test('on demand: both Regions have the same materials, and each opens what the other sealed before and after', () => {
    const cloud = aCloud();
    const { id } = aSet(cloud);
    const blobs: Uint8Array[] = [];
    for (let round = 0; round < 3; round++) {
      for (const place of PLACES) blobs.push(encrypt(cloud, id, `${round}`, place));
      outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }));
    }
    expect(materials(cloud, id, EAST)).toHaveLength(4);
    expect(materials(cloud, id, WEST)).toEqual(materials(cloud, id, EAST));
    for (const place of PLACES) {
      expect(blobs.map((blob) => decrypt(cloud, blob, place))).toEqual([
        '0',
        '0',
        '1',
        '1',
        '2',
        '2',
      ]);
    }
    const fresh = call(cloud, 'kms:Decrypt', { CiphertextBlob: encrypt(cloud, id, 'new', WEST) });
    expect(outputOf(fresh)['KeyMaterialId']).toBe(
      described(cloud, id, EAST)['CurrentKeyMaterialId'],
    );
  });

  test('a replica that comes later has every generation', () => {
    const cloud = aCloud();
    const { id } = aSet(cloud);
    const old = encrypt(cloud, id, 'old', EAST);
    outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }));
    aReplica(cloud, id, SOUTH);
    expect(materials(cloud, id, SOUTH)).toEqual(materials(cloud, id, EAST));
    expect(decrypt(cloud, old, SOUTH)).toBe('old');
  });

  test('a replica that is disabled, or waits for its end, gets the new material all the same', () => {
    const cloud = aCloud();
    const { id } = aSet(cloud);
    aReplica(cloud, id, SOUTH);
    outputOf(call(cloud, 'kms:DisableKey', { KeyId: id }, WEST));
    schedule(cloud, id, 7, SOUTH);
    outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }));
    const blob = encrypt(cloud, id, 'new', EAST);
    outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId: id }, SOUTH));
    for (const place of [WEST, SOUTH]) {
      outputOf(call(cloud, 'kms:EnableKey', { KeyId: id }, place));
      expect(decrypt(cloud, blob, place)).toBe('new');
    }
  });

  test('by date: one schedule, set on the primary, seen in both Regions, the same material at the same time', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    const start = cloud.now;
    outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 100 }));
    aReplica(cloud, id, SOUTH);
    for (const place of [...PLACES, SOUTH]) {
      expect(status(cloud, id, place)).toEqual({
        KeyRotationEnabled: true,
        RotationPeriodInDays: 100,
        NextRotationDate: start + days(100),
      });
    }
    const old = encrypt(cloud, id, 'old', WEST);
    cloud.advance(days(210));
    const rows = materials(cloud, id, EAST);
    expect(rows.map(({ RotationDate }) => RotationDate)).toEqual([
      undefined,
      start + days(100),
      start + days(200),
    ]);
    for (const place of [WEST, SOUTH]) {
      expect(materials(cloud, id, place)).toEqual(rows);
      expect(status(cloud, id, place)['NextRotationDate']).toBe(start + days(300));
      expect(decrypt(cloud, encrypt(cloud, id, 'new', place), EAST)).toBe('new');
      expect(decrypt(cloud, old, place)).toBe('old');
    }
    outputOf(call(cloud, 'kms:DisableKeyRotation', { KeyId: id }));
    for (const place of PLACES) {
      expect(status(cloud, id, place)).toEqual({ KeyRotationEnabled: false });
    }
  });

  test('while the primary is disabled the set does not rotate; a replica that is enabled makes up for nothing', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 }));
    outputOf(call(cloud, 'kms:DisableKey', { KeyId: id }));
    cloud.advance(days(120));
    outputOf(call(cloud, 'kms:EnableKey', { KeyId: id }, WEST));
    expect(materials(cloud, id, WEST)).toHaveLength(1);
    outputOf(call(cloud, 'kms:EnableKey', { KeyId: id }));
    for (const place of PLACES) expect(materials(cloud, id, place)).toHaveLength(2);
  });

  test('the limit of rotations on demand is that of the set: a new primary does not begin anew', () => {
    const cloud = aCloud();
    const { id, replica } = aSet(cloud);
    for (let i = 0; i < limits.onDemandRotations; i++) {
      outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }));
    }
    const late = aReplica(cloud, id, SOUTH);
    for (const [to, from, arn] of [
      [WEST, EAST, replica],
      [SOUTH, WEST, late],
    ] as const) {
      promote(cloud, id, to, from);
      expect(refusalOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }, to))).toMatchObject({
        code: 'LimitExceededException',
        message: expect.stringContaining(arn) as string,
      });
    }
  });
});

describe('UpdatePrimaryRegion', () => {
  test('the two change places; both are Updating for some seconds and serve all the while', () => {
    const cloud = still();
    const { id, primary, replica } = aSet(cloud);
    aReplica(cloud, id, SOUTH);
    const arns = [EAST, WEST, SOUTH].map((place) => described(cloud, id, place)['Arn']);
    expect(promote(cloud, id, WEST, EAST)).toEqual({});
    expect(PLACES.map((place) => stateIn(cloud, id, place))).toEqual(['Updating', 'Updating']);
    expect(stateIn(cloud, id, SOUTH)).toBe('Enabled');
    for (const [from, to] of [PLACES, [...PLACES].reverse()] as const) {
      expect(decrypt(cloud, encrypt(cloud, id, 'a', from!), to!)).toBe('a');
    }
    expect(refusalOf(call(cloud, 'kms:DisableKey', { KeyId: id })).message).toBe(
      `${primary} is updating.`,
    );
    cloud.advance(5000);
    for (const place of [EAST, WEST, SOUTH]) {
      expect(described(cloud, id, place)).toMatchObject({
        KeyState: 'Enabled',
        MultiRegionConfiguration: {
          MultiRegionKeyType: place === WEST ? 'PRIMARY' : 'REPLICA',
          PrimaryKey: { Arn: replica, Region: 'eu-west-1' },
          ReplicaKeys: [{ Region: 'us-east-1' }, { Region: 'sa-east-1' }],
        },
      });
    }
    expect([EAST, WEST, SOUTH].map((place) => described(cloud, id, place)['Arn'])).toEqual(arns);
  });

  test('there and back while the first change is under way: Updating ends with the second', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    promote(cloud, id, WEST, EAST);
    cloud.advance(3000);
    promote(cloud, id, EAST, WEST);
    cloud.advance(3000);
    expect(stateIn(cloud, id, EAST)).toBe('Updating');
    cloud.advance(2000);
    expect(PLACES.map((place) => stateIn(cloud, id, place))).toEqual(['Enabled', 'Enabled']);
  });

  test('replication and rotation move to the new primary', () => {
    const cloud = aCloud();
    const { id, primary } = aSet(cloud);
    promote(cloud, id, WEST, EAST);
    cloud.advance(5000);
    aReplica(cloud, id, SOUTH, WEST);
    outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }, WEST));
    expect(refusalOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id })).message).toBe(
      `${primary} is a multi-region replica key which is not valid for RotateKeyOnDemand.`,
    );
    for (const place of [EAST, WEST, SOUTH]) expect(materials(cloud, id, place)).toHaveLength(2);
  });

  test.each([
    ['the former primary stays', false],
    ['the former primary is gone', true],
  ])('the schedule lives on, whether %s', (_, isGone) => {
    const cloud = still();
    const { id } = aSet(cloud);
    aReplica(cloud, id, SOUTH);
    const start = cloud.now;
    outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 }));
    promote(cloud, id, WEST, EAST);
    cloud.advance(days(1));
    if (isGone) schedule(cloud, id, 7, EAST);
    else outputOf(call(cloud, 'kms:DisableKey', { KeyId: id }));
    cloud.advance(days(200));
    for (const place of [WEST, SOUTH]) {
      expect(materials(cloud, id, place).map(({ RotationDate }) => RotationDate)).toEqual([
        undefined,
        start + days(90),
        start + days(180),
      ]);
    }
  });

  test('a date that comes during the change is kept', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 }));
    cloud.advance(days(90) - 1000);
    promote(cloud, id, WEST, EAST);
    cloud.advance(1000);
    expect(stateIn(cloud, id, WEST)).toBe('Updating');
    for (const place of PLACES) expect(materials(cloud, id, place)).toHaveLength(2);
  });
});

describe('deletion', () => {
  test('of a replica: the others stay, and it can be made anew, with the old material', () => {
    const cloud = aCloud();
    const { id, replica } = aSet(cloud, { Description: 'kept' });
    const blob = encrypt(cloud, id, 'a', WEST);
    outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: id }, WEST));
    expect(schedule(cloud, id, 7, WEST)).toMatchObject({
      KeyId: replica,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 7,
      DeletionDate: expect.any(Number) as number,
    });
    expect(stateIn(cloud, id, EAST)).toBe('Enabled');
    cloud.advance(days(8));
    expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: id }, WEST))).toBe('NotFoundException');
    expect(described(cloud, id, EAST)['MultiRegionConfiguration']).toMatchObject({
      ReplicaKeys: [],
    });
    expect(decrypt(cloud, blob, EAST)).toBe('a');
    expect(decrypt(cloud, blob, WEST)).toBe('AccessDeniedException');

    aReplica(cloud, id, WEST);
    expect(decrypt(cloud, blob, WEST)).toBe('a');
    expect(described(cloud, id, WEST)['Description']).toBe('');
    const Aliases = outputOf(call(cloud, 'kms:ListAliases', { KeyId: id }, WEST))['Aliases'];
    expect(Aliases).toEqual([]);
    expect(outputOf(call(cloud, 'kms:ListKeys', {}, WEST))['Keys']).toEqual([
      { KeyId: id, KeyArn: replica },
    ]);
  });

  test('of a replica that is still being made: it stays pending, and comes back disabled', () => {
    const cloud = aCloud({ tick: 0 });
    const { id } = aSet(cloud);
    outputOf(call(cloud, 'kms:ReplicateKey', { KeyId: id, ReplicaRegion: 'sa-east-1' }));
    schedule(cloud, id, 7, SOUTH);
    cloud.advance(6000);
    expect(stateIn(cloud, id, SOUTH)).toBe('PendingDeletion');
    outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId: id }, SOUTH));
    cloud.advance(6000);
    expect(stateIn(cloud, id, SOUTH)).toBe('Disabled');
  });

  test('of a primary with replicas: PendingReplicaDeletion, a window without a date, for as long as one is there', () => {
    const cloud = aCloud();
    const { id, primary } = aSet(cloud);
    const span = call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 10 });
    expect(outputOf(span)).toEqual({
      KeyId: primary,
      KeyState: 'PendingReplicaDeletion',
      PendingWindowInDays: 10,
    });
    expect(span.trail.records[0]?.['responseElements']).toEqual({
      keyId: primary,
      keyState: 'PendingReplicaDeletion',
      pendingWindowInDays: 10,
    });
    const waiting = described(cloud, id, EAST);
    expect(waiting).toMatchObject({
      KeyState: 'PendingReplicaDeletion',
      Enabled: false,
      PendingDeletionWindowInDays: 10,
    });
    expect(waiting).not.toHaveProperty('DeletionDate');
    cloud.advance(days(1000));
    expect(described(cloud, id, EAST)).toEqual(waiting);
    expect(decrypt(cloud, encrypt(cloud, id, 'a', WEST), WEST)).toBe('a');
    expect(
      refusalOf(call(cloud, 'kms:Encrypt', { KeyId: id, Plaintext: utf8('a') })),
    ).toMatchObject({
      code: 'KMSInvalidStateException',
      message: `${primary} is pending replica deletion.`,
    });
  });

  test('7 and 7 days make 14; with two replicas the later one counts', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    aReplica(cloud, id, SOUTH);
    const start = cloud.now;
    schedule(cloud, id, 7, EAST);
    schedule(cloud, id, 7, WEST);
    cloud.advance(days(2));
    schedule(cloud, id, 9, SOUTH);
    cloud.advance(days(9) - 1);
    expect(stateIn(cloud, id, EAST)).toBe('PendingReplicaDeletion');
    cloud.advance(1);
    const pending = described(cloud, id, EAST);
    expect(pending).toMatchObject({
      KeyState: 'PendingDeletion',
      DeletionDate: start + days(18),
    });
    expect(pending).not.toHaveProperty('PendingDeletionWindowInDays');
    cloud.advance(days(7) - 1);
    expect(stateIn(cloud, id, EAST)).toBe('PendingDeletion');
    cloud.advance(1);
    expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: id }))).toBe('NotFoundException');
    const deleted = cloud.trail.filter(({ eventName }) => eventName === 'DeleteKey');
    expect(deleted.map(({ awsRegion }) => awsRegion)).toEqual([
      'eu-west-1',
      'sa-east-1',
      'us-east-1',
    ]);
  });

  test('after the replicas are gone, a primary is deleted like any key', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    schedule(cloud, id, 7, WEST);
    cloud.advance(days(7));
    expect(schedule(cloud, id, 7, EAST)).toMatchObject({
      KeyState: 'PendingDeletion',
      DeletionDate: cloud.now + days(7),
    });
  });

  test('two replicas that end at one moment leave two events with ids of their own', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    aReplica(cloud, id, SOUTH);
    schedule(cloud, id, 7, WEST);
    schedule(cloud, id, 7, SOUTH);
    cloud.advance(days(7));
    const ids = cloud.trail.map(({ eventID }) => eventID);
    expect(cloud.trail.filter(({ eventName }) => eventName === 'DeleteKey')).toHaveLength(2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('CancelKeyDeletion brings the primary back disabled; the end of its replicas then changes nothing', () => {
    const cloud = still();
    const { id, primary } = aSet(cloud);
    schedule(cloud, id, 7, EAST);
    schedule(cloud, id, 7, WEST);
    expect(outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId: id }))).toEqual({
      KeyId: primary,
    });
    cloud.advance(days(30));
    const back = described(cloud, id, EAST);
    expect(back).toMatchObject({ KeyState: 'Disabled' });
    expect(back).not.toHaveProperty('PendingDeletionWindowInDays');
    outputOf(call(cloud, 'kms:EnableKey', { KeyId: id }));
    aReplica(cloud, id, WEST);
    expect(decrypt(cloud, encrypt(cloud, id, 'a', EAST), WEST)).toBe('a');
  });

  test('a replica that is taken back keeps its primary waiting', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    schedule(cloud, id, 7, EAST);
    schedule(cloud, id, 7, WEST);
    cloud.advance(days(6));
    outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId: id }, WEST));
    cloud.advance(days(60));
    expect(stateIn(cloud, id, EAST)).toBe('PendingReplicaDeletion');
  });

  test('a former primary is deleted while its set lives on', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    const blob = encrypt(cloud, id, 'a', EAST);
    promote(cloud, id, WEST, EAST);
    cloud.advance(5000);
    expect(schedule(cloud, id, 7, EAST)['KeyState']).toBe('PendingDeletion');
    cloud.advance(days(7));
    expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: id }))).toBe('NotFoundException');
    expect(decrypt(cloud, blob, WEST)).toBe('a');
    expect(described(cloud, id, WEST)['MultiRegionConfiguration']).toMatchObject({
      MultiRegionKeyType: 'PRIMARY',
      ReplicaKeys: [],
    });
  });

  test('who waits for its replicas tells its schedule, and nothing rotates', () => {
    const cloud = still();
    const { id } = aSet(cloud);
    outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 }));
    schedule(cloud, id, 7, EAST);
    expect(status(cloud, id, EAST)).toMatchObject({ KeyRotationEnabled: true });
    expect(status(cloud, id, WEST)).toMatchObject({ KeyRotationEnabled: true });
    cloud.advance(days(200));
    expect(materials(cloud, id, WEST)).toHaveLength(1);
  });
});
