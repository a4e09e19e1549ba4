// ARNs, principals, and the ids that follow from them.

import { describe, expect, test } from 'vitest';
import { arnOf, isAccountId, parseArn } from '../../src/aws/arn.ts';
import { Directory } from '../../src/aws/directory.ts';
import { principalOf, secretKeyOf, uniqueId } from '../../src/aws/principal.ts';
import { ACCOUNT } from '../support/cloud.ts';

test('an ARN has six parts, and its resource keeps its colons', () => {
  expect(parseArn(`arn:aws:kms:us-east-1:${ACCOUNT}:key/a:b`)).toEqual({
    partition: 'aws',
    service: 'kms',
    region: 'us-east-1',
    account: ACCOUNT,
    resource: 'key/a:b',
  });
  expect(arnOf('s3', '', '', 'bucket/a')).toBe('arn:aws:s3:::bucket/a');
  expect(parseArn('arn:aws:s3:::bucket')).toMatchObject({ region: '', account: '' });
});

test.each([
  '',
  'arn',
  'arn:',
  'arn:aws:kms',
  'arn:aws:kms:us-east-1:1',
  'ARN:aws:kms:::x',
  ':aws:kms:::x',
  'arn::kms:::x',
  'arn:aws::::x',
])('%j is no ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});

test('an account is twelve digits', () => {
  expect(
    ['111122223333', '11112222333', '1111222233334', '１１１１２２２２３３３３', 'x'].map(
      isAccountId,
    ),
  ).toEqual([true, false, false, false, false]);
});

describe('principals', () => {
  test.each([
    [`arn:aws:iam::${ACCOUNT}:root`, 'root', 'root', `arn:aws:iam::${ACCOUNT}:root`],
    [`arn:aws:iam::${ACCOUNT}:user/alice`, 'user', 'alice', `arn:aws:iam::${ACCOUNT}:user/alice`],
    [
      `arn:aws:iam::${ACCOUNT}:user/eu/alice`,
      'user',
      'alice',
      `arn:aws:iam::${ACCOUNT}:user/eu/alice`,
    ],
    [
      `arn:aws:iam::${ACCOUNT}:role/etl`,
      'role',
      'etl',
      `arn:aws:sts::${ACCOUNT}:assumed-role/etl/glassbox`,
    ],
    ['s3.amazonaws.com', 'service', 's3.amazonaws.com', 's3.amazonaws.com'],
  ])('%s is a %s', (arn, kind, name, callerArn) => {
    expect(principalOf(arn)).toMatchObject({ kind, arn, name, callerArn });
  });

  test('a session is its role, under a name of its own', () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/etl/nightly`;
    expect(principalOf(session)).toEqual({
      ...principalOf(`arn:aws:iam::${ACCOUNT}:role/etl`),
      callerArn: session,
    });
  });

  test.each([
    '',
    'alice',
    `arn:aws:iam::${ACCOUNT}:user/`,
    `arn:aws:iam::${ACCOUNT}:user`,
    `arn:aws:iam::${ACCOUNT}:group/x`,
    'arn:aws:iam::1:user/a',
    `arn:aws:s3::${ACCOUNT}:user/a`,
    `arn:aws:iam::${ACCOUNT}:rooty`,
    `arn:aws:iam::${ACCOUNT}:root/x`,
  ])('%j is nobody', (arn) => {
    expect(() => principalOf(arn)).toThrow(TypeError);
  });
});

test('the administrator and root of every account may do all, others nothing unless told', () => {
  const directory = new Directory(ACCOUNT);
  const policies = (who: string, account = ACCOUNT) =>
    directory.policiesOf(principalOf(`arn:aws:iam::${account}:${who}`)).map(({ name }) => name);
  expect(policies('user/admin')).toEqual(['AdministratorAccess']);
  expect(policies('user/admin', '444455556666')).toEqual(['AdministratorAccess']);
  expect(policies('root')).toEqual(['AdministratorAccess']);
  expect(policies('user/alice')).toEqual([]);
  expect(policies('role/admin')).toEqual([]);
  expect(policies('user/x/admin')).toEqual([]);
  directory.put(`arn:aws:iam::${ACCOUNT}:user/admin`, {});
  expect(policies('user/admin')).toEqual([]);
});

test('policies of a role hold for its sessions', () => {
  const directory = new Directory(ACCOUNT);
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  directory.put(`arn:aws:iam::${ACCOUNT}:role/etl`, { policies: [{ Statement, Id: 'All' }] });
  const session = principalOf(`arn:aws:sts::${ACCOUNT}:assumed-role/etl/nightly`);
  expect(directory.policiesOf(session).map(({ name }) => name)).toEqual(['All']);
});

test('unique ids look like AWS’s and follow from the ARN', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:user/alice`;
  expect(uniqueId('AIDA', arn)).toMatch(/^AIDA[A-Z2-7]{16}$/);
  expect(uniqueId('AIDA', arn)).toBe(uniqueId('AIDA', arn));
  expect(uniqueId('AKIA', arn).slice(4)).not.toBe(uniqueId('AIDA', arn).slice(4));
  expect(secretKeyOf(arn)).toHaveLength(40);
});
