// UpdateAlias and DeleteAlias: a name moves or goes, and the keys stay as they are.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { KmsKey } from '../../src/kms/key.ts';
import { kmsState } from '../../src/kms/state.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  ACCOUNT,
  ALICE,
  NOW,
  aCloud,
  aKey,
  bytesOf,
  call,
  outputOf,
  refusalOf,
} from '../support/cloud.ts';

const ALIAS = 'alias/app';
const ALIAS_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:${ALIAS}`;

function named(cloud: Cloud): { before: string; after: string } {
  const [before, after] = [aKey(cloud), aKey(cloud)];
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: ALIAS, TargetKeyId: before }));
  return { before, after };
}

const stored = (cloud: Cloud, arn: string): KmsKey =>
  kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(arn.split('/')[1] ?? '')!;

const aliases = (
  cloud: Cloud,
  input: { KeyId?: string } = {},
): readonly Record<string, unknown>[] =>
  outputOf(call(cloud, 'kms:ListAliases', input))['Aliases'] as Record<string, unknown>[];

test('manual rotation: the alias moves to a new key, and what the old key sealed still needs the old key', () => {
  const cloud = aCloud();
  const { before, after } = named(cloud);
  const Plaintext = utf8('hello');
  const old = call(cloud, 'kms:Encrypt', { KeyId: ALIAS, Plaintext });
  outputOf(call(cloud, 'kms:UpdateAlias', { AliasName: ALIAS, TargetKeyId: after }));
  const fresh = call(cloud, 'kms:Encrypt', { KeyId: ALIAS, Plaintext });
  expect([outputOf(old)['KeyId'], outputOf(fresh)['KeyId']]).toEqual([before, after]);

  const CiphertextBlob = bytesOf(old, 'CiphertextBlob');
  expect(outputOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }))['KeyId']).toBe(before);
  const byAlias = call(cloud, 'kms:Decrypt', { CiphertextBlob, KeyId: ALIAS });
  expect(refusalOf(byAlias).code).toBe('IncorrectKeyException');
});

test('ListAliases shows the new target and the date of the change, and no longer lists it for the old key', () => {
  const cloud = aCloud();
  const { before, after } = named(cloud);
  const { at } = call(cloud, 'kms:UpdateAlias', { AliasName: ALIAS, TargetKeyId: after });
  const TargetKeyId = after.split('/')[1];
  expect(aliases(cloud)).toEqual([
    {
      AliasName: ALIAS,
      AliasArn: ALIAS_ARN,
      TargetKeyId,
      CreationDate: NOW + 2000,
      LastUpdatedDate: at,
    },
  ]);
  expect(aliases(cloud, { KeyId: before })).toEqual([]);
  expect(aliases(cloud, { KeyId: after })).toMatchObject([{ TargetKeyId }]);
});

test('a deleted alias names nothing, and the key serves on', () => {
  const cloud = aCloud();
  const { before } = named(cloud);
  const deleted = call(cloud, 'kms:DeleteAlias', { AliasName: ALIAS });
  expect(outputOf(deleted)).toEqual({});
  const gone = call(cloud, 'kms:DescribeKey', { KeyId: ALIAS });
  expect(refusalOf(gone)).toMatchObject({
    code: 'NotFoundException',
    message: `Alias ${ALIAS_ARN} is not found.`,
  });
  outputOf(call(cloud, 'kms:Encrypt', { KeyId: before, Plaintext: utf8('hello') }));
  expect(aliases(cloud)).toEqual([]);
});

test('a name that was deleted can be given again', () => {
  const cloud = aCloud();
  const { after } = named(cloud);
  call(cloud, 'kms:DeleteAlias', { AliasName: ALIAS });
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: ALIAS, TargetKeyId: after }));
  expect(aliases(cloud)).toMatchObject([{ AliasName: ALIAS, TargetKeyId: after.split('/')[1] }]);
});

test('aliases deleted between two pages make no alias go missing', () => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  for (const name of 'abcdef') {
    call(cloud, 'kms:CreateAlias', { AliasName: `alias/${name}`, TargetKeyId });
  }
  const first = outputOf(call(cloud, 'kms:ListAliases', { Limit: 3 }));
  for (const name of 'ad') call(cloud, 'kms:DeleteAlias', { AliasName: `alias/${name}` });
  const Marker = String(first['NextMarker']);
  const second = outputOf(call(cloud, 'kms:ListAliases', { Marker }));
  expect(second).toMatchObject({
    Aliases: [{ AliasName: 'alias/e' }, { AliasName: 'alias/f' }],
    Truncated: false,
  });
});

test.each([
  ['app', 'ValidationException', /^Alias must start with the prefix "alias\/"\. Please see/],
  ['alias/aws/s3', 'NotAuthorizedException', /^$/],
  [
    'alias/nobody',
    'NotFoundException',
    /^Alias arn:aws:kms:us-east-1:\d{12}:alias\/nobody is not found\.$/,
  ],
])('%s can be neither moved nor deleted: %s', (AliasName, code, message) => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  const refusals = [
    call(cloud, 'kms:UpdateAlias', { AliasName, TargetKeyId }),
    call(cloud, 'kms:DeleteAlias', { AliasName }),
  ].map(refusalOf);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(message) as string });
  }
  // Asking for AWS's own alias by these operations does not make its key.
  expect(aliases(cloud)).toEqual([]);
});

test('UpdateAlias needs permission on the alias, on the old key and on the new key', () => {
  const cloud = aCloud();
  const { before, after } = named(cloud);
  const on = (...Resource: string[]): unknown => {
    const Statement = [{ Effect: 'Allow', Action: 'kms:UpdateAlias', Resource }];
    cloud.directory.put(ALICE, { policies: [{ Statement }] });
    const span = call(
      cloud,
      'kms:UpdateAlias',
      { AliasName: ALIAS, TargetKeyId: after },
      { as: ALICE },
    );
    return span.outcome.ok ? 'served' : / resource: (\S+) /.exec(span.outcome.error.message)?.[1];
  };
  expect(on(ALIAS_ARN, before)).toBe(after);
  expect(on(ALIAS_ARN, after)).toBe(before);
  expect(on(before, after)).toBe(ALIAS_ARN);
  expect(on(ALIAS_ARN, before, after)).toBe('served');
});

test('DeleteAlias needs permission on the alias and on its key', () => {
  const cloud = aCloud();
  const { before } = named(cloud);
  const on = (...Resource: string[]): boolean => {
    const Statement = [{ Effect: 'Allow', Action: 'kms:DeleteAlias', Resource }];
    cloud.directory.put(ALICE, { policies: [{ Statement }] });
    return call(cloud, 'kms:DeleteAlias', { AliasName: ALIAS }, { as: ALICE }).outcome.ok;
  };
  expect([on(ALIAS_ARN), on(before), on(ALIAS_ARN, before)]).toEqual([false, false, true]);
});

test('the old key may be in any state, the new one may not be pending deletion', () => {
  const cloud = aCloud();
  const { before, after } = named(cloud);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: before });
  outputOf(call(cloud, 'kms:UpdateAlias', { AliasName: ALIAS, TargetKeyId: after }));
  const back = call(cloud, 'kms:UpdateAlias', { AliasName: ALIAS, TargetKeyId: before });
  expect(refusalOf(back)).toMatchObject({
    code: 'KMSInvalidStateException',
    message: `${before} is pending deletion.`,
  });
});

test('“The current and new KMS key must be the same type …, and they must have the same key usage”', () => {
  const cloud = aCloud();
  const { after } = named(cloud);
  const other = stored(cloud, after);
  const update = { AliasName: ALIAS, TargetKeyId: after };
  // The simulator makes symmetric encryption keys only, so the others are made up here.
  for (const made of [{ spec: 'RSA_2048' }, { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' }]) {
    Object.assign(other, made);
    expect(refusalOf(call(cloud, 'kms:UpdateAlias', update)).code).toBe('ValidationException');
  }
});

test('a key takes 50 aliases, moved ones included', () => {
  const cloud = aCloud();
  const { before, after } = named(cloud);
  for (let i = 0; i < 50; i++) {
    outputOf(call(cloud, 'kms:CreateAlias', { AliasName: `alias/${i}`, TargetKeyId: after }));
  }
  const update = { AliasName: ALIAS, TargetKeyId: after };
  expect(refusalOf(call(cloud, 'kms:UpdateAlias', update)).code).toBe('LimitExceededException');
  outputOf(call(cloud, 'kms:UpdateAlias', { AliasName: 'alias/0', TargetKeyId: before }));
  outputOf(call(cloud, 'kms:UpdateAlias', update));
  // Pointing it where it points already needs no room.
  outputOf(call(cloud, 'kms:UpdateAlias', update));
});

test('CloudTrail lists the alias and the key, and names the key in responseElements', () => {
  const cloud = aCloud();
  const { after } = named(cloud);
  call(cloud, 'kms:UpdateAlias', { AliasName: ALIAS, TargetKeyId: after });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'UpdateAlias',
    readOnly: false,
    requestParameters: { aliasName: ALIAS, targetKeyId: after },
    responseElements: { keyId: after },
    resources: [
      { accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: after },
      { accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: ALIAS_ARN },
    ],
  });
  call(cloud, 'kms:DeleteAlias', { AliasName: ALIAS });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'DeleteAlias',
    requestParameters: { aliasName: ALIAS },
    responseElements: { keyId: after },
    resources: [{ ARN: after }, { ARN: ALIAS_ARN }],
  });
});

test('kms:ResourceAliases follows the alias, and a key without one matches no condition on it', () => {
  const cloud = aCloud();
  const { before, after } = named(cloud);
  const Condition = { StringEquals: { 'kms:ResourceAliases': ALIAS } };
  const Statement = [{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*', Condition }];
  cloud.directory.put(ALICE, { policies: [{ Statement }] });
  const may = (KeyId: string): boolean =>
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('x') }, { as: ALICE }).outcome.ok;
  expect([may(before), may(after)]).toEqual([true, false]);
  call(cloud, 'kms:UpdateAlias', { AliasName: ALIAS, TargetKeyId: after });
  expect([may(before), may(after)]).toEqual([false, true]);
});
