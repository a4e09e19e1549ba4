// Across accounts three must agree: the bucket's policy, the key's policy and the reader's own account. Source: facts
// sheet, sections 7 and 11f.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  allow,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { aBucket, policyOf, setPolicy } from '../support/s3.ts';

const Bucket = 'shared';
const Key = 'a';
const Body = utf8('for both');
const READER = 'arn:aws:iam::444455556666:user/reader';
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const kms = { ServerSideEncryption: 'aws:kms' } as const;

const bucketAdmits = {
  Effect: 'Allow',
  Principal: { AWS: READER },
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `arn:aws:s3:::${Bucket}/*`,
};
const keyAdmits = policyOf(
  { Effect: 'Allow', Principal: ROOT, Action: 'kms:*', Resource: '*' },
  {
    Effect: 'Allow',
    Principal: { AWS: READER },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
  },
);

interface Agreeing {
  readonly bucket: boolean;
  readonly key: boolean;
  readonly reader: boolean;
}

function shared({ bucket, key, reader }: Agreeing): Cloud {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const Policy = JSON.stringify(keyAdmits);
  const SSEKMSKeyId = aKey(cloud, key ? { Policy } : {});
  if (bucket) setPolicy(cloud, Bucket, [bucketAdmits]);
  cloud.directory.put(READER, { policies: reader ? [allow('s3:*', 'kms:*')] : [allow('s3:*')] });
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key, Body, ...kms, SSEKMSKeyId }));
  return cloud;
}

const read = (cloud: Cloud) => call(cloud, 's3:GetObject', { Bucket, Key }, { as: READER });

describe('a reader of another account', () => {
  test.each([
    [{ bucket: false, key: true, reader: true }, 'AccessDenied', 's3:GetObject'],
    [{ bucket: true, key: false, reader: true }, 'AccessDenied', 'kms:Decrypt'],
    [{ bucket: true, key: true, reader: false }, 'AccessDenied', 'kms:Decrypt'],
    [{ bucket: true, key: true, reader: true }, 'ok', ''],
  ])('%j: %s %s', (agreeing, answer, lacking) => {
    const span = read(shared(agreeing));
    expect(verdict(span)).toBe(answer);
    if (!span.outcome.ok) expect(refusalOf(span).message).toContain(lacking);
  });

  test('cannot read what aws/s3 encrypts: nobody can change the policy of that key', () => {
    const cloud = aCloud();
    aBucket(cloud, Bucket);
    setPolicy(cloud, Bucket, [bucketAdmits]);
    cloud.directory.put(READER, { policies: [allow('*')] });
    const put = call(cloud, 's3:PutObject', { Bucket, Key, Body, ...kms });
    expect(verdict(read(cloud))).toBe('AccessDenied');
    const KeyId = String(outputOf(put)['SSEKMSKeyId']);
    const Policy = JSON.stringify(keyAdmits);
    expect(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy }).outcome.ok).toBe(false);
  });

  test('shows in the logs of both accounts', () => {
    const cloud = shared({ bucket: true, key: true, reader: true });
    read(cloud);
    const decrypts = cloud.trail.filter(({ eventName }) => eventName === 'Decrypt');
    expect(decrypts.map(({ recipientAccountId }) => recipientAccountId)).toEqual([
      '444455556666',
      ACCOUNT,
    ]);
    const gets = cloud.dataEvents.filter(({ eventName }) => eventName === 'GetObject');
    expect(gets).toHaveLength(2);
  });
});

describe('a writer of another account', () => {
  const write = (cloud: Cloud, SSEKMSKeyId?: string) =>
    call(
      cloud,
      's3:PutObject',
      { Bucket, Key: 'b', Body, ...kms, ...(SSEKMSKeyId !== undefined && { SSEKMSKeyId }) },
      { as: READER },
    );

  test('names an alias of its own account, not of the bucket’s', () => {
    const cloud = shared({ bucket: true, key: true, reader: true });
    const TargetKeyId = aKey(cloud);
    call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId });
    expect(refusalOf(write(cloud, 'alias/app'))).toMatchObject({ code: 'KMS.NotFoundException' });
    const own = { as: 'arn:aws:iam::444455556666:user/admin' };
    const theirs = aKey(cloud, {}, own);
    call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: theirs }, own);
    expect(outputOf(write(cloud, 'alias/app'))['SSEKMSKeyId']).toBe(theirs);
    // So the bucket's owner has an object that it cannot read.
    const reading = call(cloud, 's3:GetObject', { Bucket, Key: 'b' });
    expect(verdict(reading)).toBe('AccessDenied');
  });

  test('who names no key gets aws/s3 of its own account', () => {
    const cloud = shared({ bucket: true, key: true, reader: true });
    expect(String(outputOf(write(cloud))['SSEKMSKeyId'])).toContain(':444455556666:key/');
  });
});
