// Copies, and the change of a key in place. Source: facts sheet, sections 11e and 11f.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { defineRule } from '../../src/aws/operation.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  aCloud,
  aKey,
  ALICE,
  allow,
  bytesOf,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { aBucket, askedOfKms, lockedIn, setDefault, unblock, version } from '../support/s3.ts';

const Bucket = 'reports';
const Body = utf8('order 17: 9.99');

type Put = Partial<Calls['s3:PutObject']>;
type Copy = Partial<Calls['s3:CopyObject']>;
type Update = Calls['s3:UpdateObjectEncryption']['ObjectEncryption']['SSEKMS'];

function stored(headers: (cloud: Cloud) => Put = () => ({})): Cloud {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  unblock(cloud, Bucket);
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key: 'a', Body, ...headers(cloud) }));
  return cloud;
}

const copy = (cloud: Cloud, more: Copy = {}, as?: string) =>
  call(
    cloud,
    's3:CopyObject',
    { Bucket, Key: 'b', CopySource: `${Bucket}/a`, ...more },
    as === undefined ? {} : { as },
  );
const read = (cloud: Cloud, Key: string) =>
  bytesOf(call(cloud, 's3:GetObject', { Bucket, Key }), 'Body');
const kms = { ServerSideEncryption: 'aws:kms' } as const;

