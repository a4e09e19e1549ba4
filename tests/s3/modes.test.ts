// Every mode of server-side encryption holds: sealed at rest, opened for who may, refused as AWS refuses.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Outcome } from '../../src/aws/trace.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import { open } from '../../src/crypto/aead.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { holdsAtRest } from '../support/at-rest.ts';
import { aCloud, aKey, bytesOf, call, outputOf, verdict } from '../support/cloud.ts';
import { aBucket, askedOfKms, lockedIn, setDefault, unblock } from '../support/s3.ts';

const Bucket = 'reports';
const Key = 'q1/report.csv';
const Body = utf8('order_id,amount\n1,9.99\n');

type Put = Partial<Calls['s3:PutObject']>;

const put = (cloud: Cloud, more: Put, as?: string) =>
  call(cloud, 's3:PutObject', { Bucket, Key, Body, ...more }, as === undefined ? {} : { as });
const get = (cloud: Cloud, more: Partial<Calls['s3:GetObject']> = {}, as?: string) =>
  call(cloud, 's3:GetObject', { Bucket, Key, ...more }, as === undefined ? {} : { as });

const kept = (cloud: Cloud) => lockedIn(cloud).map(({ sealed }) => sealed);

const refusals = {
  'no KMS permission': 'AccessDenied',
  disabled: 'KMS.DisabledException',
  'pending deletion': 'KMS.KMSInvalidStateException',
  'another Region': 'KMS.NotFoundException',
  'another account': 'AccessDenied',
};

const MODES: Readonly<Record<string, (SSEKMSKeyId: string) => Put>> = {
  'SSE-KMS with a key of the customer': (SSEKMSKeyId) => ({
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId,
  }),
  'SSE-KMS with a Bucket Key': (SSEKMSKeyId) => ({
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId,
    BucketKeyEnabled: true,
  }),
  'DSSE-KMS': (SSEKMSKeyId) => ({ ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId }),
};

for (const [name, mode] of Object.entries(MODES)) {
  let headers: Put = {};
  holdsAtRest({
    name,
    permissions: ['s3:*'],
    prepare: (cloud, keyId): Outcome => {
      headers = mode(keyId);
      return call(cloud, 's3:CreateBucket', { Bucket }).outcome;
    },
    write: (cloud, as) => put(cloud, headers, as).outcome,
    read: (cloud, as) => get(cloud, {}, as).outcome,
    plaintext: Body,
    kept,
    refusals,
  });
}

holdsAtRest({
  name: 'SSE-KMS by the bucket’s default',
  permissions: ['s3:*'],
  prepare: (cloud, KMSMasterKeyID) => {
    aBucket(cloud, Bucket);
    // The key is not looked at before the first object comes.
    return setDefault(cloud, Bucket, {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
    }).outcome;
  },
  write: (cloud, as) => put(cloud, {}, as).outcome,
  read: (cloud, as) => get(cloud, {}, as).outcome,
  plaintext: Body,
  kept,
  refusals,
});

const SSECustomerKey = new Uint8Array(32).fill(7);
const withKey = { SSECustomerAlgorithm: 'AES256', SSECustomerKey };

test.each<[name: string, write: Put, read: Partial<Calls['s3:GetObject']>]>([
  ['SSE-S3', {}, {}],
  ['SSE-KMS under aws/s3', { ServerSideEncryption: 'aws:kms' }, {}],
  ['SSE-C', withKey, withKey],
])('%s: what is kept is sealed, and opens', (_, write, read) => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  unblock(cloud, Bucket);
  outputOf(put(cloud, write));
  for (const bytes of kept(cloud)) expect(hex(bytes)).not.toContain(hex(Body));
  expect(bytesOf(get(cloud, read), 'Body')).toEqual(Body);
});

test('DSSE-KMS has two layers with two data keys: either alone opens nothing that can be read', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const SSEKMSKeyId = aKey(cloud);
  const span = put(cloud, { ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId });
  expect(askedOfKms(span)).toEqual(['kms:GenerateDataKey', 'kms:GenerateDataKey']);
  const [inner, outer] = span.children
    .filter((child) => child.call === 'kms:GenerateDataKey')
    .map((child) => bytesOf(child, 'Plaintext'));
  const [locked] = lockedIn(cloud);
  if (locked?.mode !== 'aws:kms:dsse') throw new Error('another mode');
  const layer = open(outer!, locked.nonce, locked.sealed)!;
  expect(hex(layer)).not.toContain(hex(Body));
  expect(open(inner!, locked.nonce, locked.sealed)).toBeNull();
  expect(open(inner!, locked.inner.nonce, layer.slice(12))).toEqual(Body);
  expect(askedOfKms(get(cloud))).toEqual(['kms:Decrypt', 'kms:Decrypt']);
});

