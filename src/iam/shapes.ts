// Shapes that IAM's operations share. Source: IAM service model.

import {
  boolean,
  integer,
  list,
  optional,
  structure,
  text,
  timestamp,
  type Shape,
} from '../aws/shape.ts';

/** Of a user or a role. */
export const principalName = () => text({ min: 1, max: 64, pattern: /^[\w+=,.@-]+$/ });

export const policyName = () => text({ min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ });

export const policyArn = () => text({ min: 20, max: 2048 });

/** '/' or '/division/team/'. */
export const path = () => text({ min: 1, max: 512, pattern: /^(\/|\/[\x21-\x7e]+\/)$/ });

export const policyDocument = () => text({ min: 1, max: 131_072, pattern: /^[\t\n\r\x20-\xff]+$/ });

export const description = () => text({ max: 1000, pattern: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/ });

export const paging = () => ({
  Marker: optional(text({ min: 1 })),
  MaxItems: optional(integer({ min: 1, max: 1000 })),
});

export const page = () => ({ IsTruncated: boolean(), Marker: optional(text()) });

export const tags = () =>
  list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }), { max: 50 });

const boundary = () =>
  structure({ PermissionsBoundaryType: text(), PermissionsBoundaryArn: text() });

export const user = () =>
  structure({
    Path: text(),
    UserName: text(),
    UserId: text(),
    Arn: text(),
    CreateDate: timestamp(),
    PermissionsBoundary: optional(boundary()),
    Tags: optional(tags()),
  });

export const role = () =>
  structure({
    Path: text(),
    RoleName: text(),
    RoleId: text(),
    Arn: text(),
    CreateDate: timestamp(),
    AssumeRolePolicyDocument: optional(text()),
    Description: optional(text()),
    MaxSessionDuration: integer(),
    PermissionsBoundary: optional(boundary()),
    Tags: optional(tags()),
  });

export const managedPolicy = () =>
  structure({
    PolicyName: text(),
    PolicyId: text(),
    Arn: text(),
    Path: text(),
    DefaultVersionId: text(),
    AttachmentCount: integer(),
    IsAttachable: boolean(),
    Description: optional(text()),
    CreateDate: timestamp(),
    Tags: optional(tags()),
  });

/** The member that names a user or a role. */
export const naming = <K extends 'User' | 'Role'>(kind: K) =>
  ({ [`${kind}Name`]: principalName() }) as Readonly<Record<`${K}Name`, Shape<string>>>;
