// Users and roles, as IAM sees them. They live in the platform's directory, where the evaluator looks: whoever
// was put there is here, and whoever is made here is there.

import { arnOf, parseArn } from '../aws/arn.ts';
import type { NamedPolicy, PrincipalOptions } from '../aws/directory.ts';
import type { Call } from '../aws/operation.ts';
import { uniqueId } from '../aws/principal.ts';
import { errors, type Kind } from './errors.ts';

export interface Identity {
  readonly kind: Kind;
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly createdAt: number;
  readonly policies: readonly NamedPolicy[];
  readonly options: PrincipalOptions;
}

export function identitiesOf(call: Call, kind: Kind): readonly Identity[] {
  const { cloud, account } = call;
  const start = arnOf('iam', '', account, `${kind.toLowerCase()}/`);
  const arns = new Set([arnOf('iam', '', account, 'user/admin'), ...cloud.directory.arns()]);
  return [...arns].filter((arn) => arn.startsWith(start)).map((arn) => identityOf(call, kind, arn));
}

function identityOf({ cloud }: Call, kind: Kind, arn: string): Identity {
  const options = cloud.directory.find(arn) ?? {};
  const resource = parseArn(arn)?.resource ?? '';
  const path = resource.slice(resource.indexOf('/'), resource.lastIndexOf('/') + 1);
  return {
    kind,
    arn,
    id: uniqueId(kind === 'User' ? 'AIDA' : 'AROA', arn),
    name: resource.slice(resource.lastIndexOf('/') + 1),
    path,
    createdAt: options.createdAt ?? cloud.start,
    // The directory names every policy that it is given.
    policies: (options.policies ?? []) as readonly NamedPolicy[],
    options,
  };
}

const findIdentity = (call: Call, kind: Kind, name: string): Identity | undefined =>
  identitiesOf(call, kind).find((one) => one.name === name);

export function requireIdentity(call: Call, kind: Kind, name: string): Identity {
  const identity = findIdentity(call, kind, name);
  if (!identity) throw errors.unknown(kind, name);
  return identity;
}

/** Without a name IAM means the user who calls. */
export function userNameIn({ as, input }: Call<{ readonly UserName?: string }>): string {
  if (input.UserName !== undefined) return input.UserName;
  if (as.kind !== 'user') throw errors.nobody();
  return as.name;
}

/** Names are unique, capitals aside. */
export function refuseTaken(call: Call, kind: Kind, name: string): void {
  const wanted = name.toLowerCase();
  const taken = identitiesOf(call, kind).some((one) => one.name.toLowerCase() === wanted);
  if (taken) throw errors.exists(kind, name);
}

/** What has policies left cannot be deleted. */
export function refusePolicies({ policies }: Identity): void {
  if (policies.some(({ arn }) => arn !== undefined)) throw errors.conflict('detach all policies');
  if (policies.length > 0) throw errors.conflict('delete policies');
}

/** ARN by which permission is asked; of somebody who is not there, the one without a path. */
export const arnOfIdentity = (call: Call, kind: Kind, name: string): string =>
  findIdentity(call, kind, name)?.arn ??
  arnOf('iam', '', call.account, `${kind.toLowerCase()}/${name}`);

export function change({ cloud }: Call, { arn, options }: Identity, to: PrincipalOptions): void {
  cloud.directory.put(arn, { ...options, ...to });
}

/** In place of the one of the same name, or at the end. */
export function withPolicy(
  { policies }: Identity,
  policy: NamedPolicy,
  same: (one: NamedPolicy) => boolean,
): readonly NamedPolicy[] {
  return policies.some(same)
    ? policies.map((one) => (same(one) ? policy : one))
    : [...policies, policy];
}
