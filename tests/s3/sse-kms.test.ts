import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
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

const Bucket = 'reports-of-2026';
const Key = 'q1/report.csv';
const Body = utf8('order_id,amount\n1,9.99\n');

function aBucket(cloud: Cloud): void {
  outputOf(call(cloud, 's3:CreateBucket', { Bucket }));
}

test('with SSE-KMS an object is stored encrypted and read back, and S3 asks KMS both times', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const SSEKMSKeyId = aKey(cloud);
  const put = call(cloud, 's3:PutObject', {
    Bucket,
    Key,
    Body,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId,
  });
  expect(outputOf(put)).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
  expect(put.children.map((span) => span.call)).toEqual(['kms:GenerateDataKey', 's3:SealObject']);
  const got = call(cloud, 's3:GetObject', { Bucket, Key });
  expect(bytesOf(got, 'Body')).toEqual(Body);
  expect(got.children.map((span) => span.call)).toEqual(['kms:Decrypt', 's3:OpenObject']);
});

test('the trail shows the caller, invoked by S3, with the object’s ARN as encryption context', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const key = aKey(cloud);
  call(cloud, 's3:PutObject', {
    Bucket,
    Key,
    Body,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: key,
  });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'GenerateDataKey',
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::${ACCOUNT}:user/admin`,
      invokedBy: 'fas.s3.amazonaws.com',
    },
    sourceIPAddress: 'fas.s3.amazonaws.com',
    requestParameters: {
      keySpec: 'AES_256',
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/${Key}` },
    },
  });
  // Object calls are data events: no trail asked for them.
  expect(cloud.trail.some(({ eventName }) => eventName === 'PutObject')).toBe(false);
  expect(cloud.trail.some(({ eventName }) => eventName === 'CreateBucket')).toBe(true);
});

test('s3:GetObject alone is not enough where a customer managed key locks the object', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const key = aKey(cloud);
  call(cloud, 's3:PutObject', {
    Bucket,
    Key,
    Body,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: key,
  });
  cloud.directory.put(ALICE, { policies: [allow('s3:GetObject')] });
  expect(refusalOf(call(cloud, 's3:GetObject', { Bucket, Key }, { as: ALICE }))).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `User: ${ALICE} is not authorized to perform: kms:Decrypt on resource: ${key} because no identity-based policy allows the kms:Decrypt action`,
  });
  cloud.directory.put(ALICE, { policies: [allow('s3:GetObject', 'kms:Decrypt')] });
  expect(bytesOf(call(cloud, 's3:GetObject', { Bucket, Key }, { as: ALICE }), 'Body')).toEqual(
    Body,
  );
});

test('without a key id S3 uses aws/s3, which asks no KMS permission of the reader', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const put = call(cloud, 's3:PutObject', { Bucket, Key, Body, ServerSideEncryption: 'aws:kms' });
  const described = outputOf(
    call(cloud, 'kms:DescribeKey', { KeyId: String(outputOf(put)['SSEKMSKeyId']) }),
  );
  expect(described['KeyMetadata']).toMatchObject({ KeyManager: 'AWS' });
  cloud.directory.put(ALICE, { policies: [allow('s3:GetObject')] });
  expect(bytesOf(call(cloud, 's3:GetObject', { Bucket, Key }, { as: ALICE }), 'Body')).toEqual(
    Body,
  );
});

test('a disabled key shuts the object, in S3’s spelling of KMS’s words', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const key = aKey(cloud);
  call(cloud, 's3:PutObject', {
    Bucket,
    Key,
    Body,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: key,
  });
  call(cloud, 'kms:DisableKey', { KeyId: key });
  expect(refusalOf(call(cloud, 's3:GetObject', { Bucket, Key }))).toMatchObject({
    code: 'KMS.DisabledException',
    status: 400,
    message: `${key} is disabled.`,
  });
});

test('with nothing said S3 encrypts under its own key, and KMS is not asked', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const put = call(cloud, 's3:PutObject', { Bucket, Key, Body });
  expect(outputOf(put)).toMatchObject({ ServerSideEncryption: 'AES256' });
  const got = call(cloud, 's3:GetObject', { Bucket, Key });
  expect(bytesOf(got, 'Body')).toEqual(Body);
  expect([...put.children, ...got.children].some((span) => span.call.startsWith('kms:'))).toBe(
    false,
  );
});

test('what rests in S3 is never the plaintext', () => {
  const cloud = aCloud();
  aBucket(cloud);
  const put = call(cloud, 's3:PutObject', {
    Bucket,
    Key,
    Body,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: aKey(cloud),
  });
  const sealed = put.children.find((span) => span.call === 's3:SealObject');
  const stored = sealed?.outcome.ok ? (sealed.outcome.output['Sealed'] as Uint8Array) : undefined;
  expect(stored).toHaveLength(Body.length + 16);
  expect(hex(stored ?? new Uint8Array())).not.toContain(hex(Body));
});

test('names: taken, missing, malformed, in another Region', () => {
  const cloud = aCloud();
  aBucket(cloud);
  expect(refusalOf(call(cloud, 's3:CreateBucket', { Bucket }))).toMatchObject({
    code: 'BucketAlreadyOwnedByYou',
    status: 409,
  });
  const as = 'arn:aws:iam::444455556666:user/admin';
  expect(refusalOf(call(cloud, 's3:CreateBucket', { Bucket }, { as }))).toMatchObject({
    code: 'BucketAlreadyExists',
    status: 409,
  });
  expect(refusalOf(call(cloud, 's3:GetObject', { Bucket: 'nowhere', Key }))).toMatchObject({
    code: 'NoSuchBucket',
    status: 404,
  });
  expect(refusalOf(call(cloud, 's3:GetObject', { Bucket, Key }))).toMatchObject({
    code: 'NoSuchKey',
    status: 404,
  });
  expect(refusalOf(call(cloud, 's3:CreateBucket', { Bucket: 'Capital' })).code).toBe(
    'ValidationException',
  );
  expect(
    refusalOf(call(cloud, 's3:PutObject', { Bucket, Key, Body }, { region: 'eu-west-1' })),
  ).toMatchObject({ code: 'PermanentRedirect', status: 301 });
  expect(
    refusalOf(call(cloud, 's3:PutObject', { Bucket, Key, Body, SSEKMSKeyId: 'alias/app' })).code,
  ).toBe('InvalidArgument');
});
