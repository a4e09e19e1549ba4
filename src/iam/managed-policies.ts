// Managed policies: those that an account made, and of AWS's own the one that this simulator knows.

import { arnOf, parseArn } from '../aws/arn.ts';
import type { StateSlot } from '../aws/cloud.ts';
import { administratorAccess } from '../aws/directory.ts';
import type { PolicyDocument } from '../aws/iam/policy.ts';
import type { Call } from '../aws/operation.ts';
import { uniqueId } from '../aws/principal.ts';
import type { Infer } from '../aws/shape.ts';
import { identitiesOf } from './identities.ts';
import type { managedPolicy, tags } from './shapes.ts';

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument | string;
  readonly createdAt: number;
  readonly description?: string;
  readonly tags?: Infer<ReturnType<typeof tags>>;
}

const OWN: StateSlot<Map<string, ManagedPolicy>> = { name: 'iam', initial: () => new Map() };

export const ownPolicies = ({ cloud, account }: Call): Map<string, ManagedPolicy> =>
  cloud.state(OWN, account, '*');

const ADMINISTRATOR_ACCESS: ManagedPolicy = {
  name: 'AdministratorAccess',
  arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  document: administratorAccess,
  createdAt: Date.parse('2015-02-06T18:39:46Z'),
  description: 'Provides full access to AWS services and resources.',
};

export const findPolicy = (call: Call, arn: string): ManagedPolicy | undefined =>
  arn === ADMINISTRATOR_ACCESS.arn ? ADMINISTRATOR_ACCESS : ownPolicies(call).get(arn);

export function describedPolicy(
  call: Call,
  { name, arn, createdAt, description, tags }: ManagedPolicy,
): Infer<ReturnType<typeof managedPolicy>> {
  const resource = parseArn(arn)?.resource ?? '';
  return {
    PolicyName: name,
    PolicyId: uniqueId('ANPA', arn),
    Arn: arn,
    Path: resource.slice('policy'.length, resource.lastIndexOf('/') + 1),
    DefaultVersionId: 'v1',
    AttachmentCount: attachmentsOf(call, arn),
    IsAttachable: true,
    ...(description !== undefined && { Description: description }),
    CreateDate: createdAt,
    ...(tags && { Tags: tags }),
  };
}

export const attachmentsOf = (call: Call, arn: string): number =>
  (['User', 'Role'] as const)
    .flatMap((kind) => identitiesOf(call, kind))
    .filter(({ policies }) => policies.some((one) => one.arn === arn)).length;

export const policyArnOf = (account: string, path: string, name: string): string =>
  arnOf('iam', '', account, `policy${path}${name}`);
