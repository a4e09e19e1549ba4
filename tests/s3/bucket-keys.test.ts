// S3 Bucket Keys: fewer calls to KMS, and what that costs. Source: facts sheet, section 11c.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { defineRule } from '../../src/aws/operation.ts';
import type { Span } from '../../src/aws/trace.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import { billOf } from '../../src/kms/bill/bill.ts';
import { pricesAt } from '../../src/kms/bill/prices.ts';
import { limits } from '../../src/s3/limits.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  ALICE,
  allow,
  bytesOf,
  call,
  outputOf,
  refusalOf,
} from '../support/cloud.ts';
import { aBucket, askedOfKms, lockedIn, setDefault } from '../support/s3.ts';

const Bucket = 'lake';
const Body = utf8('one row');
const MEMORY = limits.bucketKeySeconds * 1000;

function aLake(cloud: Cloud, BucketKeyEnabled = true): string {
  const KMSMasterKeyID = aKey(cloud);
  aBucket(cloud, Bucket);
  setDefault(cloud, Bucket, {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
    BucketKeyEnabled,
  });
  return KMSMasterKeyID;
}

const put = (cloud: Cloud, Key: string, as?: string) =>
  call(cloud, 's3:PutObject', { Bucket, Key, Body }, as === undefined ? {} : { as });
const get = (cloud: Cloud, Key: string, as?: string) =>
  call(cloud, 's3:GetObject', { Bucket, Key }, as === undefined ? {} : { as });

/** What AWS's log has of KMS since this many records. */
const asked = (spans: readonly Span[]): number => spans.flatMap(askedOfKms).length;

describe('10,000 objects, written and read in one hour', () => {
  const OBJECTS = 10_000;

  /** What the log has of it, and what that costs beyond the requests that are free each month. */
  function billed(BucketKeyEnabled: boolean): { requests: number; usd: number } {
    // 20,000 calls in an hour: one each 180 ms.
    const cloud = aCloud({ tick: 180 });
    aLake(cloud, BucketKeyEnabled);
    for (let i = 0; i < OBJECTS; i++) put(cloud, String(i));
    for (let i = 0; i < OBJECTS; i++) get(cloud, String(i));
    const using = cloud.trail.filter(({ eventName }) =>
      ['Decrypt', 'GenerateDataKey'].includes(String(eventName)),
    );
    const [bill] = billOf(using, { account: ACCOUNT, until: cloud.now });
    const paid = bill?.lines.find(({ what }) => what === 'symmetric')?.quantity ?? 0;
    const requests = (bill?.freeRequests ?? 0) + paid;
    return { requests, usd: (requests / 10_000) * pricesAt(cloud.now).requests.symmetric };
  }

  test('without Bucket Keys KMS is asked for each; with them 99 % fewer times, for 99 % less', () => {
    const [without, withKeys] = [billed(false), billed(true)];
    expect(without).toEqual({ requests: 2 * OBJECTS, usd: 0.06 });
    const share = 1 - limits.bucketKeySavingsPercent / 100;
    expect(withKeys.requests / without.requests).toBeLessThanOrEqual(share);
    expect(withKeys.usd / without.usd).toBeLessThanOrEqual(share);
    // Twelve keys, one every five minutes, and an opening each time.
    expect(withKeys.requests).toBeLessThanOrEqual(24);
  }, 60_000);
});

test('the first PUT asks KMS for a key and opens it; later ones, and reading, ask nothing', () => {
  const cloud = aCloud();
  aLake(cloud);
  const first = put(cloud, 'a');
  expect(outputOf(first)).toMatchObject({
    BucketKeyEnabled: true,
    ServerSideEncryption: 'aws:kms',
  });
  expect(askedOfKms(first)).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
  expect(askedOfKms(put(cloud, 'b'))).toEqual([]);
  const read = get(cloud, 'a');
  expect(askedOfKms(read)).toEqual([]);
  expect(bytesOf(read, 'Body')).toEqual(Body);
});

test('its time over, the key is wiped, and reading asks KMS again', () => {
  const cloud = aCloud();
  aLake(cloud);
  put(cloud, 'a');
  cloud.advance(MEMORY);
  expect(cloud.spans.at(-1)).toMatchObject({ call: 's3:WipeBucketKey', as: 's3.amazonaws.com' });
  expect(cloud.spans.at(-1)!.forgets).toHaveLength(1);
  const read = get(cloud, 'a');
  expect(askedOfKms(read)).toEqual(['kms:Decrypt']);
  expect(bytesOf(read, 'Body')).toEqual(Body);
  expect(askedOfKms(get(cloud, 'a'))).toEqual([]);
});

