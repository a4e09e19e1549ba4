// What the logs have of S3: data events with the object's name and its encryption, KMS events with the context.
// Source: facts sheet, sections 8 and 11a.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { ACCOUNT, aCloud, aKey, call, outputOf } from '../support/cloud.ts';
import { aBucket, setDefault, setPolicy, unblock } from '../support/s3.ts';

const Bucket = 'reports';
const Key = 'a.csv';
const Body = utf8('order 17: 9.99');

type Put = Partial<Calls['s3:PutObject']>;

function world(): Cloud {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  unblock(cloud, Bucket);
  return cloud;
}

const put = (cloud: Cloud, more: Put = {}) =>
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key, Body, ...more }));

test('a data event names object and bucket, headers and encryption, and none of the content', () => {
  const cloud = world();
  const SSEKMSKeyId = aKey(cloud);
  put(cloud, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
  expect(cloud.dataEvents).toHaveLength(1);
  const sse = {
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': SSEKMSKeyId,
  };
  expect(cloud.dataEvents[0]).toMatchObject({
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    readOnly: false,
    managementEvent: false,
    eventCategory: 'Data',
    requestParameters: {
      bucketName: Bucket,
      Host: `${Bucket}.s3.us-east-1.amazonaws.com`,
      key: Key,
      ...sse,
    },
    responseElements: sse,
    additionalEventData: { SSEApplied: 'SSE_KMS' },
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${Bucket}/${Key}` },
      { accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}` },
    ],
  });
  expect(JSON.stringify(cloud.dataEvents)).not.toContain('order 17');
});

const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: new Uint8Array(32).fill(1) };

test.each<[applied: string, standard: 'AES256' | 'aws:kms' | 'aws:kms:dsse', headers: Put]>([
  ['Default_SSE_S3', 'AES256', {}],
  ['SSE_S3', 'AES256', { ServerSideEncryption: 'AES256' }],
  ['Default_SSE_KMS', 'aws:kms', {}],
  ['SSE_KMS', 'AES256', { ServerSideEncryption: 'aws:kms' }],
  ['Default_DSSE_KMS', 'aws:kms:dsse', {}],
  ['DSSE_KMS', 'AES256', { ServerSideEncryption: 'aws:kms:dsse' }],
  ['SSE_C', 'aws:kms', customer],
])('SSEApplied is %s', (applied, SSEAlgorithm, headers) => {
  const cloud = world();
  setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm } });
  put(cloud, headers);
  outputOf(
    call(cloud, 's3:GetObject', { Bucket, Key, ...('SSECustomerKey' in headers && customer) }),
  );
  const said = cloud.dataEvents.map(({ additionalEventData }) => additionalEventData);
  const SSEApplied = applied.replace('Default_', '');
  expect(said).toEqual([{ SSEApplied: applied }, { SSEApplied }]);
  expect(cloud.dataEvents[1]).toMatchObject({ eventName: 'GetObject', responseElements: null });
});

test('settings of a bucket are management events, as they were sent', () => {
  const cloud = world();
  setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
  expect(cloud.dataEvents).toEqual([]);
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'PutBucketEncryption',
    managementEvent: true,
    requestParameters: {
      bucketName: Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    },
    responseElements: null,
    resources: [{ accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}` }],
  });
});

test('who decrypted which object is in the log of KMS, without a Bucket Key', () => {
  const cloud = world();
  put(cloud, { ServerSideEncryption: 'aws:kms' });
  call(cloud, 's3:GetObject', { Bucket, Key });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'Decrypt',
    userIdentity: { arn: `arn:aws:iam::${ACCOUNT}:user/admin`, invokedBy: 'fas.s3.amazonaws.com' },
    requestParameters: { encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/${Key}` } },
  });
});

test('a call that KMS denies is in both logs: as a denied Decrypt, and as a denied GetObject', () => {
  const cloud = world();
  put(cloud, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: aKey(cloud) });
  const as = `arn:aws:iam::${ACCOUNT}:user/bob`;
  cloud.directory.put(as, {});
  setPolicy(cloud, Bucket, [
    {
      Effect: 'Allow',
      Principal: { AWS: as },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    },
  ]);
  call(cloud, 's3:GetObject', { Bucket, Key }, { as });
  expect(cloud.dataEvents.at(-1)).toMatchObject({
    eventName: 'GetObject',
    errorCode: 'AccessDenied',
    errorMessage: expect.stringContaining('kms:Decrypt') as unknown,
  });
  expect(cloud.trail.at(-1)).toMatchObject({ eventName: 'Decrypt', errorCode: 'AccessDenied' });
});
