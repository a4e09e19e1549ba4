// Simulated time, and what falls due on the way.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from '../../src/aws/agenda.ts';
import { aCloud, call, NOW } from '../support/cloud.ts';

test('each top-level call takes one tick; calls within it take none', () => {
  const cloud = aCloud({ tick: 250 });
  call(cloud, 'kms:CreateKey', {});
  expect(cloud.now).toBe(NOW + 250);
  const span = call(cloud, 'kms:ListKeys', {});
  expect(span.at).toBe(NOW + 250);
  expect(aCloud({ tick: 0 }).now).toBe(NOW);
});

test('time moves forward only', () => {
  const cloud = aCloud();
  for (const milliseconds of [-1, NaN]) {
    expect(() => cloud.advance(milliseconds)).toThrow('time moves forward only');
  }
});

test('what is due happens in the order of time; of equals, the one that was noted first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (times) => {
      const agenda = new Agenda();
      const done: (readonly [number, number])[] = [];
      times.forEach((at, i) => {
        agenda.add(at, () => done.push([at, i]));
      });
      for (let due = agenda.next(Infinity); due; due = agenda.next(Infinity)) due.run();
      const expected = times
        .map((at, i) => [at, i] as const)
        .sort(([a, i], [b, j]) => a - b || i - j);
      expect(done).toEqual(expected);
    }),
  );
});

test('nothing happens before its time, and each thing once', () => {
  const cloud = aCloud({ tick: 0 });
  const done: number[] = [];
  for (const after of [5, 1, 3]) cloud.agenda.add(NOW + after, () => done.push(cloud.now - NOW));
  cloud.advance(3);
  expect(done).toEqual([1, 3]);
  cloud.advance(100);
  cloud.advance(100);
  expect(done).toEqual([1, 3, 5]);
});

test('what falls due may note more; if that is due, too, it happens in the same stride', () => {
  const cloud = aCloud({ tick: 0 });
  const done: string[] = [];
  cloud.agenda.add(NOW + 10, () => {
    done.push('first');
    cloud.agenda.add(NOW + 20, () => done.push(`second at ${cloud.now - NOW}`));
    cloud.agenda.add(NOW + 1, () => done.push(`overdue at ${cloud.now - NOW}`));
  });
  cloud.advance(20);
  expect(done).toEqual(['first', 'overdue at 10', 'second at 20']);
  expect(cloud.now).toBe(NOW + 20);
});

test('an operation or a rule that there is not is a mistake of the program, not a refusal', () => {
  expect(() => aCloud().call('kms:NoSuchThing', {})).toThrow('no such operation: kms:NoSuchThing');
  expect(() => aCloud().call('constructor', {})).toThrow(TypeError);
});

test('what the HSM does cannot be called from outside', () => {
  expect(() => aCloud().call('hsm:GenerateRandom', { NumberOfBytes: 8 })).toThrow(
    'hsm:GenerateRandom is a deed of KMS and cannot be called',
  );
});
