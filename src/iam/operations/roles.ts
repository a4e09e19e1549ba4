// Roles. A role is closed to whomever its trust policy does not admit.

import { arnOf } from '../../aws/arn.ts';
import { STANDARD_SESSION_SECONDS } from '../../aws/directory.ts';
import { integer, list, optional, structure, type Infer } from '../../aws/shape.ts';
import { checkTrust, encoded } from '../documents.ts';
import {
  arnOfIdentity,
  change,
  identitiesOf,
  refusePolicies,
  refuseTaken,
  requireIdentity,
  type Identity,
} from '../identities.ts';
import { iamOperation } from '../operation.ts';
import { optionsIn, shown } from '../options.ts';
import { pageOf } from '../paging.ts';
import {
  description,
  page,
  paging,
  path,
  policyArn,
  policyDocument,
  role,
  principalName,
  tags,
} from '../shapes.ts';

function described(identity: Identity): Infer<ReturnType<typeof role>> {
  const { path, name, id, arn, createdAt, options } = identity;
  const { trust, description: words, maxSessionSeconds = STANDARD_SESSION_SECONDS } = options;
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: createdAt,
    ...(trust !== undefined && { AssumeRolePolicyDocument: encoded(trust) }),
    ...(words !== undefined && { Description: words }),
    MaxSessionDuration: maxSessionSeconds,
    ...shown(options),
  };
}

export const CreateRole = iamOperation({
  name: 'CreateRole',
  summary: 'Makes a role, and says who may assume it.',
  readOnly: false,
  input: structure({
    RoleName: principalName(),
    AssumeRolePolicyDocument: policyDocument(),
    Path: optional(path()),
    Description: optional(description()),
    MaxSessionDuration: optional(integer({ min: 3600, max: 43_200 })),
    PermissionsBoundary: optional(policyArn()),
    Tags: optional(tags()),
  }),
  output: structure({ Role: role() }),
  throws: ['EntityAlreadyExists', 'InvalidInput', 'MalformedPolicyDocument', 'NoSuchEntity'],
  about: ({ account, input }) =>
    arnOf('iam', '', account, `role${input.Path ?? '/'}${input.RoleName}`),

  handle(call) {
    const { cloud, account, input } = call;
    const { RoleName: name, Path = '/', AssumeRolePolicyDocument: trust } = input;
    refuseTaken(call, 'Role', name);
    checkTrust(trust);
    cloud.directory.put(arnOf('iam', '', account, `role${Path}${name}`), {
      trust,
      ...optionsIn(call),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.MaxSessionDuration !== undefined && {
        maxSessionSeconds: input.MaxSessionDuration,
      }),
    });
    return { Role: described(requireIdentity(call, 'Role', name)) };
  },
});

export const GetRole = iamOperation({
  name: 'GetRole',
  summary: 'Shows a role and its trust policy.',
  readOnly: true,
  input: structure({ RoleName: principalName() }),
  output: structure({ Role: role() }),
  throws: ['NoSuchEntity'],
  about: (call) => arnOfIdentity(call, 'Role', call.input.RoleName),

  handle: (call) => ({ Role: described(requireIdentity(call, 'Role', call.input.RoleName)) }),
});

export const UpdateAssumeRolePolicy = iamOperation({
  name: 'UpdateAssumeRolePolicy',
  summary: 'Replaces the trust policy of a role. Sessions that are open stay open.',
  readOnly: false,
  input: structure({ RoleName: principalName(), PolicyDocument: policyDocument() }),
  output: structure({}),
  throws: ['NoSuchEntity', 'MalformedPolicyDocument'],
  about: (call) => arnOfIdentity(call, 'Role', call.input.RoleName),

  handle(call) {
    const { RoleName, PolicyDocument: trust } = call.input;
    const found = requireIdentity(call, 'Role', RoleName);
    checkTrust(trust);
    change(call, found, { trust });
    return {};
  },
});

export const DeleteRole = iamOperation({
  name: 'DeleteRole',
  summary: 'Deletes a role that has no policies left.',
  readOnly: false,
  input: structure({ RoleName: principalName() }),
  output: structure({}),
  throws: ['NoSuchEntity', 'DeleteConflict'],
  about: (call) => arnOfIdentity(call, 'Role', call.input.RoleName),

  handle(call) {
    const found = requireIdentity(call, 'Role', call.input.RoleName);
    refusePolicies(found);
    call.cloud.directory.remove(found.arn);
    return {};
  },
});

export const ListRoles = iamOperation({
  name: 'ListRoles',
  summary: 'Lists the roles of the account.',
  readOnly: true,
  input: structure({ PathPrefix: optional(path()), ...paging() }),
  output: structure({ Roles: list(role()), ...page() }),
  about: ({ account }) => arnOf('iam', '', account, 'role/'),

  handle(call) {
    const { PathPrefix = '/' } = call.input;
    const all = identitiesOf(call, 'Role').filter((one) => one.path.startsWith(PathPrefix));
    const { rows, ...rest } = pageOf(all, ({ name }) => name, call.input);
    return { Roles: rows.map(described), ...rest };
  },
});
