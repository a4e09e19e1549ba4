// The role that a caller wants to assume, and who may. Source: IAM guide, "Role trust policies".

import { arnOf, isAccountId, parseArn } from '../aws/arn.ts';
import { validationError } from '../aws/errors.ts';
import { contextOf, globalRows } from '../aws/iam/globals.ts';
import type { Call, Target } from '../aws/operation.ts';
import { principalOf, type Principal } from '../aws/principal.ts';
import { errors } from './errors.ts';

interface Asked {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly ExternalId?: string;
}

export function roleOf(arn: string): Principal {
  const { service = '', account = '', resource = '' } = parseArn(arn) ?? {};
  if (service !== 'iam' || !isAccountId(account) || !/^role\/(.+\/)?[\w+=,.@-]+$/.test(resource)) {
    throw validationError(`${arn} is invalid`);
  }
  return principalOf(arn);
}

export const sessionArn = ({ account, name }: Principal, session: string): string =>
  arnOf('sts', '', account, `assumed-role/${name}/${session}`);

/**
 * A trust policy closes the role as a key policy closes a key: it names callers, or an account whose IAM then
 * decides. A role without one, which only this simulator has, is open to whomever the IAM of its account allows.
 */
export function roleTarget(call: Call<Asked>): Target {
  const { cloud, as, input } = call;
  const { arn: resource, account: owner } = roleOf(input.RoleArn);
  const trust = cloud.directory.trustOf(resource);
  // Trust policies have no Resource: they stand on the role that they are about.
  const policy = trust && {
    ...trust,
    statements: trust.statements.map((statement) => ({ ...statement, resources: ['*'] })),
  };
  const closed = policy !== undefined || owner !== as.account;
  return {
    action: 'sts:AssumeRole',
    resource,
    owner,
    type: 'AWS::IAM::Role',
    ...(closed && { resourcePolicy: { kind: 'trust policy', ...(policy && { policy }) } }),
    context: () =>
      contextOf({
        ...globalRows(call, owner),
        'sts:RoleSessionName': input.RoleSessionName,
        'sts:ExternalId': input.ExternalId,
      }),
    denied: errors.accessDenied,
    ...(!cloud.directory.find(resource) && {
      absent: () => errors.roleUnknown(as.callerArn, resource),
    }),
    guard: () => {
      if (as.kind === 'root') throw errors.root();
    },
  };
}
