// GetKeyLastUsage: the last cryptographic operation that succeeded with a key.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members, Span } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ALICE, aCloud, aKey, bytesOf, call, outputOf } from '../support/cloud.ts';

const usage = (cloud: Cloud, KeyId: string): Members =>
  outputOf(call(cloud, 'kms:GetKeyLastUsage', { KeyId }))['KeyLastUsage'] as Members;

/** What must be told of a use: the ids are those of its log record. */
const traceOf = ({ call: name, at, trail, requestId }: Span): Members => ({
  Operation: name.split(':')[1],
  Timestamp: at,
  CloudTrailEventId: trail.records[0]?.['eventID'],
  KmsRequestId: requestId,
});

test('“If the key has not been used since tracking began, this response element is an empty object”', () => {
  const cloud = aCloud();
  const created = call(cloud, 'kms:CreateKey', {});
  const { KeyId } = outputOf(created)['KeyMetadata'] as { KeyId: string };
  expect(outputOf(call(cloud, 'kms:GetKeyLastUsage', { KeyId }))).toEqual({
    KeyId,
    KeyLastUsage: {},
    TrackingStartDate: created.at,
    KeyCreationDate: created.at,
  });
});

test('every cryptographic operation counts, each with the ids of its own record', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const Plaintext = utf8('hello');
  const sealed = call(cloud, 'kms:Encrypt', { KeyId, Plaintext });
  const CiphertextBlob = bytesOf(sealed, 'CiphertextBlob');
  expect(usage(cloud, KeyId)).toEqual(traceOf(sealed));
  for (const use of [
    () => call(cloud, 'kms:Decrypt', { CiphertextBlob }),
    () => call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
    () => call(cloud, 'kms:GenerateDataKeyWithoutPlaintext', { KeyId, NumberOfBytes: 16 }),
  ]) {
    const span = use();
    expect(usage(cloud, KeyId)).toEqual(traceOf(span));
  }
});

test('ReEncrypt uses two keys, and counts for both', () => {
  const cloud = aCloud();
  const [source, DestinationKeyId] = [aKey(cloud), aKey(cloud)];
  const sealed = call(cloud, 'kms:Encrypt', { KeyId: source, Plaintext: utf8('hello') });
  const CiphertextBlob = bytesOf(sealed, 'CiphertextBlob');
  const span = call(cloud, 'kms:ReEncrypt', { CiphertextBlob, DestinationKeyId });
  expect(usage(cloud, source)).toEqual(traceOf(span));
  expect(usage(cloud, DestinationKeyId)).toEqual(traceOf(span));
});

test('refused calls, dry runs and management do not count', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const Plaintext = utf8('hello');
  const used = call(cloud, 'kms:Encrypt', { KeyId, Plaintext });
  const CiphertextBlob = bytesOf(used, 'CiphertextBlob');
  const outcomes = [
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext }, { as: ALICE }),
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext, DryRun: true }),
    call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext: { other: 'context' } }),
    call(cloud, 'kms:DescribeKey', { KeyId }),
    call(cloud, 'kms:RotateKeyOnDemand', { KeyId }),
    call(cloud, 'kms:DisableKey', { KeyId }),
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext }),
  ].map(({ outcome }) => outcome.ok);
  expect(outcomes).toEqual([false, false, false, true, true, true, false]);
  expect(usage(cloud, KeyId)).toEqual(traceOf(used));
});

test('what S3 does with a key counts as use of the key', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  call(cloud, 's3:CreateBucket', { Bucket: 'reports' });
  const put = call(cloud, 's3:PutObject', {
    Bucket: 'reports',
    Key: 'q1.csv',
    Body: utf8('a,b'),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: KeyId,
  });
  expect(usage(cloud, KeyId)).toEqual(
    traceOf(put.children.find(({ call: name }) => name.startsWith('kms:'))!),
  );
});

test('CloudTrail shows that somebody asked, and not the answer', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  usage(cloud, KeyId);
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'GetKeyLastUsage',
    readOnly: true,
    requestParameters: { keyId: KeyId },
    responseElements: null,
    resources: [{ ARN: KeyId }],
  });
});

test('kms:TrailingDaysWithoutKeyUsage keeps a key that was in use lately from being deleted', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('hello') });
  const Statement = [
    {
      Effect: 'Deny',
      Action: 'kms:ScheduleKeyDeletion',
      Resource: '*',
      Condition: { NumericLessThan: { 'kms:TrailingDaysWithoutKeyUsage': '90' } },
    },
    { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
  ];
  cloud.directory.put(ALICE, { policies: [{ Statement }] });
  const remove = () => call(cloud, 'kms:ScheduleKeyDeletion', { KeyId }, { as: ALICE }).outcome.ok;
  cloud.advance(89 * 86_400_000);
  expect(remove()).toBe(false);
  cloud.advance(86_400_000);
  expect(remove()).toBe(true);
});
