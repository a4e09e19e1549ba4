// Many dates: what falls due does so in order, and many keys make no call slower.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from '../../src/aws/agenda.ts';
import { aCloud, aKey, call, outputOf } from '../support/cloud.ts';

const DAY = 86_400_000;

test('what falls due comes in order of time, and of equals the one that was noted first', () => {
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ until: fc.integer({ min: 0, max: 9 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const agenda = new Agenda();
      const taken: number[] = [];
      const expected: number[] = [];
      let waiting: { at: number; id: number }[] = [];
      for (const [id, each] of steps.entries()) {
        if ('add' in each) {
          agenda.add(each.add, () => taken.push(id));
          waiting.push({ at: each.add, id });
        } else {
          const due = waiting.filter(({ at }) => at <= each.until);
          expected.push(
            ...due.sort((a, b) => a.at - b.at || a.id - b.id).map(({ id: one }) => one),
          );
          waiting = waiting.filter(({ at }) => at > each.until);
          for (let next = agenda.next(each.until); next; next = agenda.next(each.until)) next.run();
        }
      }
      expect(taken).toEqual(expected);
    }),
  );
});

test('rotations of several keys and a deletion leave their events in order of time', () => {
  const cloud = aCloud({ tick: 0 });
  const [slow, quick, doomed] = [aKey(cloud), aKey(cloud), aKey(cloud)];
  call(cloud, 'kms:EnableKeyRotation', { KeyId: slow, RotationPeriodInDays: 200 });
  call(cloud, 'kms:EnableKeyRotation', { KeyId: quick, RotationPeriodInDays: 90 });
  call(cloud, 'kms:EnableKeyRotation', { KeyId: doomed, RotationPeriodInDays: 90 });
  cloud.advance(80 * DAY);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: doomed, PendingWindowInDays: 30 });
  cloud.advance(320 * DAY);
  const events = cloud.trail
    .filter(({ eventType }) => eventType === 'AwsServiceEvent')
    .map(({ eventName, resources, eventTime }) => {
      const [{ ARN }] = resources as [{ ARN: string }];
      const day = (Date.parse(String(eventTime)) - Date.parse('2026-01-15T09:00:00Z')) / DAY;
      const name = { [slow]: 'slow', [quick]: 'quick', [doomed]: 'doomed' }[ARN];
      return `${day} ${String(eventName)} ${String(name)}`;
    });
  expect(events).toEqual([
    '90 RotateKey quick',
    '110 DeleteKey doomed',
    '180 RotateKey quick',
    '200 RotateKey slow',
    '270 RotateKey quick',
    '360 RotateKey quick',
    '400 RotateKey slow',
  ]);
});

test('time that passes in one leap or in many small ones ends in the same world', () => {
  const worldAfter = (leaps: number): unknown => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    for (let i = 0; i < leaps; i++) cloud.advance((1000 * DAY) / leaps);
    const all = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' } as const;
    return [outputOf(call(cloud, 'kms:ListKeyRotations', all)), cloud.trail];
  };
  expect(worldAfter(1000)).toEqual(worldAfter(1));
});

test('ten years pass quickly for 200 keys of 2,000 that rotate every 90 days', () => {
  const cloud = aCloud();
  const keys = Array.from({ length: 2000 }, () => aKey(cloud));
  for (const KeyId of keys.slice(0, 200)) {
    call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  }
  cloud.advance(3650 * DAY);
  expect(cloud.trail.filter(({ eventName }) => eventName === 'RotateKey')).toHaveLength(200 * 40);
});
