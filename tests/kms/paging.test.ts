import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { base64, utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, call, outputOf, refusalOf } from '../support/cloud.ts';

interface Page {
  readonly Keys: readonly { readonly KeyId: string; readonly KeyArn: string }[];
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

const pageOf = (cloud: Cloud, input: { Limit?: number; Marker?: string }): Page =>
  outputOf(call(cloud, 'kms:ListKeys', input)) as unknown as Page;

function walk(cloud: Cloud, Limit?: number): { arns: string[]; sizes: number[] } {
  const arns: string[] = [];
  const sizes: number[] = [];
  for (let Marker: string | undefined; ;) {
    const page = pageOf(cloud, { ...(Limit && { Limit }), ...(Marker && { Marker }) });
    arns.push(...page.Keys.map(({ KeyArn }) => KeyArn));
    sizes.push(page.Keys.length);
    expect(page.Truncated).toBe(page.NextMarker !== undefined);
    if (page.NextMarker === undefined) return { arns, sizes };
    Marker = page.NextMarker;
  }
}

test('250 keys come in pages of 100 unless another limit is asked for, each key once, in order', () => {
  const cloud = aCloud();
  const made = Array.from({ length: 250 }, () => aKey(cloud));
  expect(walk(cloud)).toEqual({ arns: made, sizes: [100, 100, 50] });
  expect(walk(cloud, 125)).toEqual({ arns: made, sizes: [125, 125] });
  expect(walk(cloud, 1000)).toEqual({ arns: made, sizes: [250] });
  expect(walk(cloud, 1).arns).toEqual(made);
});

test('a key that is deleted between two pages is missing, and none is told twice or skipped', () => {
  const cloud = aCloud({ tick: 0 });
  const made = Array.from({ length: 6 }, () => aKey(cloud));
  for (const i of [0, 3]) {
    outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: made[i]!, PendingWindowInDays: 7 }));
  }
  const first = pageOf(cloud, { Limit: 3 });
  cloud.advance(7 * 86_400_000);
  const second = pageOf(cloud, { Limit: 3, Marker: first.NextMarker! });
  expect(first.Keys.map(({ KeyArn }) => KeyArn)).toEqual(made.slice(0, 3));
  expect(second.Keys.map(({ KeyArn }) => KeyArn)).toEqual(made.slice(4));
});

test('a marker that AWS did not give is refused', () => {
  const cloud = aCloud();
  for (let i = 0; i < 3; i++) aKey(cloud);
  const { NextMarker } = pageOf(cloud, { Limit: 1 });
  const markers = [
    'x',
    'glassbox/1:1',
    base64(utf8('glassbox/1:-1')),
    base64(utf8('glassbox/1:1e1')),
    base64(utf8('glassbox/1:3')),
    base64(utf8('glassbox/1:999999999999999999')),
    base64(Uint8Array.of(0xff, 0xfe)),
    `${NextMarker!}=`,
    ` ${NextMarker!}`,
  ];
  for (const Marker of markers) {
    expect(refusalOf(call(cloud, 'kms:ListKeys', { Marker })).code, Marker).toBe(
      'InvalidMarkerException',
    );
  }
});

test('Limit is 1 to 1000 for ListKeys, and 1 to 100 for ListAliases', () => {
  const cloud = aCloud();
  const message = (operation: 'kms:ListKeys' | 'kms:ListAliases', Limit: number): string =>
    refusalOf(call(cloud, operation, { Limit })).message;
  expect(message('kms:ListKeys', 0)).toBe(
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  );
  expect(message('kms:ListKeys', 1001)).toContain(
    'Member must have value less than or equal to 1000',
  );
  expect(message('kms:ListAliases', 101)).toBe('Limit must be between 1 and 100 (inclusive).');
});

test('ListAliases gives 50 a page, or those of one key', () => {
  const cloud = aCloud();
  const keys = [aKey(cloud), aKey(cloud)] as const;
  for (let i = 0; i < 60; i++) {
    const input = { AliasName: `alias/a${i}`, TargetKeyId: keys[i % 2]! };
    outputOf(call(cloud, 'kms:CreateAlias', input));
  }
  const list = (input: {
    KeyId?: string;
    Marker?: string;
  }): { Aliases: readonly unknown[]; NextMarker?: string } =>
    outputOf(call(cloud, 'kms:ListAliases', input)) as {
      Aliases: readonly unknown[];
      NextMarker?: string;
    };
  const first = list({});
  expect(first.Aliases).toHaveLength(50);
  expect(list({ Marker: first.NextMarker! }).Aliases).toHaveLength(10);
  expect(list({ KeyId: keys[1] }).Aliases).toHaveLength(30);
  expect(list({ KeyId: keys[0] }).Aliases[0]).toMatchObject({
    AliasName: 'alias/a0',
    AliasArn: 'arn:aws:kms:us-east-1:111122223333:alias/a0',
    TargetKeyId: keys[0].split('/')[1],
  });
});

test('ListAliases tells nothing of a key of another account, not even whether it is there', () => {
  const cloud = aCloud();
  const theirs = aKey(cloud, {}, { as: 'arn:aws:iam::444455556666:user/admin' });
  const absent = theirs.replace(/key\/.*/, 'key/00000000-0000-4000-8000-000000000000');
  for (const KeyId of [theirs, absent]) {
    expect(refusalOf(call(cloud, 'kms:ListAliases', { KeyId })).message).toBe(
      `Key '${KeyId}' does not exist`,
    );
  }
});
