// Same seed and steps, same world; and the frames of a prefix are those of the whole.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { plainSpan } from '../../src/aws/span.ts';
import { aCloud } from '../support/cloud.ts';
import { randomRun } from '../support/random-run.ts';

const CALLS = 120;

const printed = (cloud: Cloud): string[] =>
  cloud.spans.map((span) => JSON.stringify(plainSpan(span)));

test('the replay of a prefix is the prefix of the replay, at every length', () => {
  const whole = aCloud({ seed: 'replay' });
  randomRun(whole, 'replay', CALLS);
  const spans = printed(whole);
  expect(spans).toHaveLength(CALLS);
  for (const length of [1, 2, 3, 10, 37, 60, 99, CALLS]) {
    const part = aCloud({ seed: 'replay' });
    randomRun(part, 'replay', length);
    expect(printed(part)).toEqual(spans.slice(0, length));
    const { length: delivered } = part.trail;
    expect(JSON.stringify(part.trail)).toBe(JSON.stringify(whole.trail.slice(0, delivered)));
  }
});

test('one step more or less inside the run moves no other step’s bytes', () => {
  const one = aCloud({ seed: 'fork', tick: 0 });
  const other = aCloud({ seed: 'fork', tick: 0 });
  const make = (cloud: Cloud) => JSON.stringify(cloud.call('kms:CreateKey', {}).outcome);
  expect(make(one)).toBe(make(other));
  one.call('kms:GenerateRandom', { NumberOfBytes: 1 });
  other.call('kms:GenerateRandom', { NumberOfBytes: 1000 });
  expect(make(one)).toBe(make(other));
});

test('another seed gives other bytes, and nothing in common', () => {
  const ids = ['a', 'b', 'c'].map((seed) => {
    const { outcome } = aCloud({ seed }).call('kms:CreateKey', {});
    return outcome.ok ? (outcome.output['KeyMetadata'] as { KeyId: string }).KeyId : '';
  });
  expect(new Set(ids).size).toBe(3);
});

test('what is read twice is the same, and reading changes nothing', () => {
  const cloud = aCloud({ seed: 'read' });
  randomRun(cloud, 'read', 40);
  const before = printed(cloud);
  for (const { crossings, forgets } of cloud.spans) expect([crossings, forgets]).toBeDefined();
  expect(printed(cloud)).toEqual(before);
});
