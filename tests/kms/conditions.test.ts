// What a request says of itself to the conditions of a policy. Source: facts sheet, section 7c.

import { expect, test } from 'vitest';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ACCOUNT, aCloud, aKey, ALICE, call, outputOf, sealed, verdict } from '../support/cloud.ts';

const when = (Condition: object, Effect: 'Allow' | 'Deny' = 'Allow'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      { Effect, Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*', Condition },
    ],
  } satisfies PolicyDocument);

/** What alice gets from Encrypt under a key that admits her on this condition. */
function encryptWhen(condition: object, input: Partial<Calls['kms:Encrypt']> = {}): string {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: when(condition) });
  return verdict(
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a'), ...input }, { as: ALICE }),
  );
}

const NO = 'AccessDeniedException';
const finance = { EncryptionContext: { dept: 'finance' } };

test('kms:EncryptionContext:dept: the value counts with its capitals, the key without', () => {
  const condition = { StringEquals: { 'kms:EncryptionContext:dept': 'finance' } };
  expect(encryptWhen(condition, finance)).toBe('ok');
  expect(encryptWhen(condition, { EncryptionContext: { DEPT: 'finance' } })).toBe('ok');
  expect(encryptWhen(condition, { EncryptionContext: { dept: 'Finance' } })).toBe(NO);
  expect(encryptWhen(condition, { EncryptionContext: { dept: 'hr' } })).toBe(NO);
  expect(encryptWhen(condition)).toBe(NO);
  const loose = { StringEqualsIgnoreCase: { 'kms:EncryptionContext:dept': 'finance' } };
  expect(encryptWhen(loose, { EncryptionContext: { dept: 'Finance' } })).toBe('ok');
});

test('two keys that differ in capitals are one condition key, and both values must fit', () => {
  const condition = { StringEquals: { 'kms:EncryptionContext:dept': 'finance' } };
  expect(encryptWhen(condition, { EncryptionContext: { dept: 'finance', Dept: 'hr' } })).toBe(NO);
});

test('kms:EncryptionContextKeys: "some context" is asked for with ForAnyValue', () => {
  const any = { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['dept', 'team'] } };
  expect(encryptWhen(any, finance)).toBe('ok');
  expect(encryptWhen(any)).toBe(NO);
  expect(encryptWhen(any, { EncryptionContext: { Dept: 'finance' } })).toBe(NO);
});

test('ForAllValues on kms:EncryptionContextKeys is true of no context at all, as AWS warns', () => {
  const all = { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['dept'] } };
  expect(encryptWhen(all)).toBe('ok');
  expect(encryptWhen(all, finance)).toBe('ok');
  expect(encryptWhen(all, { EncryptionContext: { dept: 'a', team: 'b' } })).toBe(NO);
  expect(encryptWhen({ ...all, Null: { 'kms:EncryptionContextKeys': 'false' } })).toBe(NO);
});

test('without an operator for sets, an absent list of keys fits nothing', () => {
  expect(encryptWhen({ StringEquals: { 'kms:EncryptionContextKeys': 'dept' } })).toBe(NO);
});

test('a Deny on a missing context key is written with Null', () => {
  const cloud = aCloud();
  const deny = { Null: { 'kms:EncryptionContext:dept': 'true' } };
  const KeyId = aKey(cloud, { Policy: when(deny, 'Deny') });
  cloud.directory.put(ALICE, {
    policies: [
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } },
    ],
  });
  const input = { KeyId, Plaintext: utf8('a') };
  expect(verdict(call(cloud, 'kms:Encrypt', input, { as: ALICE }))).toBe(NO);
  expect(verdict(call(cloud, 'kms:Encrypt', { ...input, ...finance }, { as: ALICE }))).toBe('ok');
});

test('kms:RequestAlias is the alias as written; by id there is none', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: when({ StringLike: { 'kms:RequestAlias': 'alias/app*' } }) });
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app-1', TargetKeyId: KeyId }));
  const attempt = (id: string): string =>
    verdict(call(cloud, 'kms:Encrypt', { KeyId: id, Plaintext: utf8('a') }, { as: ALICE }));
  expect(attempt('alias/app-1')).toBe('ok');
  expect(attempt(KeyId)).toBe(NO);
});

test.each([
  ['kms:CallerAccount', ACCOUNT],
  ['aws:PrincipalArn', ALICE],
  ['kms:KeySpec', 'SYMMETRIC_DEFAULT'],
  ['kms:KeyUsage', 'ENCRYPT_DECRYPT'],
  ['kms:KeyOrigin', 'AWS_KMS'],
  ['kms:EncryptionAlgorithm', 'SYMMETRIC_DEFAULT'],
])('%s is %s, and nothing else', (key, value) => {
  expect(encryptWhen({ StringEquals: { [key]: value } })).toBe('ok');
  expect(encryptWhen({ StringEquals: { [key]: `${value}x` } })).toBe(NO);
  expect(encryptWhen({ StringNotEquals: { [key]: value } })).toBe(NO);
});

test('kms:ViaService is there only where a service calls', () => {
  const cloud = aCloud();
  const condition = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
  const KeyId = aKey(cloud, { Policy: when(condition) });
  cloud.directory.put(ALICE, {
    policies: [
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } },
    ],
  });
  const as = { as: ALICE };
  expect(verdict(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, as))).toBe(NO);
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }, as));
  const put = {
    Bucket: 'reports',
    Key: 'a',
    Body: utf8('a'),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: KeyId,
  } as const;
  expect(verdict(call(cloud, 's3:PutObject', put, as))).toBe('ok');
});

