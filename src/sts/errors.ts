// STS's refusals. Source: STS API reference; messages as public issues show them.

import { refuse, type ServiceError } from '../aws/errors.ts';

export const errors = {
  /** STS names no policy that fails to allow; an explicit deny it does name. */
  accessDenied: (usual: string, why: string): ServiceError =>
    refuse('AccessDenied', usual.replace(/ because no .*$/, ''), why, 403),
  roleUnknown: (caller: string, role: string): ServiceError =>
    refuse(
      'AccessDenied',
      `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
      'There is no such role. STS answers as if it were forbidden, so that nobody learns which roles exist.',
      403,
    ),
  root: (): ServiceError =>
    refuse(
      'AccessDenied',
      'Roles may not be assumed by root accounts.',
      'The root user has no policies that could admit it. Use a user or a role.',
      403,
    ),
  tooLong: (): ServiceError =>
    refuse(
      'ValidationException',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      'How long a session may last is a setting of the role: one hour, unless it says otherwise.',
    ),
  chained: (): ServiceError =>
    refuse(
      'ValidationException',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      'The caller is itself a session of a role.',
    ),
  malformedPolicy: (problem: string): ServiceError =>
    refuse(
      'MalformedPolicyDocument',
      problem,
      'The session policy was not accepted, so no session was opened.',
    ),
};
