// What IAM refuses, in AWS's codes, statuses and words.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  ACCOUNT,
  aCloud,
  ALICE,
  allow,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { TRUST } from '../support/principals.ts';

const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
const POLICY = JSON.stringify(allow('kms:ListKeys'));
const UserName = 'alice';
const RoleName = 'reader';
const PolicyName = 'look';

function withAlice(): Cloud {
  const cloud = aCloud();
  outputOf(call(cloud, 'iam:CreateUser', { UserName }));
  return cloud;
}

type Attempt = <C extends keyof Calls>(name: C, input: Calls[C]) => [C, Calls[C]];
const attempt: Attempt = (name, input) => [name, input];

describe('refuses', () => {
  test.each<[string, number, string, [keyof Calls, object]]>([
    [
      'NoSuchEntity',
      404,
      'The user with name bob cannot be found.',
      attempt('iam:GetUser', { UserName: 'bob' }),
    ],
    [
      'NoSuchEntity',
      404,
      'The role with name x cannot be found.',
      attempt('iam:DeleteRole', { RoleName: 'x' }),
    ],
    [
      'NoSuchEntity',
      404,
      'The user policy with name p cannot be found.',
      attempt('iam:GetUserPolicy', { UserName, PolicyName: 'p' }),
    ],
    [
      'NoSuchEntity',
      404,
      `Policy ${ADMINISTRATOR_ACCESS} was not found.`,
      attempt('iam:DetachUserPolicy', { UserName, PolicyArn: ADMINISTRATOR_ACCESS }),
    ],
    [
      'NoSuchEntity',
      404,
      'Policy arn:aws:iam::aws:policy/Other does not exist or is not attachable.',
      attempt('iam:AttachUserPolicy', { UserName, PolicyArn: 'arn:aws:iam::aws:policy/Other' }),
    ],
    [
      'EntityAlreadyExists',
      409,
      'User with name ALICE already exists.',
      attempt('iam:CreateUser', { UserName: 'ALICE' }),
    ],
    [
      'MalformedPolicyDocument',
      400,
      'The policy is not JSON.',
      attempt('iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument: '{' }),
    ],
    [
      'MalformedPolicyDocument',
      400,
      'Policy document should not specify a principal.',
      attempt('iam:CreatePolicy', { PolicyName, PolicyDocument: TRUST }),
    ],
    [
      'MalformedPolicyDocument',
      400,
      'Policy statement must contain resources.',
      attempt('iam:CreatePolicy', {
        PolicyName,
        PolicyDocument: POLICY.replace(',"Resource":"*"', ''),
      }),
    ],
    [
      'MalformedPolicyDocument',
      400,
      'Has prohibited field Resource',
      attempt('iam:CreateRole', { RoleName, AssumeRolePolicyDocument: POLICY }),
    ],
    [
      'InvalidInput',
      400,
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      attempt('iam:CreateUser', {
        UserName: 'bob',
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      }),
    ],
  ])('%s (%i): %s', (code, status, message, [name, input]) => {
    expect(refusalOf(call(withAlice(), name, input as never))).toMatchObject({
      code,
      status,
      message,
    });
  });

  test('to delete a user on whom something hangs', () => {
    const cloud = withAlice();
    const deletion = (): string => {
      const { outcome } = call(cloud, 'iam:DeleteUser', { UserName });
      return outcome.ok ? 'ok' : outcome.error.message;
    };
    const { AccessKey } = outputOf(call(cloud, 'iam:CreateAccessKey', { UserName }));
    const { AccessKeyId } = AccessKey as { AccessKeyId: string };
    call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument: POLICY });
    call(cloud, 'iam:AttachUserPolicy', { UserName, PolicyArn: ADMINISTRATOR_ACCESS });
    expect(deletion()).toBe('Cannot delete entity, must detach all policies first.');
    call(cloud, 'iam:DetachUserPolicy', { UserName, PolicyArn: ADMINISTRATOR_ACCESS });
    expect(deletion()).toBe('Cannot delete entity, must delete policies first.');
    call(cloud, 'iam:DeleteUserPolicy', { UserName, PolicyName });
    expect(deletion()).toBe('Cannot delete entity, must delete access keys first.');
    call(cloud, 'iam:DeleteAccessKey', { UserName, AccessKeyId });
    expect(deletion()).toBe('ok');
    expect(verdict(call(cloud, 'iam:GetUser', { UserName }))).toBe('NoSuchEntity');
  });

  test('a third access key', () => {
    const cloud = withAlice();
    const third = [1, 2, 3].map(() => call(cloud, 'iam:CreateAccessKey', { UserName })).at(-1)!;
    expect(refusalOf(third)).toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  test('whom no policy allows, before it says what is there', () => {
    const cloud = withAlice();
    for (const name of ['alice', 'nobody']) {
      const span = call(cloud, 'iam:DeleteUser', { UserName: name }, { as: ALICE });
      expect(refusalOf(span)).toMatchObject({
        code: 'AccessDenied',
        status: 403,
        message: `User: ${ALICE} is not authorized to perform: iam:DeleteUser on resource: arn:aws:iam::${ACCOUNT}:user/${name} because no identity-based policy allows the iam:DeleteUser action`,
      });
    }
  });
});
