// The bill, against sums done by hand.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { billOf } from '../../src/kms/bill/bill.ts';
import { pricesAt } from '../../src/kms/bill/prices.ts';
import { createSimulator } from '../../src/lib/index.ts';
import { ACCOUNT, aCloud, aKey, call, outputOf } from '../support/cloud.ts';

const DAY = 86_400_000;
const HOURS_OF_JANUARY = 31 * 24;

const bill = (cloud: Cloud, account = ACCOUNT) =>
  billOf(cloud.trail, { account, until: cloud.now });
const lineOf = (cloud: Cloud, month: string, what: string) =>
  bill(cloud)
    .find((one) => one.month === month)
    ?.lines.find((line) => line.what === what);
const until = (cloud: Cloud, date: string): void => {
  cloud.advance(Date.parse(date) - cloud.now);
};

describe('a key costs one dollar a month, by the hour', () => {
  test('from the hour in which it was made', () => {
    const cloud = aCloud();
    aKey(cloud);
    until(cloud, '2026-03-01T00:00:00Z');
    const hours = HOURS_OF_JANUARY - 14 * 24 - 9;
    expect(lineOf(cloud, '2026-01', 'keys')?.usd).toBeCloseTo(hours / HOURS_OF_JANUARY, 4);
    expect(lineOf(cloud, '2026-02', 'keys')?.usd).toBeCloseTo(1, 6);
    expect(bill(cloud).map(({ month }) => month)).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  test('not while it waits for its deletion, unless that is taken back, and not when it is gone', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    until(cloud, '2026-02-01T00:00:00Z');
    call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    until(cloud, '2026-02-05T00:00:00Z');
    call(cloud, 'kms:CancelKeyDeletion', { KeyId });
    until(cloud, '2026-03-01T00:00:00Z');
    expect(lineOf(cloud, '2026-02', 'keys')?.quantity).toBeCloseTo(24 / 28, 4);
    call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    until(cloud, '2026-05-01T00:00:00Z');
    expect(lineOf(cloud, '2026-03', 'keys')?.quantity ?? 0).toBeCloseTo(0, 5);
    expect(lineOf(cloud, '2026-04', 'keys')).toBeUndefined();
  });

  test('and each replica costs as much as its primary', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, { MultiRegion: true });
    outputOf(call(cloud, 'kms:ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' }));
    until(cloud, '2026-03-01T00:00:00Z');
    expect(lineOf(cloud, '2026-02', 'keys')?.usd).toBeCloseTo(2, 6);
  });

  test('but an AWS managed key costs nothing to have', () => {
    const cloud = aCloud();
    call(cloud, 's3:CreateBucket', { Bucket: 'reports' });
    outputOf(
      call(cloud, 's3:PutObject', {
        Bucket: 'reports',
        Key: 'a',
        Body: utf8('a'),
        ServerSideEncryption: 'aws:kms',
      }),
    );
    until(cloud, '2027-03-01T00:00:00Z');
    expect(bill(cloud).flatMap(({ lines }) => lines)).toEqual([]);
  });
});

test('the first two rotations add a dollar a month each, and no later one does', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  call(cloud, 'kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  until(cloud, '2027-02-01T00:00:00Z');
  expect(lineOf(cloud, '2026-04', 'rotations')?.usd).toBeGreaterThan(0);
  expect(lineOf(cloud, '2026-06', 'rotations')?.usd).toBeCloseTo(1, 6);
  expect(lineOf(cloud, '2026-09', 'rotations')?.usd).toBeCloseTo(2, 6);
  expect(lineOf(cloud, '2027-01', 'rotations')?.usd).toBeCloseTo(2, 6);
});

describe('requests', () => {
  const encrypt = (cloud: Cloud, KeyId: string, times: number): void => {
    for (let i = 0; i < times; i++) call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') });
  };

  test('the first 20,000 of a month are free, and then 10,000 cost three cents', () => {
    const { freeRequests, requests } = pricesAt(Date.parse('2026-01-15'));
    expect([freeRequests, requests.symmetric]).toEqual([20_000, 0.03]);
    const cloud = aCloud({ tick: 0 });
    encrypt(cloud, aKey(cloud), 300);
    // One record more than a thousand times over, as if a job had run: the fold is over records.
    const records = Array.from({ length: 100 }, () => cloud.trail).flat();
    const [january] = billOf(records, { account: ACCOUNT, until: cloud.now + 1 });
    const made = 100;
    expect(january?.freeRequests).toBe(20_000);
    expect(january?.lines.find(({ what }) => what === 'symmetric')?.quantity).toBe(
      30_000 + made - 20_000,
    );
  });

  test('by asymmetric keys other than RSA_2048 cost more, and never count as free', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const input = { KeyId, Message: utf8('m'), SigningAlgorithm: 'ECDSA_SHA_256' } as const;
    outputOf(call(cloud, 'kms:Sign', input));
    outputOf(
      call(cloud, 'kms:GenerateDataKeyPair', { KeyId: aKey(cloud), KeyPairSpec: 'ECC_NIST_P256' }),
    );
    expect(lineOf(cloud, '2026-01', 'asymmetric')).toEqual({
      what: 'asymmetric',
      quantity: 1,
      usd: expect.closeTo(0.15 / 10_000, 9) as unknown,
    });
    expect(lineOf(cloud, '2026-01', 'eccDataKeyPair')?.quantity).toBe(1);
  });

  test('that are refused cost nothing here', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    call(cloud, 'kms:DisableKey', { KeyId });
    const before = bill(cloud)[0]?.freeRequests;
    encrypt(cloud, KeyId, 3);
    expect(bill(cloud)[0]?.freeRequests).toBe(before);
  });

  test('are paid by whoever calls, whosesoever the key is', () => {
    const cloud = aCloud();
    const stranger = 'arn:aws:iam::444455556666:user/admin';
    const KeyId = aKey(cloud, {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }],
      }),
    });
    const own = bill(cloud)[0]?.freeRequests;
    outputOf(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, { as: stranger }));
    expect(bill(cloud)[0]?.freeRequests).toBe(own);
    expect(bill(cloud, '444455556666')[0]?.freeRequests).toBe(1);
  });
});

test('a key for each of a hundred tenants costs a hundred times as much to have; one key with a context does not', () => {
  const many = aCloud();
  for (let i = 0; i < 100; i++) aKey(many);
  const one = aCloud();
  const KeyId = aKey(one);
  for (let i = 0; i < 100; i++) {
    const EncryptionContext = { tenant: String(i) };
    call(one, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256', EncryptionContext });
  }
  for (const cloud of [many, one]) until(cloud, '2026-03-01T00:00:00Z');
  const [, february] = bill(many);
  expect(february?.usd).toBeCloseTo(100, 6);
  expect(bill(one)[1]?.usd).toBeCloseTo(1, 6);
});

test('a month has the hours that it has', () => {
  const cloud = aCloud();
  aKey(cloud);
  cloud.advance(365 * DAY);
  const whole = bill(cloud).slice(1, -1);
  expect(whole).toHaveLength(11);
  for (const { usd } of whole) expect(usd).toBeCloseTo(1, 9);
});

test('the library has the bill of the default account, and of any other', () => {
  const sim = createSimulator({ seed: 'bill' });
  sim.call('kms:CreateKey', {});
  sim.clock.advance(60 * DAY);
  expect(sim.bill()[1]?.usd).toBeCloseTo(1, 6);
  expect(sim.bill({ account: '444455556666' })).toEqual([]);
});
