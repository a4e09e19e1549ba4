// Bucket policies: who may, and the headers that they ask for. Source: facts sheet, section 11d.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { defineRule } from '../../src/aws/operation.ts';
import type { ConditionRows } from '../../src/aws/iam/globals.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { aCloud, aKey, ALICE, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aBucket, setDefault, setPolicy, unblock } from '../support/s3.ts';

const Bucket = 'reports';
const Body = utf8('x');
const SSE = 's3:x-amz-server-side-encryption';

type Put = Partial<Calls['s3:PutObject']>;

const put = (cloud: Cloud, more: Put = {}, as?: string) =>
  call(cloud, 's3:PutObject', { Bucket, Key: 'a', Body, ...more }, as === undefined ? {} : { as });

const denying = (Condition: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${Bucket}/*`,
  Condition,
});

const withPolicy = (...statements: readonly object[]): Cloud => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  outputOf(setPolicy(cloud, Bucket, statements));
  return cloud;
};

const kms = { ServerSideEncryption: 'aws:kms' } as const;

describe('uploads that name no KMS key are denied', () => {
  const policy = denying({ StringNotEquals: { [SSE]: 'aws:kms' } });

  test.each<[what: string, headers: Put, answer: string]>([
    ['nothing', {}, 'AccessDenied'],
    ['SSE-S3', { ServerSideEncryption: 'AES256' }, 'AccessDenied'],
    ['SSE-KMS', kms, 'ok'],
  ])('%s: %s', (_, headers, answer) => {
    expect(verdict(put(withPolicy(policy), headers))).toBe(answer);
  });

  test('also where the bucket’s default would have encrypted so: policies see headers', () => {
    const cloud = withPolicy(policy);
    setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
    expect(refusalOf(put(cloud)).message).toContain('explicit deny in a resource-based policy');
  });

  test('which who believes otherwise does not see', () => {
    const believed = defineRule(
      's3.headersThatPoliciesSee',
      (_: ConditionRows, applied: ConditionRows) => applied,
    );
    const cloud = aCloud({ mutants: [believed] });
    aBucket(cloud, Bucket);
    setPolicy(cloud, Bucket, [policy]);
    setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
    expect(verdict(put(cloud))).toBe('ok');
  });
});

describe('another key than the one that the policy names is denied', () => {
  const named = `${SSE}-aws-kms-key-id`;

  test.each<[what: string, row: (right: string) => object, byDefault: string]>([
    [
      'an upload that names none is, too',
      (right) => ({ StringNotEquals: { [named]: right } }),
      'AccessDenied',
    ],
    // A negated operator holds where the key is absent, with IfExists or without: IAM user guide, "IfExists".
    [
      'IfExists changes nothing',
      (right) => ({ StringNotEqualsIfExists: { [named]: right } }),
      'AccessDenied',
    ],
    [
      'with Null it passes, and gets the default',
      (right) => ({ StringNotEquals: { [named]: right }, Null: { [named]: 'false' } }),
      'ok',
    ],
  ])('%s', (_, row, byDefault) => {
    const cloud = aCloud();
    aBucket(cloud, Bucket);
    const [right, wrong] = [aKey(cloud), aKey(cloud)];
    setDefault(cloud, Bucket, {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: right },
    });
    setPolicy(cloud, Bucket, [denying(row(right))]);
    expect(verdict(put(cloud, { ...kms, SSEKMSKeyId: right }))).toBe('ok');
    expect(verdict(put(cloud, { ...kms, SSEKMSKeyId: wrong }))).toBe('AccessDenied');
    expect(verdict(put(cloud))).toBe(byDefault);
  });
});

test('SSE-C can be banned by its header', () => {
  const cloud = withPolicy(denying({ Null: { [`${SSE}-customer-algorithm`]: 'false' } }));
  unblock(cloud, Bucket);
  const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: new Uint8Array(32) };
  expect(refusalOf(put(cloud, customer)).message).toContain('explicit deny');
  expect(verdict(put(cloud))).toBe('ok');
});

test('a policy lets in who has no permission of IAM, and takes in nobody else', () => {
  const cloud = withPolicy({
    Effect: 'Allow',
    Principal: { AWS: ALICE },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/public/*`,
  });
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key: 'public/a', Body }));
  outputOf(put(cloud));
  const read = (Key: string, as: string) => call(cloud, 's3:GetObject', { Bucket, Key }, { as });
  cloud.directory.put(ALICE, { policies: [] });
  expect(verdict(read('public/a', ALICE))).toBe('ok');
  expect(verdict(read('a', ALICE))).toBe('AccessDenied');
  expect(verdict(read('public/a', ALICE.replace('alice', 'bob')))).toBe('AccessDenied');
});

test('a policy may look at the prefix that is listed', () => {
  const cloud = withPolicy({
    Effect: 'Allow',
    Principal: { AWS: ALICE },
    Action: 's3:ListBucket',
    Resource: `arn:aws:s3:::${Bucket}`,
    Condition: { StringLike: { 's3:prefix': 'mine/*' } },
  });
  cloud.directory.put(ALICE, { policies: [] });
  const list = (Prefix: string) =>
    verdict(call(cloud, 's3:ListObjectsV2', { Bucket, Prefix }, { as: ALICE }));
  expect(list('mine/x')).toBe('ok');
  expect(list('yours/x')).toBe('AccessDenied');
});

test('what was put is given back as it was written, until it is deleted', () => {
  const cloud = withPolicy(denying({ Null: { [SSE]: 'true' } }));
  const { Policy } = outputOf(call(cloud, 's3:GetBucketPolicy', { Bucket }));
  expect(JSON.parse(String(Policy))).toMatchObject({ Version: '2012-10-17' });
  outputOf(call(cloud, 's3:DeleteBucketPolicy', { Bucket }));
  expect(refusalOf(call(cloud, 's3:GetBucketPolicy', { Bucket }))).toMatchObject({
    code: 'NoSuchBucketPolicy',
    status: 404,
  });
  expect(verdict(put(cloud))).toBe('ok');
});

const whole = denying({ Null: { [SSE]: 'true' } });

test.each<[what: string, statement: object, message: string]>([
  ['no principal', { ...whole, Principal: undefined }, 'Missing required field Principal'],
  ['no action', { ...whole, Action: undefined }, 'Missing required field Action'],
  ['no resource', { ...whole, Resource: undefined }, 'Missing required field Resource'],
  ['another bucket', { ...whole, Resource: 'arn:aws:s3:::other/*' }, 'Policy has invalid resource'],
  [
    'a bucket whose name goes on',
    { ...whole, Resource: `arn:aws:s3:::${Bucket}-2/*` },
    'Policy has invalid resource',
  ],
])('a policy with %s is refused', (_, statement, message) => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  expect(refusalOf(setPolicy(cloud, Bucket, [statement]))).toMatchObject({
    code: 'MalformedPolicy',
    message,
  });
});
