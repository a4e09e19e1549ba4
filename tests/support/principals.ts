// Requests to IAM, STS and CloudTrail that are served in a world furnished for them.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { ACCOUNT, call, outputOf } from './cloud.ts';

export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
});

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
});

const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

export function principalRequests(cloud: Cloud): Readonly<Record<string, Members>> {
  for (const UserName of ['ulla', 'idle', 'keyed'])
    outputOf(call(cloud, 'iam:CreateUser', { UserName }));
  for (const RoleName of ['reader', 'empty']) {
    outputOf(call(cloud, 'iam:CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST }));
  }
  const [UserName, RoleName] = ['ulla', 'reader'];
  const made = outputOf(
    call(cloud, 'iam:CreatePolicy', { PolicyName: 'free', PolicyDocument: POLICY }),
  );
  const { Arn: free } = made['Policy'] as { Arn: string };
  const inline = { PolicyName: 'inline', PolicyDocument: POLICY };
  outputOf(call(cloud, 'iam:PutUserPolicy', { UserName, ...inline }));
  outputOf(call(cloud, 'iam:PutRolePolicy', { RoleName, ...inline }));
  const attached = { PolicyArn: ADMINISTRATOR_ACCESS };
  outputOf(call(cloud, 'iam:AttachUserPolicy', { UserName, ...attached }));
  outputOf(call(cloud, 'iam:AttachRolePolicy', { RoleName, ...attached }));
  const boundary = { PermissionsBoundary: ADMINISTRATOR_ACCESS };
  outputOf(call(cloud, 'iam:PutUserPermissionsBoundary', { UserName, ...boundary }));
  outputOf(call(cloud, 'iam:PutRolePermissionsBoundary', { RoleName, ...boundary }));
  const { AccessKey } = outputOf(call(cloud, 'iam:CreateAccessKey', { UserName: 'keyed' }));
  const { AccessKeyId } = AccessKey as { AccessKeyId: string };
  const named = { PolicyName: 'inline' };
  const page = { MaxItems: 10 };
  const extras = { Path: '/team/', Tags: [{ Key: 'a', Value: 'b' }], ...boundary };
  return {
    'iam:AttachRolePolicy': { RoleName, PolicyArn: free },
    'iam:AttachUserPolicy': { UserName, PolicyArn: free },
    'iam:CreateAccessKey': { UserName },
    'iam:CreatePolicy': {
      PolicyName: 'new',
      PolicyDocument: POLICY,
      Path: '/',
      Description: 'x',
      Tags: [{ Key: 'a', Value: 'b' }],
    },
    'iam:CreateRole': {
      RoleName: 'new',
      AssumeRolePolicyDocument: TRUST,
      Description: 'x',
      MaxSessionDuration: 7200,
      ...extras,
    },
    'iam:CreateUser': { UserName: 'new', ...extras },
    'iam:DeleteAccessKey': { UserName: 'keyed', AccessKeyId },
    'iam:DeletePolicy': { PolicyArn: free },
    'iam:DeleteRole': { RoleName: 'empty' },
    'iam:DeleteRolePermissionsBoundary': { RoleName },
    'iam:DeleteRolePolicy': { RoleName, ...named },
    'iam:DeleteUser': { UserName: 'idle' },
    'iam:DeleteUserPermissionsBoundary': { UserName },
    'iam:DeleteUserPolicy': { UserName, ...named },
    'iam:DetachRolePolicy': { RoleName, ...attached },
    'iam:DetachUserPolicy': { UserName, ...attached },
    'iam:GetPolicy': { PolicyArn: free },
    'iam:GetRole': { RoleName },
    'iam:GetRolePolicy': { RoleName, ...named },
    'iam:GetUser': { UserName },
    'iam:GetUserPolicy': { UserName, ...named },
    'iam:ListAccessKeys': { UserName, ...page },
    'iam:ListAttachedRolePolicies': { RoleName, ...page },
    'iam:ListAttachedUserPolicies': { UserName, ...page },
    'iam:ListRolePolicies': { RoleName, ...page },
    'iam:ListRoles': { PathPrefix: '/', ...page },
    'iam:ListUserPolicies': { UserName, ...page },
    'iam:ListUsers': { PathPrefix: '/', ...page },
    'iam:PutRolePermissionsBoundary': { RoleName, ...boundary },
    'iam:PutRolePolicy': { RoleName, ...inline },
    'iam:PutUserPermissionsBoundary': { UserName, ...boundary },
    'iam:PutUserPolicy': { UserName, ...inline },
    'iam:UpdateAssumeRolePolicy': { RoleName, PolicyDocument: TRUST },
    'sts:AssumeRole': {
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
      RoleSessionName: 'nightly',
      DurationSeconds: 900,
      ExternalId: 'partner-7',
      Policy: POLICY,
    },
    'sts:GetCallerIdentity': {},
    'cloudtrail:LookupEvents': {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }],
      MaxResults: 1,
    },
  };
}

/** All that the directory and the access keys say. */
export const principalsKept = ({ directory, accessKeys }: Cloud): unknown => [
  directory.arns().map((arn) => [arn, directory.find(arn)]),
  accessKeys,
];
