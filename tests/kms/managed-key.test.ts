// alias/aws/s3: made when it is first needed, used through S3 alone, managed by nobody. Source: facts, 7a and 11b.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  ALICE,
  allow,
  aUser,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';

const ALIAS = 'alias/aws/s3';

const keysOf = (cloud: Cloud): readonly unknown[] =>
  outputOf(call(cloud, 'kms:ListKeys', {}))['Keys'] as unknown[];

function bucketWithObject(cloud: Cloud): void {
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }));
  outputOf(
    call(cloud, 's3:PutObject', {
      Bucket: 'reports',
      Key: 'a.csv',
      Body: utf8('hello'),
      ServerSideEncryption: 'aws:kms',
    }),
  );
}

test('S3 has it made with the first object that names no key, and uses it from then on', () => {
  const cloud = aCloud();
  expect(keysOf(cloud)).toEqual([]);
  bucketWithObject(cloud);
  expect(keysOf(cloud)).toHaveLength(1);
  bucketWithObject2(cloud);
  expect(keysOf(cloud)).toHaveLength(1);
  expect(outputOf(call(cloud, 'kms:DescribeKey', { KeyId: ALIAS }))['KeyMetadata']).toMatchObject({
    KeyManager: 'AWS',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    Description: 'Default key that protects my S3 objects when no other key is defined',
  });
  expect(outputOf(call(cloud, 'kms:ListAliases', {}))['Aliases']).toMatchObject([
    { AliasName: ALIAS },
  ]);
});

function bucketWithObject2(cloud: Cloud): void {
  const Body = utf8('again');
  const input = { Bucket: 'reports', Key: 'b.csv', Body, ServerSideEncryption: 'aws:kms' } as const;
  outputOf(call(cloud, 's3:PutObject', input));
}

test('DescribeKey of the alias has it made, too; for other operations it is not there', () => {
  const cloud = aCloud();
  const used = call(cloud, 'kms:Encrypt', { KeyId: ALIAS, Plaintext: utf8('a') });
  expect(verdict(used)).toBe('NotFoundException');
  expect(keysOf(cloud)).toEqual([]);
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: ALIAS }))).toBe('ok');
  expect(keysOf(cloud)).toHaveLength(1);
});

test('who is refused makes nothing', () => {
  const cloud = aCloud();
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: ALIAS }, { as: ALICE }))).toBe(
    'AccessDeniedException',
  );
  expect(keysOf(cloud)).toEqual([]);
});

test('an alias of a service that is not there is not there either', () => {
  const cloud = aCloud();
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/aws/lambda' }))).toBe(
    'NotFoundException',
  );
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/aws/constructor' }))).toBe(
    'NotFoundException',
  );
});

test('everyone of the account may use it through S3 without any permission for KMS; nobody else may', () => {
  const cloud = aCloud();
  bucketWithObject(cloud);
  const as = aUser(cloud, 'bob', allow('s3:*'));
  const read = call(cloud, 's3:GetObject', { Bucket: 'reports', Key: 'a.csv' }, { as });
  expect(outputOf(read)['Body']).toEqual(utf8('hello'));
  const foreign = 'arn:aws:iam::444455556666:user/admin';
  const stolen = call(cloud, 's3:GetObject', { Bucket: 'reports', Key: 'a.csv' }, { as: foreign });
  expect(verdict(stolen)).toBe('AccessDenied');
});

test('a direct call to Encrypt is refused even to the administrator', () => {
  const cloud = aCloud();
  bucketWithObject(cloud);
  const refused = call(cloud, 'kms:Encrypt', { KeyId: ALIAS, Plaintext: utf8('a') });
  expect(refusalOf(refused)).toMatchObject({ code: 'AccessDeniedException' });
  expect(refusalOf(refused).message).toContain(
    'because no resource-based policy allows the kms:Encrypt action',
  );
});

test('nobody can disable it, schedule its deletion, rotate it or change its policy', () => {
  const cloud = aCloud();
  bucketWithObject(cloud);
  const { Arn: KeyId } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId: ALIAS }))[
    'KeyMetadata'
  ] as {
    Arn: string;
  };
  for (const operation of [
    'kms:DisableKey',
    'kms:ScheduleKeyDeletion',
    'kms:RotateKeyOnDemand',
    'kms:EnableKeyRotation',
  ] as const) {
    expect(call(cloud, operation, { KeyId }).outcome.ok, operation).toBe(false);
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  expect(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy }).outcome.ok).toBe(false);
});
