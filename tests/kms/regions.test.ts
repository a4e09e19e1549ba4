// Keys are regional: what is in one Region is in no other, by whatever name it is asked for.

import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  call,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';

const WEST = { region: 'eu-west-1' };

test('a key of us-east-1 does not exist in eu-west-1: not by id, not by ARN, not by alias', () => {
  const cloud = aCloud();
  const arn = aKey(cloud);
  const id = arn.split('/')[1]!;
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: arn }));
  const message = (KeyId: string): string =>
    refusalOf(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, WEST)).message;
  expect(message(id)).toBe(`Key 'arn:aws:kms:eu-west-1:111122223333:key/${id}' does not exist`);
  expect(message(arn)).toBe('Invalid arn us-east-1');
  expect(message('alias/app')).toBe(
    'Alias arn:aws:kms:eu-west-1:111122223333:alias/app is not found.',
  );
  expect(message(arn.replace(/key\/.*/, 'alias/app'))).toBe('Invalid arn us-east-1');
});

test('a blob of another Region is out of reach: AccessDenied, not NotFound and not InvalidCiphertext', () => {
  const cloud = aCloud();
  const blob = sealed(cloud, aKey(cloud), 'a');
  const refused = call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }, WEST);
  expect(refusalOf(refused)).toMatchObject({
    code: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::111122223333:user/admin is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
  });
  expect(refused.trail.records).toMatchObject([
    { errorCode: 'AccessDenied', awsRegion: 'eu-west-1' },
  ]);
  expect(refused.trail.records[0]).not.toHaveProperty('resources');
  expect(opened(cloud, blob)).toBe('a');
});

test('rubbish is rubbish in every Region', () => {
  const cloud = aCloud();
  aKey(cloud);
  const CiphertextBlob = new Uint8Array(184);
  expect(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob }, WEST))).toBe(
    'InvalidCiphertextException',
  );
});

test('lists and aliases are kept apart, too', () => {
  const cloud = aCloud();
  const east = aKey(cloud);
  const west = aKey(cloud, {}, WEST);
  for (const [key, options] of [
    [east, {}],
    [west, WEST],
  ] as const) {
    outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: key }, options));
    const span = call(cloud, 'kms:DescribeKey', { KeyId: 'alias/app' }, options);
    expect(outputOf(span)['KeyMetadata']).toMatchObject({ Arn: key });
    const keys = outputOf(call(cloud, 'kms:ListKeys', {}, options))['Keys'];
    expect(keys).toMatchObject([{ KeyArn: key }]);
  }
});

test('an alias of one Region cannot be given to a key of another', () => {
  const cloud = aCloud();
  const input = { AliasName: 'alias/app', TargetKeyId: aKey(cloud) };
  expect(refusalOf(call(cloud, 'kms:CreateAlias', input, WEST)).message).toBe(
    'Invalid arn us-east-1',
  );
});

test('the record is delivered in the Region where the call was made', () => {
  const cloud = aCloud();
  aKey(cloud, {}, WEST);
  expect(cloud.trail).toMatchObject([
    {
      awsRegion: 'eu-west-1',
      tlsDetails: { clientProvidedHostHeader: 'kms.eu-west-1.amazonaws.com' },
    },
  ]);
});
