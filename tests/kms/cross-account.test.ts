// A key of one account, used from another: both must say yes. Source: facts sheet, sections 7a and 8.

import { expect, test } from 'vitest';
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
  sealed,
  verdict,
} from '../support/cloud.ts';

const ABROAD = '444455556666';
const CAROL = `arn:aws:iam::${ABROAD}:user/carol`;

const admitting = (principal: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Partner',
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'],
        Resource: '*',
      },
    ],
  });

const attempt = (cloud: Cloud, KeyId: string) =>
  call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, { as: CAROL });

test('it takes the key policy of the owner and the IAM policy of the caller', () => {
  const cloud = aCloud();
  const open = aKey(cloud, { Policy: admitting(`arn:aws:iam::${ABROAD}:root`) });
  const shut = aKey(cloud);
  expect(refusalOf(attempt(cloud, open)).message).toBe(
    `User: ${CAROL} is not authorized to perform: kms:Encrypt on this resource because no identity-based policy allows the kms:Encrypt action`,
  );
  cloud.directory.put(CAROL, { policies: [allow('kms:*')] });
  expect(verdict(attempt(cloud, open))).toBe('ok');
  expect(refusalOf(attempt(cloud, shut)).message).toBe(
    `User: ${CAROL} is not authorized to perform: kms:Encrypt on resource: ${shut} because no resource-based policy allows the kms:Encrypt action`,
  );
});

test('naming the foreign user is no substitute for that user’s own permission', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: admitting(CAROL) });
  expect(verdict(attempt(cloud, KeyId))).toBe('AccessDeniedException');
  cloud.directory.put(CAROL, { policies: [allow('kms:Encrypt')] });
  expect(verdict(attempt(cloud, KeyId))).toBe('ok');
});

test('the key is named by its ARN: a bare id is looked for at home', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: admitting(CAROL) });
  cloud.directory.put(CAROL, { policies: [allow('kms:*')] });
  const id = KeyId.split('/')[1]!;
  expect(refusalOf(attempt(cloud, id)).message).toBe(
    `Key 'arn:aws:kms:us-east-1:${ABROAD}:key/${id}' does not exist`,
  );
});

test('a blob alone is enough for Decrypt: it locates the key', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: admitting(CAROL) });
  cloud.directory.put(CAROL, { policies: [allow('kms:Decrypt')] });
  const CiphertextBlob = sealed(cloud, KeyId, 'a');
  const span = call(cloud, 'kms:Decrypt', { CiphertextBlob }, { as: CAROL });
  expect(outputOf(span)).toMatchObject({ KeyId, Plaintext: utf8('a') });
});

test('to a stranger a key that is there and one that is not look alike', () => {
  const cloud = aCloud();
  const there = aKey(cloud);
  const absent = there.replace(/key\/.*/, 'key/00000000-0000-4000-8000-000000000000');
  cloud.directory.put(CAROL, { policies: [allow('kms:*')] });
  const told = (KeyId: string): string =>
    refusalOf(attempt(cloud, KeyId)).message.replace(KeyId, 'KEY');
  expect(told(there)).toBe(told(absent));
});

test('management stays with the owner, whatever the key policy says', () => {
  const cloud = aCloud();
  const Policy = admitting(CAROL).replace('"kms:DescribeKey"', '"kms:*"');
  const KeyId = aKey(cloud, { Policy });
  cloud.directory.put(CAROL, { policies: [allow('kms:*')] });
  for (const operation of [
    'kms:DisableKey',
    'kms:ScheduleKeyDeletion',
    'kms:RotateKeyOnDemand',
  ] as const) {
    expect(verdict(call(cloud, operation, { KeyId }, { as: CAROL }))).toBe('AccessDeniedException');
  }
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId }, { as: CAROL }))).toBe('ok');
});

test('a success is logged in both accounts, with one shared id and two of their own; the owner sees no ARN', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: admitting(CAROL) });
  cloud.directory.put(CAROL, { policies: [allow('kms:Encrypt')] });
  const [own, owners, ...more] = attempt(cloud, KeyId).trail.records;
  expect(more).toEqual([]);
  expect(own).toMatchObject({ recipientAccountId: ABROAD, userIdentity: { arn: CAROL } });
  expect(owners).toMatchObject({
    recipientAccountId: ACCOUNT,
    userIdentity: { type: 'AWSAccount', accountId: ABROAD },
    resources: [{ accountId: ACCOUNT, ARN: KeyId }],
  });
  expect(owners!['userIdentity']).not.toHaveProperty('arn');
  expect(own!['sharedEventID']).toBe(owners!['sharedEventID']);
  const ids = [own!['eventID'], owners!['eventID'], own!['sharedEventID']];
  expect(new Set(ids).size).toBe(3);
});

test('a denial is logged in the caller’s account alone', () => {
  const cloud = aCloud();
  const { records } = attempt(cloud, aKey(cloud)).trail;
  expect(records).toMatchObject([{ recipientAccountId: ABROAD, errorCode: 'AccessDenied' }]);
  expect(records[0]).not.toHaveProperty('sharedEventID');
});

test('an alias is resolved in the account that its ARN names', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: admitting(CAROL) });
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId }));
  cloud.directory.put(CAROL, { policies: [allow('kms:*')] });
  const arn = KeyId.replace(/key\/.*/, 'alias/app');
  expect(outputOf(attempt(cloud, arn))['KeyId']).toBe(KeyId);
  expect(refusalOf(attempt(cloud, 'alias/app')).message).toBe(
    `Alias arn:aws:kms:us-east-1:${ABROAD}:alias/app is not found.`,
  );
});
