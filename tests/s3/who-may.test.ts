// S3's own refusals, and where KMS's begin. Source: facts sheet, sections 2 ("Through S3") and 11b.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  ALICE,
  allow,
  aUser,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';

const Bucket = 'reports';
const ABROAD = 'arn:aws:iam::444455556666:user/admin';

function withBucket(): Cloud {
  const cloud = aCloud();
  outputOf(call(cloud, 's3:CreateBucket', { Bucket }));
  return cloud;
}

const put = (cloud: Cloud, more: object, as?: string) =>
  cloud.call(
    's3:PutObject',
    { Bucket, Key: 'a.csv', Body: utf8('hi'), ...more },
    as === undefined ? {} : { as },
  );

test('S3 denies with its own code and status, and quotes the resource', () => {
  const cloud = withBucket();
  expect(refusalOf(put(cloud, {}, ALICE))).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `User: ${ALICE} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::reports/a.csv" because no identity-based policy allows the s3:PutObject action`,
  });
});

test('what KMS denies comes through S3 as AccessDenied with the sentence of KMS inside', () => {
  const cloud = withBucket();
  const SSEKMSKeyId = aKey(cloud);
  const as = aUser(cloud, 'bob', allow('s3:*'));
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId };
  expect(refusalOf(put(cloud, sse, as))).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `User: ${as} is not authorized to perform: kms:GenerateDataKey on resource: ${SSEKMSKeyId} because no identity-based policy allows the kms:GenerateDataKey action`,
  });
});

test('a key that cannot be used comes through as KMS.<code> with status 400', () => {
  const cloud = withBucket();
  const SSEKMSKeyId = aKey(cloud);
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId };
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: SSEKMSKeyId }));
  expect(refusalOf(put(cloud, sse))).toMatchObject({
    code: 'KMS.KMSInvalidStateException',
    status: 400,
    message: `${SSEKMSKeyId} is pending deletion.`,
  });
  const elsewhere = { ...sse, SSEKMSKeyId: aKey(cloud, {}, { region: 'eu-west-1' }) };
  expect(refusalOf(put(cloud, elsewhere)).code).toBe('KMS.NotFoundException');
});

test('an upload that is refused leaves no object behind', () => {
  const cloud = withBucket();
  const SSEKMSKeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:DisableKey', { KeyId: SSEKMSKeyId }));
  put(cloud, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
  expect(verdict(call(cloud, 's3:GetObject', { Bucket, Key: 'a.csv' }))).toBe('NoSuchKey');
});

test('a bucket of another account is closed, whatever its own account’s administrator may', () => {
  const cloud = withBucket();
  outputOf(put(cloud, {}));
  const get = call(cloud, 's3:GetObject', { Bucket, Key: 'a.csv' }, { as: ABROAD });
  expect(verdict(get)).toBe('AccessDenied');
});

test('an encrypted data key cannot be moved to another object: its ARN is bound to it', () => {
  const cloud = withBucket();
  const SSEKMSKeyId = aKey(cloud);
  const stored = put(cloud, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
  const [asked] = stored.children;
  const CiphertextBlob = outputOf(asked!)['CiphertextBlob'] as Uint8Array;
  const open = (object: string): string =>
    verdict(
      call(cloud, 'kms:Decrypt', {
        CiphertextBlob,
        EncryptionContext: { 'aws:s3:arn': `arn:aws:s3:::reports/${object}` },
      }),
    );
  expect(open('a.csv')).toBe('ok');
  expect(open('b.csv')).toBe('InvalidCiphertextException');
});