test('DSSE-KMS knows no Bucket Keys', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const ServerSideEncryption = 'aws:kms:dsse';
  for (let i = 0; i < 2; i++) {
    const span = put(cloud, { ServerSideEncryption, BucketKeyEnabled: true });
    expect(askedOfKms(span)).toHaveLength(2);
    expect(outputOf(span)['BucketKeyEnabled']).toBeUndefined();
  }
});

test('a header that names a mode and no key means aws/s3, whatever the bucket’s default key', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const KMSMasterKeyID = aKey(cloud);
  setDefault(cloud, Bucket, {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
  });
  expect(outputOf(put(cloud, {}))['SSEKMSKeyId']).toBe(KMSMasterKeyID);
  const named = outputOf(put(cloud, { ServerSideEncryption: 'aws:kms' }))['SSEKMSKeyId'];
  const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/aws/s3' }));
  expect(named).toBe((KeyMetadata as { Arn: string }).Arn);
});

test('a new default leaves the objects that are there as they are', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  put(cloud, {});
  setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
  expect(outputOf(get(cloud))['ServerSideEncryption']).toBe('AES256');
  expect(outputOf(put(cloud, {}))['ServerSideEncryption']).toBe('aws:kms');
});

test('every bucket has a default; deleting it goes back to SSE-S3', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const standard = () => {
    const answer = outputOf(call(cloud, 's3:GetBucketEncryption', { Bucket }));
    const { Rules } = answer['ServerSideEncryptionConfiguration'] as { Rules: readonly unknown[] };
    return Rules[0];
  };
  const first = standard();
  expect(first).toEqual({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    BucketKeyEnabled: false,
    BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
  });
  setDefault(cloud, Bucket, {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/later' },
    BucketKeyEnabled: true,
  });
  expect(standard()).toMatchObject({ BucketKeyEnabled: true });
  call(cloud, 's3:DeleteBucketEncryption', { Bucket });
  expect(standard()).toEqual(first);
});

test('a default may name a key that is not there: it is found out with the first object', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const wrong = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/nowhere' } as const;
  outputOf(setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: wrong }));
  expect(verdict(put(cloud, {}))).toBe('KMS.NotFoundException');
});

test('the caller’s own encryption context goes along with the object’s ARN, each time', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const SSEKMSEncryptionContext = btoa('{"department":"sales"}');
  const headers = { ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext } as const;
  const written = put(cloud, headers);
  const EncryptionContext = {
    department: 'sales',
    'aws:s3:arn': `arn:aws:s3:::${Bucket}/${Key}`,
  };
  const answered = outputOf(written)['SSEKMSEncryptionContext'] as string;
  expect(JSON.parse(atob(answered))).toEqual(EncryptionContext);
  expect(written.children[0]!.input).toMatchObject({ EncryptionContext });
  expect(get(cloud).children[0]!.input).toMatchObject({ EncryptionContext });
});

test.each<[why: string, headers: Put, code: string]>([
  ['no base64', { SSEKMSEncryptionContext: '???' }, 'InvalidArgument'],
  ['no JSON', { SSEKMSEncryptionContext: btoa('x') }, 'InvalidArgument'],
  ['a list', { SSEKMSEncryptionContext: btoa('["a"]') }, 'InvalidArgument'],
  ['a number', { SSEKMSEncryptionContext: btoa('{"a":1}') }, 'InvalidArgument'],
  ['a key and no mode', { SSEKMSKeyId: 'alias/app' }, 'InvalidArgument'],
  ['no such mode', { ServerSideEncryption: 'aes' as 'AES256' }, 'ValidationException'],
])('headers that do not fit are refused: %s', (_, headers, code) => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const mode = 'SSEKMSEncryptionContext' in headers && { ServerSideEncryption: 'aws:kms' as const };
  expect(verdict(put(cloud, { ...mode, ...headers }))).toBe(code);
});

test('the ETag is the MD5 of the content under SSE-S3, and in no other mode', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  unblock(cloud, Bucket);
  const hello = { Body: utf8('hello') };
  // RFC 1321's hash of 'hello', as every tool gives it.
  const md5 = '"5d41402abc4b2a76b9719d911017c592"';
  expect(outputOf(put(cloud, hello))['ETag']).toBe(md5);
  for (const mode of [{ ServerSideEncryption: 'aws:kms' } as const, withKey]) {
    expect(outputOf(put(cloud, { ...hello, ...mode }))['ETag']).toMatch(/^"[0-9a-f]{32}"$/);
    expect(outputOf(put(cloud, { ...hello, ...mode }))['ETag']).not.toBe(md5);
  }
});

test('HEAD says how an object is encrypted and asks KMS nothing, even where the key is disabled', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const SSEKMSKeyId = aKey(cloud);
  put(cloud, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId, Metadata: { made: 'by hand' } });
  call(cloud, 'kms:DisableKey', { KeyId: SSEKMSKeyId });
  const head = call(cloud, 's3:HeadObject', { Bucket, Key });
  expect(head.children).toEqual([]);
  expect(outputOf(head)).toMatchObject({
    ContentLength: Body.length,
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId,
    Metadata: { made: 'by hand' },
  });
});
