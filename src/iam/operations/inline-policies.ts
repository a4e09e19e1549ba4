// Inline policies: embedded in one user or role, and gone with it.

import type { NamedPolicy } from '../../aws/directory.ts';
import { list } from '../../aws/shape.ts';
import { checkPolicy, encoded } from '../documents.ts';
import { errors, type Kind } from '../errors.ts';
import { change, withPolicy, type Identity } from '../identities.ts';
import { pairedOperation } from '../paired.ts';
import { pageOf } from '../paging.ts';
import { naming, page, paging, policyDocument, policyName } from '../shapes.ts';

const isInline =
  (wanted: string) =>
  ({ name, arn }: NamedPolicy): boolean =>
    arn === undefined && name === wanted;

function requireInline({ kind, policies }: Identity, name: string): NamedPolicy {
  const policy = policies.find(isInline(name));
  if (!policy) throw errors.unknownInline(kind, name);
  return policy;
}

const put = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Put${kind}Policy`,
    summary: 'Embeds a policy, or replaces the one of that name. It counts from the next call on.',
    readOnly: false,
    members: { PolicyName: policyName(), PolicyDocument: policyDocument() },
    output: {},
    throws: ['MalformedPolicyDocument'],
    handle(call, identity) {
      const { PolicyName: name, PolicyDocument: document } = call.input;
      checkPolicy(document);
      change(call, identity, {
        policies: withPolicy(identity, { name, document }, isInline(name)),
      });
      return {};
    },
  });

const get = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Get${kind}Policy`,
    summary: 'Shows an embedded policy.',
    readOnly: true,
    members: { PolicyName: policyName() },
    output: { ...naming(kind), PolicyName: policyName(), PolicyDocument: policyDocument() },
    handle({ input }, identity) {
      const { name, document } = requireInline(identity, input.PolicyName);
      return {
        [`${kind}Name`]: identity.name,
        PolicyName: name,
        PolicyDocument: encoded(document),
      };
    },
  });

const remove = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Delete${kind}Policy`,
    summary: 'Deletes an embedded policy, and what it allowed.',
    readOnly: false,
    members: { PolicyName: policyName() },
    output: {},
    handle(call, identity) {
      const policy = requireInline(identity, call.input.PolicyName);
      change(call, identity, { policies: identity.policies.filter((one) => one !== policy) });
      return {};
    },
  });

const listed = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `List${kind}Policies`,
    summary: 'Names the embedded policies.',
    readOnly: true,
    members: paging(),
    output: { PolicyNames: list(policyName()), ...page() },
    handle({ input }, { policies }) {
      const names = policies.flatMap(({ name, arn }) => (arn === undefined ? [name] : []));
      const { rows: PolicyNames, ...rest } = pageOf(names, (name) => name, input);
      return { PolicyNames, ...rest };
    },
  });

export const PutUserPolicy = put('User');
export const PutRolePolicy = put('Role');
export const GetUserPolicy = get('User');
export const GetRolePolicy = get('Role');
export const DeleteUserPolicy = remove('User');
export const DeleteRolePolicy = remove('Role');
export const ListUserPolicies = listed('User');
export const ListRolePolicies = listed('Role');
