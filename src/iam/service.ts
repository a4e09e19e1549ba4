// IAM, as the platform sees it: it makes the principals whom the evaluator asks about. A global service, which
// answers and logs in us-east-1.

import type { Service } from '../aws/operation.ts';
import { CreateAccessKey, DeleteAccessKey, ListAccessKeys } from './operations/access-keys.ts';
import {
  AttachRolePolicy,
  AttachUserPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
} from './operations/attached-policies.ts';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from './operations/boundaries.ts';
import {
  DeleteRolePolicy,
  DeleteUserPolicy,
  GetRolePolicy,
  GetUserPolicy,
  ListRolePolicies,
  ListUserPolicies,
  PutRolePolicy,
  PutUserPolicy,
} from './operations/inline-policies.ts';
import { CreatePolicy, DeletePolicy, GetPolicy } from './operations/managed-policies.ts';
import {
  CreateRole,
  DeleteRole,
  GetRole,
  ListRoles,
  UpdateAssumeRolePolicy,
} from './operations/roles.ts';
import { CreateUser, DeleteUser, GetUser, ListUsers } from './operations/users.ts';

export const iamOperations = {
  AttachRolePolicy,
  AttachUserPolicy,
  CreateAccessKey,
  CreatePolicy,
  CreateRole,
  CreateUser,
  DeleteAccessKey,
  DeletePolicy,
  DeleteRole,
  DeleteRolePermissionsBoundary,
  DeleteRolePolicy,
  DeleteUser,
  DeleteUserPermissionsBoundary,
  DeleteUserPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
  GetPolicy,
  GetRole,
  GetRolePolicy,
  GetUser,
  GetUserPolicy,
  ListAccessKeys,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
  ListRolePolicies,
  ListRoles,
  ListUserPolicies,
  ListUsers,
  PutRolePermissionsBoundary,
  PutRolePolicy,
  PutUserPermissionsBoundary,
  PutUserPolicy,
  UpdateAssumeRolePolicy,
};

export const iamService: Service = {
  name: 'iam',
  title: 'AWS IAM',
  endpoint: 'iam.amazonaws.com',
  client: 'IAMClient',
  places: [{ id: 'iam', label: 'IAM', kind: 'service', keeps: [] }],
  home: 'us-east-1',
  operations: Object.values(iamOperations),
  rules: [],
};
