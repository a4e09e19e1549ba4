// IAM's refusals. Source: IAM API reference; messages as public issues show them.

import { refuse, type ServiceError } from '../aws/errors.ts';

export type Kind = 'User' | 'Role';

export const errors = {
  accessDenied: (usual: string, why: string): ServiceError =>
    refuse('AccessDenied', usual, why, 403),
  unknown: (kind: Kind, name: string): ServiceError =>
    refuse(
      'NoSuchEntity',
      `The ${kind.toLowerCase()} with name ${name} cannot be found.`,
      `The account has no ${kind.toLowerCase()} of this name.`,
      404,
    ),
  exists: (kind: Kind, name: string): ServiceError =>
    refuse(
      'EntityAlreadyExists',
      `${kind} with name ${name} already exists.`,
      'Names are unique within the account, capitals aside.',
      409,
    ),
  unknownInline: (kind: Kind, name: string): ServiceError =>
    refuse(
      'NoSuchEntity',
      `The ${kind.toLowerCase()} policy with name ${name} cannot be found.`,
      'No inline policy of this name is embedded there. Attached policies are listed apart.',
      404,
    ),
  unknownPolicy: (arn: string): ServiceError =>
    refuse('NoSuchEntity', `Policy ${arn} was not found.`, 'There is no such policy.', 404),
  notAttachable: (arn: string): ServiceError =>
    refuse(
      'NoSuchEntity',
      `Policy ${arn} does not exist or is not attachable.`,
      'Of AWS’s own managed policies this simulator knows AdministratorAccess; others are made by CreatePolicy.',
      404,
    ),
  policyExists: (name: string): ServiceError =>
    refuse(
      'EntityAlreadyExists',
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
      'Names of managed policies are unique within the account.',
      409,
    ),
  malformedPolicy: (problem: string): ServiceError =>
    refuse(
      'MalformedPolicyDocument',
      problem,
      'The policy was not accepted, so nothing was changed.',
    ),
  conflict: (
    what: 'delete access keys' | 'delete policies' | 'detach all policies',
  ): ServiceError =>
    refuse(
      'DeleteConflict',
      `Cannot delete entity, must ${what} first.`,
      'IAM deletes only what nothing hangs on.',
      409,
    ),
  attached: (): ServiceError =>
    refuse(
      'DeleteConflict',
      'Cannot delete a policy attached to entities.',
      'Detach the policy from every user and role first.',
      409,
    ),
  noBoundary: (kind: Kind, name: string): ServiceError =>
    refuse(
      'NoSuchEntity',
      `The ${kind.toLowerCase()} with name ${name} does not have a permissions boundary.`,
      'There is no boundary to take away.',
      404,
    ),
  tagTwice: (): ServiceError =>
    refuse(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      'Each tag may be named once, capitals aside.',
    ),
  unknownAccessKey: (id: string): ServiceError =>
    refuse(
      'NoSuchEntity',
      `The Access Key with id ${id} cannot be found.`,
      'The user has no such access key.',
      404,
    ),
  tooMany: (quota: string, limit: number): ServiceError =>
    refuse(
      'LimitExceeded',
      `Cannot exceed quota for ${quota}: ${limit}`,
      'A quota of the account.',
      409,
    ),
  nobody: (): ServiceError =>
    refuse(
      'ValidationException',
      'Must specify userName when calling with non-User credentials',
      'Without a name IAM means the user who calls, and the caller is none.',
    ),
  marker: (): ServiceError =>
    refuse(
      'ValidationException',
      'Invalid Marker.',
      'Send back Marker of the page before, as it came.',
    ),
} satisfies Record<string, (...args: never[]) => ServiceError>;
