// Versions and delete markers, and lists of what is there. Source: S3 user guide, "Using versioning in S3 buckets".

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { textOf, utf8 } from '../../src/crypto/bytes.ts';
import { ACCOUNT, aCloud, bytesOf, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aBucket, bucketNamed, version } from '../support/s3.ts';

const Bucket = 'reports';
const Key = 'a';

const put = (cloud: Cloud, text: string, key = Key) =>
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key: key, Body: utf8(text) }));
const read = (cloud: Cloud, VersionId?: string) =>
  call(cloud, 's3:GetObject', { Bucket, Key, ...(VersionId !== undefined && { VersionId }) });
const textIn = (cloud: Cloud, VersionId?: string) =>
  textOf(bytesOf(read(cloud, VersionId), 'Body'));
const remove = (cloud: Cloud, VersionId?: string) =>
  outputOf(
    call(cloud, 's3:DeleteObject', { Bucket, Key, ...(VersionId !== undefined && { VersionId }) }),
  );

function versioned(): Cloud {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  outputOf(version(cloud, Bucket));
  return cloud;
}

describe('where versions are kept', () => {
  test('each PUT makes one, and the old one can be read', () => {
    const cloud = versioned();
    const one = String(put(cloud, 'one')['VersionId']);
    const two = String(put(cloud, 'two')['VersionId']);
    expect([textIn(cloud), textIn(cloud, one), textIn(cloud, two)]).toEqual(['two', 'one', 'two']);
  });

  test('a delete marker hides the object; its removal brings the object back', () => {
    const cloud = versioned();
    const one = String(put(cloud, 'one')['VersionId']);
    const marked = remove(cloud);
    expect(marked).toEqual({ DeleteMarker: true, VersionId: expect.any(String) as string });
    expect(verdict(read(cloud))).toBe('NoSuchKey');
    expect(textIn(cloud, one)).toBe('one');
    const marker = String(marked['VersionId']);
    expect(refusalOf(read(cloud, marker))).toMatchObject({ code: 'MethodNotAllowed', status: 405 });
    expect(remove(cloud, marker)).toEqual({ DeleteMarker: true, VersionId: marker });
    expect(textIn(cloud)).toBe('one');
  });

  test('a version that is named is gone for good', () => {
    const cloud = versioned();
    const one = String(put(cloud, 'one')['VersionId']);
    const two = String(put(cloud, 'two')['VersionId']);
    remove(cloud, two);
    expect(textIn(cloud)).toBe('one');
    expect(refusalOf(read(cloud, two))).toMatchObject({ code: 'NoSuchVersion', status: 404 });
    remove(cloud, one);
    expect(bucketNamed(cloud, Bucket).objects.size).toBe(0);
  });

  test('suspended, there is one version more, called null, and it is replaced', () => {
    const cloud = versioned();
    const one = String(put(cloud, 'one')['VersionId']);
    outputOf(
      call(cloud, 's3:PutBucketVersioning', {
        Bucket,
        VersioningConfiguration: { Status: 'Suspended' },
      }),
    );
    expect(put(cloud, 'two')['VersionId']).toBe('null');
    put(cloud, 'three');
    expect([textIn(cloud, 'null'), textIn(cloud, one)]).toEqual(['three', 'one']);
    remove(cloud);
    expect(verdict(read(cloud))).toBe('NoSuchKey');
    expect(textIn(cloud, one)).toBe('one');
    expect(outputOf(call(cloud, 's3:GetBucketVersioning', { Bucket }))).toEqual({
      Status: 'Suspended',
    });
  });
});

test('where they never were, a PUT replaces and DELETE deletes', () => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  expect(put(cloud, 'one')['VersionId']).toBeUndefined();
  put(cloud, 'two');
  expect(textIn(cloud)).toBe('two');
  expect(remove(cloud)).toEqual({});
  expect(bucketNamed(cloud, Bucket).objects.size).toBe(0);
  expect(outputOf(call(cloud, 's3:GetBucketVersioning', { Bucket }))).toEqual({});
});

test('a list has what is there, by name, page by page', () => {
  const cloud = versioned();
  for (const key of ['b/2', 'a', 'b/1', 'b/3', 'c']) put(cloud, key, key);
  remove(cloud);
  const list = (more: object) =>
    outputOf(call(cloud, 's3:ListObjectsV2', { Bucket, ...more })) as {
      Contents?: readonly { Key: string }[];
      IsTruncated: boolean;
      NextContinuationToken?: string;
      KeyCount: number;
    };
  const keys = (more: object) => list(more).Contents?.map((one) => one.Key);
  expect(keys({})).toEqual(['b/1', 'b/2', 'b/3', 'c']);
  expect(keys({ Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/3']);
  const first = list({ MaxKeys: 3 });
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
  expect(keys({ MaxKeys: 3, ContinuationToken: first.NextContinuationToken })).toEqual(['c']);
  expect(list({ MaxKeys: 0 })).toEqual({ Name: Bucket, IsTruncated: false, KeyCount: 0 });
  const wrong = { Bucket, ContinuationToken: '%' };
  expect(verdict(call(cloud, 's3:ListObjectsV2', wrong))).toBe('InvalidArgument');
});

test('an account sees its own buckets, of all Regions, and HEAD says where one is', () => {
  const cloud = versioned();
  aBucket(cloud, 'far', { region: 'eu-west-1' });
  aBucket(cloud, 'theirs', { as: 'arn:aws:iam::444455556666:user/admin' });
  expect(outputOf(call(cloud, 's3:ListBuckets', {}))).toMatchObject({
    Buckets: [
      { Name: 'far', BucketRegion: 'eu-west-1' },
      { Name: Bucket, BucketRegion: 'us-east-1' },
    ],
  });
  const head = (name: string, as?: string) =>
    call(
      cloud,
      's3:HeadBucket',
      { Bucket: name },
      as === undefined ? {} : { as: `arn:aws:iam::${ACCOUNT}:${as}` },
    );
  expect(outputOf(head(Bucket))).toEqual({ BucketRegion: 'us-east-1' });
  expect(refusalOf(head('nowhere'))).toMatchObject({ code: 'NotFound', status: 404, message: '' });
  expect(refusalOf(head(Bucket, 'user/nobody'))).toMatchObject({ code: 'Forbidden', status: 403 });
  expect(refusalOf(head('theirs'))).toMatchObject({ code: 'Forbidden', status: 403 });
});
