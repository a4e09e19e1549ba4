// Managed policies, attached to users and roles.

import { list, structure } from '../../aws/shape.ts';
import { errors, type Kind } from '../errors.ts';
import { change, withPolicy } from '../identities.ts';
import { limits } from '../limits.ts';
import { findPolicy } from '../managed-policies.ts';
import { pairedOperation } from '../paired.ts';
import { pageOf } from '../paging.ts';
import { page, paging, policyArn, policyName } from '../shapes.ts';

const attach = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Attach${kind}Policy`,
    summary: 'Attaches a managed policy. It counts from the next call on.',
    readOnly: false,
    members: { PolicyArn: policyArn() },
    output: {},
    throws: ['LimitExceeded'],
    handle(call, identity) {
      const policy = findPolicy(call, call.input.PolicyArn);
      if (!policy) throw errors.notAttachable(call.input.PolicyArn);
      const { name, arn, document } = policy;
      const policies = withPolicy(identity, { name, arn, document }, (one) => one.arn === arn);
      const limit = limits.attachedPoliciesPerPrincipal;
      if (policies.filter((one) => one.arn !== undefined).length > limit) {
        throw errors.tooMany(`PoliciesPer${kind}`, limit);
      }
      change(call, identity, { policies });
      return {};
    },
  });

const detach = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Detach${kind}Policy`,
    summary: 'Detaches a managed policy, and takes away what it allowed.',
    readOnly: false,
    members: { PolicyArn: policyArn() },
    output: {},
    handle(call, identity) {
      const { PolicyArn: arn } = call.input;
      const left = identity.policies.filter((one) => one.arn !== arn);
      if (left.length === identity.policies.length) throw errors.unknownPolicy(arn);
      change(call, identity, { policies: left });
      return {};
    },
  });

const attached = structure({ PolicyName: policyName(), PolicyArn: policyArn() });

const listed = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `ListAttached${kind}Policies`,
    summary: 'Names the attached policies.',
    readOnly: true,
    members: paging(),
    output: { AttachedPolicies: list(attached), ...page() },
    handle({ input }, { policies }) {
      const all = policies.flatMap(({ name, arn }) =>
        arn === undefined ? [] : [{ PolicyName: name, PolicyArn: arn }],
      );
      const { rows, ...rest } = pageOf(all, (one) => one.PolicyArn, input);
      return { AttachedPolicies: rows, ...rest };
    },
  });

export const AttachUserPolicy = attach('User');
export const AttachRolePolicy = attach('Role');
export const DetachUserPolicy = detach('User');
export const DetachRolePolicy = detach('Role');
export const ListAttachedUserPolicies = listed('User');
export const ListAttachedRolePolicies = listed('Role');
