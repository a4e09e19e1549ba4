// Resource quotas: the last that fits, and the first that does not. Source: facts sheet, sections 1a and 10.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Span } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { kmsState } from '../../src/kms/state.ts';
import { ACCOUNT, aCloud, aKey, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aCluster, clusterStore, madeStore } from '../support/key-stores.ts';

/** Keys by the hundred thousand, without making them. */
function fill(cloud: Cloud, count: number): void {
  const { keys } = kmsState(cloud, ACCOUNT, 'us-east-1');
  const [any] = keys.values();
  for (let i = keys.size; i < count; i++) keys.set(`filler ${i}`, any!);
}

test('100,000 KMS keys in an account and Region, in whatever state', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
  fill(cloud, 99_999);
  expect(verdict(call(cloud, 'kms:CreateKey', {}))).toBe('ok');
  expect(refusalOf(call(cloud, 'kms:CreateKey', {}))).toMatchObject({
    code: 'LimitExceededException',
    message: 'You have reached the limit of KMS keys.',
  });
  expect(verdict(call(cloud, 'kms:CreateKey', {}, { region: 'eu-west-1' }))).toBe('ok');
});

test('AWS managed keys do not count', () => {
  const cloud = aCloud({ tick: 0 });
  aKey(cloud);
  fill(cloud, 99_998);
  outputOf(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/aws/s3' }));
  expect(verdict(call(cloud, 'kms:CreateKey', {}))).toBe('ok');
  expect(verdict(call(cloud, 'kms:CreateKey', {}))).toBe('ok');
  expect(verdict(call(cloud, 'kms:CreateKey', {}))).toBe('LimitExceededException');
});

test('50 aliases for one key', () => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  const name = (i: number): Span =>
    call(cloud, 'kms:CreateAlias', { AliasName: `alias/${i}`, TargetKeyId });
  expect(Array.from({ length: 51 }, (_, i) => verdict(name(i)))).toEqual([
    ...Array<string>(50).fill('ok'),
    'LimitExceededException',
  ]);
  outputOf(call(cloud, 'kms:DeleteAlias', { AliasName: 'alias/0' }));
  expect(verdict(name(50))).toBe('ok');
  // Moved here from another key, the fifty-first is refused as well.
  const AliasName = 'alias/elsewhere';
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName, TargetKeyId: aKey(cloud) }));
  expect(verdict(call(cloud, 'kms:UpdateAlias', { AliasName, TargetKeyId }))).toBe(
    'LimitExceededException',
  );
});

test('50 tags on one key, given at once or one after another', () => {
  const cloud = aCloud();
  const tags = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({ TagKey: `k${from + i}`, TagValue: '' }));
  const KeyId = aKey(cloud, { Tags: tags(0, 50) });
  expect(verdict(call(cloud, 'kms:CreateKey', { Tags: tags(0, 51) }))).toBe('TagException');
  expect(verdict(call(cloud, 'kms:TagResource', { KeyId, Tags: tags(50, 51) }))).toBe(
    'TagException',
  );
  expect(verdict(call(cloud, 'kms:TagResource', { KeyId, Tags: tags(0, 1) }))).toBe('ok');
});

test('32 KB of key policy, counted in bytes', () => {
  const cloud = aCloud();
  const text = String(outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId: aKey(cloud) }))['Policy']);
  const ofBytes = (bytes: number, filler = ' '): string => {
    const room = bytes - utf8(text).length;
    return text + filler.repeat(room / utf8(filler).length);
  };
  expect(verdict(call(cloud, 'kms:CreateKey', { Policy: ofBytes(32_768) }))).toBe('ok');
  expect(verdict(call(cloud, 'kms:CreateKey', { Policy: ofBytes(32_769) }))).toBe(
    'LimitExceededException',
  );
  const KeyId = aKey(cloud);
  const put = { KeyId, Policy: ofBytes(32_769) };
  expect(verdict(call(cloud, 'kms:PutKeyPolicy', put))).toBe('LimitExceededException');
});

test('10 custom key stores in an account and Region', () => {
  const cloud = aCloud();
  const create = (i: number, region?: string): string => {
    const ClusterId = `cluster-abcdefghijk${'abcdefghijk'[i]!}`;
    const where = region === undefined ? {} : { region };
    const facts = { ClusterId, TrustAnchorCertificate: 'x', KmsUserPassword: 'password' };
    outputOf(call(cloud, 'cloudhsm:PutCluster', facts, where));
    const input = clusterStore({
      CustomKeyStoreName: `store ${i}`,
      CloudHsmClusterId: ClusterId,
      TrustAnchorCertificate: 'x',
    });
    return verdict(call(cloud, 'kms:CreateCustomKeyStore', input, where));
  };
  expect(Array.from({ length: 11 }, (_, i) => create(i))).toEqual([
    ...Array<string>(10).fill('ok'),
    'LimitExceededException',
  ]);
  expect(create(10, 'eu-west-1')).toBe('ok');
});

test('a deleted store makes room for another', () => {
  const cloud = aCloud();
  aCluster(cloud);
  for (let i = 0; i < 11; i++) {
    const CustomKeyStoreId = madeStore(cloud, clusterStore());
    outputOf(call(cloud, 'kms:DeleteCustomKeyStore', { CustomKeyStoreId }));
  }
});

test('25 rotations on demand in the life of a key', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const rotate = (): string => verdict(call(cloud, 'kms:RotateKeyOnDemand', { KeyId }));
  expect(Array.from({ length: 26 }, rotate)).toEqual([
    ...Array<string>(25).fill('ok'),
    'LimitExceededException',
  ]);
});