test('each side of ReEncrypt is judged by its own context', () => {
  const cloud = aCloud();
  const condition = { StringEquals: { 'kms:EncryptionContext:stage': 'live' } };
  const [source, destination] = [
    aKey(cloud, { Policy: when(condition) }),
    aKey(cloud, { Policy: when(condition) }),
  ] as const;
  const CiphertextBlob = sealed(cloud, source, 'a', { stage: 'live' });
  const input = {
    CiphertextBlob,
    SourceEncryptionContext: { stage: 'live' },
    DestinationKeyId: destination,
  };
  const attempt = (stage: string): string =>
    verdict(
      call(
        cloud,
        'kms:ReEncrypt',
        { ...input, DestinationEncryptionContext: { stage } },
        { as: ALICE },
      ),
    );
  expect(attempt('live')).toBe('ok');
  expect(attempt('test')).toBe(NO);
});

test('kms:ScheduleKeyDeletionPendingWindowInDays compares numbers', () => {
  const cloud = aCloud();
  const condition = {
    NumericGreaterThanEquals: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '14' },
  };
  const KeyId = aKey(cloud, { Policy: when(condition) });
  const attempt = (PendingWindowInDays: number): string =>
    verdict(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays }, { as: ALICE }));
  expect(attempt(7)).toBe(NO);
  expect(attempt(30)).toBe('ok');
});

/** An allowance for alice, under a condition, that IAM alone gives. */
const onlyIf = (actions: string, condition: Readonly<Record<string, unknown>>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: actions, Resource: '*', Condition: { StringEquals: condition } },
  ],
});

test.each([
  [{ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, { 'kms:KeySpec': 'HMAC_256' }],
  [
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    { 'kms:KeyUsage': 'GENERATE_VERIFY_MAC' },
  ],
  [{ Origin: 'EXTERNAL' }, { 'kms:KeyOrigin': 'EXTERNAL' }],
  [{ MultiRegion: true }, { 'kms:MultiRegion': 'true' }],
] as const)('CreateKey %j only where %j', (input, condition) => {
  const cloud = aCloud();
  cloud.directory.put(ALICE, { policies: [onlyIf('kms:CreateKey', condition)] });
  expect(verdict(call(cloud, 'kms:CreateKey', input, { as: ALICE }))).toBe('ok');
  expect(verdict(call(cloud, 'kms:CreateKey', {}, { as: ALICE }))).toBe('AccessDeniedException');
});

test('kms:ReEncryptOnSameKey tells whether the key changes', () => {
  const cloud = aCloud();
  const [one, two] = [aKey(cloud), aKey(cloud)];
  const condition = { 'kms:ReEncryptOnSameKey': 'true' };
  cloud.directory.put(ALICE, { policies: [onlyIf('kms:ReEncrypt*', condition)] });
  const CiphertextBlob = sealed(cloud, one, 'a');
  const move = (DestinationKeyId: string) =>
    verdict(call(cloud, 'kms:ReEncrypt', { CiphertextBlob, DestinationKeyId }, { as: ALICE }));
  expect([move(one), move(two)]).toEqual(['ok', 'AccessDeniedException']);
});

test('kms:SigningAlgorithm, MessageType, MacAlgorithm and KeyAgreementAlgorithm are what is asked for', () => {
  const cloud = aCloud();
  const keyOf = (
    KeySpec: 'RSA_2048' | 'HMAC_256',
    KeyUsage: 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC',
  ) =>
    (
      outputOf(call(cloud, 'kms:CreateKey', { KeySpec, KeyUsage }))['KeyMetadata'] as {
        Arn: string;
      }
    ).Arn;
  const rsa = keyOf('RSA_2048', 'SIGN_VERIFY');
  const hmac = keyOf('HMAC_256', 'GENERATE_VERIFY_MAC');
  const Message = utf8('a');
  const sign = (SigningAlgorithm: 'RSASSA_PSS_SHA_256' | 'RSASSA_PSS_SHA_384') =>
    verdict(call(cloud, 'kms:Sign', { KeyId: rsa, Message, SigningAlgorithm }, { as: ALICE }));
  const only = (condition: Readonly<Record<string, string>>): void => {
    cloud.directory.put(ALICE, { policies: [onlyIf('kms:*', condition)] });
  };
  only({ 'kms:SigningAlgorithm': 'RSASSA_PSS_SHA_256' });
  expect([sign('RSASSA_PSS_SHA_256'), sign('RSASSA_PSS_SHA_384')]).toEqual([
    'ok',
    'AccessDeniedException',
  ]);
  only({ 'kms:MessageType': 'RAW' });
  expect(sign('RSASSA_PSS_SHA_256')).toBe('ok');
  only({ 'kms:MessageType': 'DIGEST' });
  expect(sign('RSASSA_PSS_SHA_256')).toBe('AccessDeniedException');
  only({ 'kms:MacAlgorithm': 'HMAC_SHA_256' });
  const mac = { KeyId: hmac, Message, MacAlgorithm: 'HMAC_SHA_256' } as const;
  expect(verdict(call(cloud, 'kms:GenerateMac', mac, { as: ALICE }))).toBe('ok');
  expect(sign('RSASSA_PSS_SHA_256')).toBe('AccessDeniedException');
});
