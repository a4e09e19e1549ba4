// What IAM makes is what the evaluator sees, and who was put is there for IAM.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { ACCOUNT, aCloud, ALICE, allow, call, outputOf, verdict } from '../support/cloud.ts';
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

const listKeys = (cloud: Cloud, as = ALICE): string =>
  verdict(call(cloud, 'kms:ListKeys', {}, { as }));

describe('rights come and go with', () => {
  test('an embedded policy', () => {
    const cloud = withAlice();
    expect(listKeys(cloud)).toBe('AccessDeniedException');
    call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument: POLICY });
    expect(listKeys(cloud)).toBe('ok');
    const other = JSON.stringify(allow('kms:CreateKey'));
    call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument: other });
    expect(listKeys(cloud)).toBe('AccessDeniedException');
    call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument: POLICY });
    call(cloud, 'iam:DeleteUserPolicy', { UserName, PolicyName });
    expect(listKeys(cloud)).toBe('AccessDeniedException');
  });

  test('an attached policy', () => {
    const cloud = withAlice();
    const { Policy } = outputOf(
      call(cloud, 'iam:CreatePolicy', { PolicyName, PolicyDocument: POLICY }),
    );
    const { Arn: PolicyArn } = Policy as { Arn: string };
    expect(PolicyArn).toBe(`arn:aws:iam::${ACCOUNT}:policy/look`);
    outputOf(call(cloud, 'iam:AttachUserPolicy', { UserName, PolicyArn }));
    expect(listKeys(cloud)).toBe('ok');
    expect(verdict(call(cloud, 'iam:DeletePolicy', { PolicyArn }))).toBe('DeleteConflict');
    outputOf(call(cloud, 'iam:DetachUserPolicy', { UserName, PolicyArn }));
    expect(listKeys(cloud)).toBe('AccessDeniedException');
    expect(verdict(call(cloud, 'iam:DeletePolicy', { PolicyArn }))).toBe('ok');
  });

  test('a permissions boundary, which gives none', () => {
    const cloud = withAlice();
    call(cloud, 'iam:AttachUserPolicy', { UserName, PolicyArn: ADMINISTRATOR_ACCESS });
    const narrow = { PolicyName, PolicyDocument: JSON.stringify(allow('kms:CreateKey')) };
    const { Policy } = outputOf(call(cloud, 'iam:CreatePolicy', narrow));
    const { Arn: PermissionsBoundary } = Policy as { Arn: string };
    outputOf(call(cloud, 'iam:PutUserPermissionsBoundary', { UserName, PermissionsBoundary }));
    expect(listKeys(cloud)).toBe('AccessDeniedException');
    expect(outputOf(call(cloud, 'iam:GetUser', { UserName }))).toMatchObject({
      User: { PermissionsBoundary: { PermissionsBoundaryArn: PermissionsBoundary } },
    });
    outputOf(call(cloud, 'iam:DeleteUserPermissionsBoundary', { UserName }));
    expect(listKeys(cloud)).toBe('ok');
  });

  test('a role, its trust policy and its sessions', () => {
    const cloud = aCloud();
    const trust = { RoleName, AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 7200 };
    const { Role } = outputOf(call(cloud, 'iam:CreateRole', trust));
    const { Arn: RoleArn } = Role as { Arn: string };
    outputOf(call(cloud, 'iam:PutRolePolicy', { RoleName, PolicyName, PolicyDocument: POLICY }));
    expect(listKeys(cloud, RoleArn)).toBe('ok');
    const assume = { RoleArn, RoleSessionName: 'nightly', DurationSeconds: 7200 };
    expect(verdict(call(cloud, 'sts:AssumeRole', assume))).toBe('ok');
    const PolicyDocument = TRUST.replace('Allow', 'Deny');
    outputOf(call(cloud, 'iam:UpdateAssumeRolePolicy', { RoleName, PolicyDocument }));
    expect(verdict(call(cloud, 'sts:AssumeRole', assume))).toBe('AccessDenied');
  });

  test('tags, which policies can ask for', () => {
    const cloud = aCloud();
    const Tags = [{ Key: 'team', Value: 'red' }];
    outputOf(call(cloud, 'iam:CreateUser', { UserName, Tags }));
    const [statement] = allow('kms:ListKeys').Statement as [object];
    for (const [team, wanted] of [
      ['blue', 'AccessDeniedException'],
      ['red', 'ok'],
    ] as const) {
      const Condition = { StringEquals: { 'aws:PrincipalTag/team': team } };
      const PolicyDocument = JSON.stringify({ Statement: [{ ...statement, Condition }] });
      outputOf(call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument }));
      expect(listKeys(cloud)).toBe(wanted);
    }
  });
});

