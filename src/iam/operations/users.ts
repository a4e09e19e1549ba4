// Users.

import { arnOf } from '../../aws/arn.ts';
import { notModelled } from '../../aws/errors.ts';
import { list, optional, structure, type Infer } from '../../aws/shape.ts';
import { accessKeysOf } from '../access-keys.ts';
import { errors } from '../errors.ts';
import {
  arnOfIdentity,
  identitiesOf,
  refusePolicies,
  refuseTaken,
  requireIdentity,
  userNameIn,
  type Identity,
} from '../identities.ts';
import { iamOperation } from '../operation.ts';
import { optionsIn, shown } from '../options.ts';
import { pageOf } from '../paging.ts';
import { page, paging, path, policyArn, tags, user, principalName } from '../shapes.ts';

const described = ({
  path,
  name,
  id,
  arn,
  createdAt,
  options,
}: Identity): Infer<ReturnType<typeof user>> => ({
  Path: path,
  UserName: name,
  UserId: id,
  Arn: arn,
  CreateDate: createdAt,
  ...shown(options),
});

export const CreateUser = iamOperation({
  name: 'CreateUser',
  summary: 'Makes a user, who may do nothing until a policy allows it.',
  readOnly: false,
  input: structure({
    UserName: principalName(),
    Path: optional(path()),
    PermissionsBoundary: optional(policyArn()),
    Tags: optional(tags()),
  }),
  output: structure({ User: user() }),
  throws: ['EntityAlreadyExists', 'InvalidInput', 'NoSuchEntity'],
  about: ({ account, input }) =>
    arnOf('iam', '', account, `user${input.Path ?? '/'}${input.UserName}`),

  handle(call) {
    const { cloud, account, input } = call;
    const { UserName: name, Path = '/' } = input;
    refuseTaken(call, 'User', name);
    cloud.directory.put(arnOf('iam', '', account, `user${Path}${name}`), optionsIn(call));
    return { User: described(requireIdentity(call, 'User', name)) };
  },
});

export const GetUser = iamOperation({
  name: 'GetUser',
  summary: 'Says who a user is.',
  readOnly: true,
  input: structure({ UserName: optional(principalName()) }),
  output: structure({ User: user() }),
  throws: ['NoSuchEntity'],
  about: (call) => arnOfIdentity(call, 'User', userNameIn(call)),

  handle: (call) => ({ User: described(requireIdentity(call, 'User', userNameIn(call))) }),
});

export const DeleteUser = iamOperation({
  name: 'DeleteUser',
  summary: 'Deletes a user who has neither policies nor access keys left.',
  readOnly: false,
  input: structure({ UserName: principalName() }),
  output: structure({}),
  throws: ['NoSuchEntity', 'DeleteConflict'],
  about: (call) => arnOfIdentity(call, 'User', call.input.UserName),

  handle(call) {
    const found = requireIdentity(call, 'User', call.input.UserName);
    const { arn } = found;
    refusePolicies(found);
    if (accessKeysOf(call, arn).length > 0) throw errors.conflict('delete access keys');
    // An account is never without its administrator here.
    if (arn.endsWith(':user/admin')) throw notModelled('an account without its administrator');
    call.cloud.directory.remove(arn);
    return {};
  },
});

export const ListUsers = iamOperation({
  name: 'ListUsers',
  summary: 'Lists the users of the account.',
  readOnly: true,
  input: structure({ PathPrefix: optional(path()), ...paging() }),
  output: structure({ Users: list(user()), ...page() }),
  about: ({ account }) => arnOf('iam', '', account, 'user/'),

  handle(call) {
    const { PathPrefix = '/' } = call.input;
    const all = identitiesOf(call, 'User').filter((one) => one.path.startsWith(PathPrefix));
    const { rows, ...rest } = pageOf(all, ({ name }) => name, call.input);
    return { Users: rows.map(described), ...rest };
  },
});