describe('a copy', () => {
  test('is encrypted as its request says, or by the default: never as its source was', () => {
    const cloud = stored(() => kms);
    const inherited = copy(cloud);
    expect(outputOf(inherited)).toMatchObject({ ServerSideEncryption: 'AES256' });
    expect(askedOfKms(inherited)).toEqual(['kms:Decrypt']);
    expect(read(cloud, 'b')).toEqual(Body);
    const SSEKMSKeyId = aKey(cloud);
    const changed = copy(cloud, { ...kms, SSEKMSKeyId });
    expect(outputOf(changed)).toMatchObject({ ...kms, SSEKMSKeyId });
    expect(askedOfKms(changed)).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(read(cloud, 'b')).toEqual(Body);
  });

  test('keeps the mode of its source for who believes that it does', () => {
    const cloud = aCloud({ mutants: [defineRule('s3.copyInheritsEncryption', () => true)] });
    aBucket(cloud, Bucket);
    call(cloud, 's3:PutObject', { Bucket, Key: 'a', Body, ...kms });
    expect(outputOf(copy(cloud))).toMatchObject(kms);
  });

  test('needs kms:Decrypt on the old key and kms:GenerateDataKey on the new', () => {
    const cloud = stored((world) => ({ ...kms, SSEKMSKeyId: aKey(world) }));
    const to = { ...kms, SSEKMSKeyId: aKey(cloud) };
    const may = (...actions: readonly string[]) => {
      cloud.directory.put(ALICE, { policies: [allow('s3:*', ...actions)] });
      return verdict(copy(cloud, to, ALICE));
    };
    expect(may('kms:Decrypt')).toBe('AccessDenied');
    expect(may('kms:GenerateDataKey')).toBe('AccessDenied');
    expect(may('kms:Decrypt', 'kms:GenerateDataKey')).toBe('ok');
  });

  test('of an object onto itself must change something', () => {
    const cloud = stored();
    expect(refusalOf(copy(cloud, { Key: 'a' }))).toMatchObject({
      code: 'InvalidRequest',
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
    expect(verdict(copy(cloud, { Key: 'a', ...kms }))).toBe('ok');
    const Metadata = { a: 'b' };
    expect(verdict(copy(cloud, { Key: 'a', MetadataDirective: 'REPLACE', Metadata }))).toBe('ok');
    const head = outputOf(call(cloud, 's3:HeadObject', { Bucket, Key: 'a' }));
    expect(head['Metadata']).toEqual(Metadata);
  });

  test('of an object under SSE-C needs its key, and may have another', () => {
    const key = (byte: number) => ({
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKey: new Uint8Array(32).fill(byte),
    });
    const cloud = stored(() => key(1));
    expect(verdict(copy(cloud))).toBe('InvalidRequest');
    const source = {
      CopySourceSSECustomerAlgorithm: 'AES256',
      CopySourceSSECustomerKey: new Uint8Array(32).fill(1),
    };
    outputOf(copy(cloud, { ...source, ...key(2) }));
    const opened = call(cloud, 's3:GetObject', { Bucket, Key: 'b', ...key(2) });
    expect(bytesOf(opened, 'Body')).toEqual(Body);
  });

  test('from another Region is opened there and locked here', () => {
    const cloud = aCloud();
    const there = { region: 'eu-west-1' };
    aBucket(cloud, 'far', there);
    aBucket(cloud, Bucket);
    const far = aKey(cloud, {}, there);
    const source = { Bucket: 'far', Key: 'a', Body, ...kms, SSEKMSKeyId: far };
    outputOf(call(cloud, 's3:PutObject', source, there));
    const span = copy(cloud, { ...kms, SSEKMSKeyId: aKey(cloud), CopySource: 'far/a' });
    const regions = span.children.map((child) => `${child.call} ${child.region}`);
    expect(regions.filter((one) => one.startsWith('kms:'))).toEqual([
      'kms:Decrypt eu-west-1',
      'kms:GenerateDataKey us-east-1',
    ]);
    expect(read(cloud, 'b')).toEqual(Body);
    // The same under S3's own keys, of which each Region has its own.
    outputOf(call(cloud, 's3:PutObject', { Bucket: 'far', Key: 'own', Body }, there));
    outputOf(copy(cloud, { CopySource: 'far/own' }));
    expect(read(cloud, 'b')).toEqual(Body);
  });

  test('may be of a version, and of a name with spaces', () => {
    const cloud = stored();
    version(cloud, Bucket);
    const old = { Bucket, Key: 'x y', Body };
    const id = String(outputOf(call(cloud, 's3:PutObject', old))['VersionId']);
    outputOf(call(cloud, 's3:PutObject', { ...old, Body: utf8('new') }));
    const span = copy(cloud, { CopySource: `/${Bucket}/x%20y?versionId=${id}` });
    expect(outputOf(span)['CopySourceVersionId']).toBe(id);
    expect(read(cloud, 'b')).toEqual(Body);
  });

  test.each([
    ['reports', 'InvalidArgument'],
    ['reports/%', 'InvalidArgument'],
    ['reports/none', 'NoSuchKey'],
    ['nowhere/a', 'NoSuchBucket'],
  ])('of %s: %s', (CopySource, code) => {
    expect(verdict(copy(stored(), { CopySource }))).toBe(code);
  });
});

describe('UpdateObjectEncryption', () => {
  const update = (cloud: Cloud, SSEKMS: Update, as?: string) =>
    call(
      cloud,
      's3:UpdateObjectEncryption',
      { Bucket, Key: 'a', ObjectEncryption: { SSEKMS } },
      as === undefined ? {} : { as },
    );

  test.each<[from: string, headers: (cloud: Cloud) => Put, bucketKey: boolean, asked: string[]]>([
    ['SSE-S3', () => ({}), false, ['kms:Encrypt']],
    ['SSE-KMS', (cloud) => ({ ...kms, SSEKMSKeyId: aKey(cloud) }), false, ['kms:ReEncrypt']],
    ['SSE-S3', () => ({}), true, ['kms:GenerateDataKey', 'kms:Decrypt']],
    [
      'SSE-KMS',
      (cloud) => ({ ...kms, SSEKMSKeyId: aKey(cloud) }),
      true,
      ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Decrypt'],
    ],
    [
      'SSE-KMS with a Bucket Key',
      (cloud) => ({ ...kms, SSEKMSKeyId: aKey(cloud), BucketKeyEnabled: true }),
      false,
      ['kms:Encrypt'],
    ],
  ])('from %s, Bucket Key %#: the data stays, its key is wrapped anew', (...row) => {
    const [, headers, BucketKeyEnabled, asked] = row;
    const cloud = stored(headers);
    const before = outputOf(call(cloud, 's3:HeadObject', { Bucket, Key: 'a' }));
    const [old] = lockedIn(cloud);
    const KMSKeyArn = aKey(cloud);
    const span = update(cloud, { KMSKeyArn, BucketKeyEnabled });
    outputOf(span);
    expect(askedOfKms(span)).toEqual(asked);
    const [locked] = lockedIn(cloud);
    expect(hex(locked!.sealed)).toBe(hex(old!.sealed));
    expect(read(cloud, 'a')).toEqual(Body);
    const after = outputOf(call(cloud, 's3:HeadObject', { Bucket, Key: 'a' }));
    expect(after).toMatchObject({ ...kms, SSEKMSKeyId: KMSKeyArn });
    expect(after['BucketKeyEnabled']).toBe(BucketKeyEnabled || undefined);
    for (const kept of ['ETag', 'LastModified']) expect(after[kept]).toBe(before[kept]);
  });

  test('needs the right to write the object, and both keys', () => {
    const cloud = stored((world) => ({ ...kms, SSEKMSKeyId: aKey(world) }));
    const KMSKeyArn = aKey(cloud);
    const may = (...actions: readonly string[]) => {
      cloud.directory.put(ALICE, { policies: [allow(...actions)] });
      return verdict(update(cloud, { KMSKeyArn }, ALICE));
    };
    expect(may('s3:PutObject', 'kms:*')).toBe('AccessDenied');
    expect(may('s3:UpdateObjectEncryption', 'kms:*')).toBe('AccessDenied');
    expect(may('s3:PutObject', 's3:UpdateObjectEncryption')).toBe('AccessDenied');
    expect(may('s3:PutObject', 's3:UpdateObjectEncryption', 'kms:ReEncrypt*')).toBe('ok');
  });

  const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: new Uint8Array(32) };
  const ARN = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  test.each<[why: string, headers: Put, KMSKeyArn: string | undefined]>([
    ['an object under SSE-C', customer, undefined],
    ['an object under DSSE-KMS', { ServerSideEncryption: 'aws:kms:dsse' }, undefined],
    ['an alias', {}, 'alias/app-of-the-reports'],
    ['a key of another account', {}, ARN],
  ])('does not serve for %s', (_, headers, KMSKeyArn) => {
    const cloud = stored(() => headers);
    expect(verdict(update(cloud, { KMSKeyArn: KMSKeyArn ?? aKey(cloud) }))).toBe('InvalidRequest');
  });

  test('a default that changes later does not undo it, nor does it change anything by itself', () => {
    const cloud = stored();
    setDefault(cloud, Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
    expect(lockedIn(cloud)[0]!.mode).toBe('AES256');
    outputOf(update(cloud, { KMSKeyArn: aKey(cloud) }));
    call(cloud, 's3:DeleteBucketEncryption', { Bucket });
    expect(lockedIn(cloud)[0]!.mode).toBe('aws:kms');
  });
});