test('who was put is there for IAM, with policies by their names', () => {
  const cloud = aCloud();
  cloud.directory.put(ALICE, { policies: [{ ...allow('kms:ListKeys'), Id: 'mine' }] });
  expect(outputOf(call(cloud, 'iam:GetUser', { UserName }))).toEqual({
    User: {
      Path: '/',
      UserName,
      UserId: expect.stringMatching(/^AIDA\w{16}$/) as unknown,
      Arn: ALICE,
      CreateDate: cloud.start,
    },
  });
  outputOf(call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument: POLICY }));
  const { PolicyNames } = outputOf(call(cloud, 'iam:ListUserPolicies', { UserName }));
  expect(PolicyNames).toEqual(['look', 'mine']);
});

test('the administrator is a user whose one policy is attached', () => {
  const cloud = aCloud();
  const answer = outputOf(call(cloud, 'iam:ListAttachedUserPolicies', { UserName: 'admin' }));
  expect(answer['AttachedPolicies']).toEqual([
    { PolicyName: 'AdministratorAccess', PolicyArn: ADMINISTRATOR_ACCESS },
  ]);
  expect(outputOf(call(cloud, 'iam:GetUser', {}))).toMatchObject({ User: { UserName: 'admin' } });
});

test('documents come back as they were sent, URL-encoded', () => {
  const cloud = withAlice();
  const PolicyDocument = `{ "Statement": [{"Effect":"Allow","Action":"kms:*","Resource":"*","Sid":"it's (all)!"}] }`;
  outputOf(call(cloud, 'iam:PutUserPolicy', { UserName, PolicyName, PolicyDocument }));
  const { PolicyDocument: answer } = outputOf(
    call(cloud, 'iam:GetUserPolicy', { UserName, PolicyName }),
  );
  expect(decodeURIComponent(String(answer))).toBe(PolicyDocument);
  expect(answer).toMatch(/^[\w.~%-]+$/);
});

test('a global service: it answers and logs in us-east-1, wherever it is asked', () => {
  const cloud = aCloud();
  const span = call(cloud, 'iam:CreateUser', { UserName }, { region: 'eu-west-1' });
  expect(span.region).toBe('us-east-1');
  expect(span.trail.records[0]).toMatchObject({
    eventSource: 'iam.amazonaws.com',
    awsRegion: 'us-east-1',
    requestParameters: { userName: UserName },
    responseElements: {
      user: { userName: UserName, arn: ALICE, path: '/', createDate: 'Jan 15, 2026, 9:00:00 AM' },
    },
    tlsDetails: { clientProvidedHostHeader: 'iam.amazonaws.com' },
  });
});

test('a secret access key is never logged', () => {
  const cloud = withAlice();
  const { AccessKey } = outputOf(call(cloud, 'iam:CreateAccessKey', { UserName }));
  const { SecretAccessKey, AccessKeyId } = AccessKey as Record<string, string>;
  expect(JSON.stringify(cloud.trail)).toContain(AccessKeyId);
  expect(JSON.stringify(cloud.trail)).not.toContain(SecretAccessKey);
});

test('accounts keep their users apart', () => {
  const cloud = withAlice();
  const as = 'arn:aws:iam::444455556666:user/admin';
  expect(outputOf(call(cloud, 'iam:ListUsers', {}, { as }))['Users']).toMatchObject([
    { UserName: 'admin' },
  ]);
});

test.each(['x', 'Z2xhc3Nib3g=', ''])('the marker %j was not given out', (Marker) => {
  expect(verdict(call(aCloud(), 'iam:ListUsers', { Marker }))).toBe('ValidationException');
});
