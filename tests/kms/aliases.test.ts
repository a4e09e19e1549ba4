import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  allow,
  aUser,
  call,
  NOW,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';

test('an alias stands for its key wherever a key is used', () => {
  const cloud = aCloud();
  const arn = aKey(cloud);
  const made = call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: arn });
  expect(outputOf(made)).toEqual({});
  for (const KeyId of ['alias/app', arn.replace(/key\/.*/, 'alias/app')]) {
    const span = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') });
    expect(outputOf(span)['KeyId']).toBe(arn);
    // The log shows the name as it was written, and the key that it stood for.
    expect(span.trail.records).toMatchObject([
      { requestParameters: { keyId: KeyId }, resources: [{ ARN: arn }] },
    ]);
  }
});

test('an alias begins with alias/, and alias/aws/ is for AWS', () => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  const refusal = (AliasName: string) =>
    refusalOf(call(cloud, 'kms:CreateAlias', { AliasName, TargetKeyId }));
  for (const name of ['app', 'alias', 'alias/', 'Alias/app']) {
    expect(refusal(name)).toMatchObject({
      code: 'ValidationException',
      message:
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    });
  }
  expect(refusal('alias/aws/s3').code).toBe('NotAuthorizedException');
  expect(refusal('alias/a b').message).toBe(
    "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
  );
});

test('a name is given once in an account and Region, and may be given again elsewhere', () => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  const input = { AliasName: 'alias/app', TargetKeyId };
  outputOf(call(cloud, 'kms:CreateAlias', input));
  expect(refusalOf(call(cloud, 'kms:CreateAlias', input))).toMatchObject({
    code: 'AlreadyExistsException',
    message: 'An alias with the name arn:aws:kms:us-east-1:111122223333:alias/app already exists',
  });
  const west = { region: 'eu-west-1' };
  const there = aKey(cloud, {}, west);
  outputOf(call(cloud, 'kms:CreateAlias', { ...input, TargetKeyId: there }, west));
});

test('a key takes 50 aliases, and no more', () => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  const next = (i: number): string =>
    verdict(call(cloud, 'kms:CreateAlias', { AliasName: `alias/a${i}`, TargetKeyId }));
  for (let i = 0; i < 50; i++) expect(next(i)).toBe('ok');
  expect(next(50)).toBe('LimitExceededException');
});

test('permission is needed on both, the alias and the key', () => {
  const cloud = aCloud();
  const TargetKeyId = aKey(cloud);
  const on = (...Resource: string[]) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:CreateAlias', Resource }],
  });
  const alias = 'arn:aws:kms:us-east-1:111122223333:alias/app';
  const attempt = (name: string, ...resources: string[]): string => {
    const as = aUser(cloud, name, on(...resources));
    return verdict(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId }, { as }));
  };
  expect(attempt('key-only', TargetKeyId)).toBe('AccessDeniedException');
  expect(attempt('alias-only', alias)).toBe('AccessDeniedException');
  expect(attempt('both', TargetKeyId, alias)).toBe('ok');
});

test('a policy that names an alias gives no use of the key: only the key’s own ARN does', () => {
  const cloud = aCloud();
  const arn = aKey(cloud);
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: arn }));
  const as = aUser(cloud, 'bob', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'kms:*', Resource: arn.replace(/key\/.*/, 'alias/app') },
    ],
  });
  const span = call(cloud, 'kms:Encrypt', { KeyId: 'alias/app', Plaintext: utf8('a') }, { as });
  expect(refusalOf(span).message).toContain(`on resource: ${arn} because no identity-based policy`);
});

test('ListAliases needs a permission of its own, and shows when each alias came', () => {
  const cloud = aCloud({ tick: 0 });
  const TargetKeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId }));
  expect(outputOf(call(cloud, 'kms:ListAliases', {}))['Aliases']).toMatchObject([
    { AliasName: 'alias/app', CreationDate: NOW, LastUpdatedDate: NOW },
  ]);
  const as = aUser(cloud, 'bob', allow('kms:ListKeys'));
  expect(verdict(call(cloud, 'kms:ListAliases', {}, { as }))).toBe('AccessDeniedException');
});