test('each object has a key of its own', () => {
  const cloud = aCloud();
  aLake(cloud);
  put(cloud, 'a');
  put(cloud, 'b');
  const [a, b] = lockedIn(cloud);
  if (a?.mode !== 'aws:kms' || b?.mode !== 'aws:kms') throw new Error('another mode');
  expect(hex(a.encryptedKey)).not.toBe(hex(b.encryptedKey));
  expect(hex(a.bucketKey!)).toBe(hex(b.bucketKey!));
});

test('the context is the bucket’s ARN: KMS and its log no longer know the object', () => {
  const cloud = aCloud();
  aLake(cloud);
  put(cloud, 'secret-name.csv');
  cloud.advance(MEMORY);
  get(cloud, 'secret-name.csv');
  const records = cloud.trail.filter(({ eventName }) =>
    ['GenerateDataKey', 'Decrypt'].includes(String(eventName)),
  );
  expect(records).toHaveLength(3);
  for (const { requestParameters } of records) {
    expect(requestParameters).toMatchObject({
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}` },
    });
  }
  expect(JSON.stringify(cloud.trail)).not.toContain('secret-name');
  expect(JSON.stringify(cloud.dataEvents)).toContain('secret-name');
});

describe('a requester', () => {
  const other = `arn:aws:iam::${ACCOUNT}:user/other`;

  test('does not share the key of another', () => {
    const cloud = aCloud();
    aLake(cloud);
    put(cloud, 'a');
    cloud.directory.put(ALICE, { policies: [allow('*')] });
    expect(askedOfKms(put(cloud, 'b', ALICE))).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
    expect(askedOfKms(get(cloud, 'a', ALICE))).toEqual(['kms:Decrypt']);
    expect(askedOfKms(get(cloud, 'b', ALICE))).toEqual([]);
  });

  test('needs kms:Decrypt for writing, too', () => {
    const cloud = aCloud();
    const key = aLake(cloud);
    cloud.directory.put(other, { policies: [allow('s3:*', 'kms:GenerateDataKey')] });
    expect(refusalOf(put(cloud, 'a', other))).toMatchObject({
      code: 'AccessDenied',
      message: `User: ${other} is not authorized to perform: kms:Decrypt on resource: ${key} because no identity-based policy allows the kms:Decrypt action`,
    });
    expect(lockedIn(cloud)).toEqual([]);
  });
});

describe('while the key is in memory', () => {
  test('a change of policy goes unnoticed', () => {
    const cloud = aCloud();
    aLake(cloud);
    cloud.directory.put(ALICE, { policies: [allow('s3:*', 'kms:*')] });
    put(cloud, 'a', ALICE);
    cloud.directory.put(ALICE, { policies: [allow('s3:*')] });
    expect(get(cloud, 'a', ALICE).outcome.ok).toBe(true);
    cloud.advance(MEMORY);
    expect(refusalOf(get(cloud, 'a', ALICE)).code).toBe('AccessDenied');
  });

  test('a disabled key does, too', () => {
    const cloud = aCloud();
    const KeyId = aLake(cloud);
    put(cloud, 'a');
    call(cloud, 'kms:DisableKey', { KeyId });
    expect(get(cloud, 'a').outcome.ok).toBe(true);
    cloud.advance(MEMORY);
    expect(refusalOf(get(cloud, 'a')).code).toBe('KMS.DisabledException');
  });

  test('and who believes otherwise sees KMS asked each time', () => {
    const believed = defineRule('s3.bucketKeyServes', (): boolean => false);
    const cloud = aCloud({ mutants: [believed] });
    aLake(cloud);
    const spans = [put(cloud, 'a'), put(cloud, 'b'), get(cloud, 'a')];
    expect(asked(spans)).toBe(5);
  });
});

test('a policy on the object’s ARN, which served before, breaks', () => {
  const cloud = aCloud();
  aLake(cloud);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: '*',
        Condition: {
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}/*` },
        },
      },
    ],
  };
  cloud.directory.put(ALICE, { policies: [policy] });
  expect(refusalOf(put(cloud, 'a', ALICE)).code).toBe('AccessDenied');
  const without = { Bucket, Key: 'a', Body, BucketKeyEnabled: false };
  expect(call(cloud, 's3:PutObject', without, { as: ALICE }).outcome.ok).toBe(true);
});
