// Access keys of users. The request handler knows them by their ids.

import { newAccessKeyId, newSecretKey } from '../../aws/access-key.ts';
import type { Call } from '../../aws/operation.ts';
import { list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { accessKeysOf } from '../access-keys.ts';
import { errors } from '../errors.ts';
import { arnOfIdentity, requireIdentity, userNameIn, type Identity } from '../identities.ts';
import { limits } from '../limits.ts';
import { iamOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { page, paging, principalName } from '../shapes.ts';

interface Asked {
  readonly UserName?: string;
}

const about = (call: Call<Asked>): string => arnOfIdentity(call, 'User', userNameIn(call));

const userOf = (call: Call<Asked>): Identity => requireIdentity(call, 'User', userNameIn(call));

const metadata = { UserName: text(), AccessKeyId: text(), Status: text() };

export const CreateAccessKey = iamOperation({
  name: 'CreateAccessKey',
  summary: 'Gives a user an access key. The secret half is shown this once.',
  readOnly: false,
  input: structure({ UserName: optional(principalName()) }),
  output: structure({
    AccessKey: structure({
      ...metadata,
      SecretAccessKey: text({ sensitive: true }),
      CreateDate: timestamp(),
    }),
  }),
  throws: ['NoSuchEntity', 'LimitExceeded'],
  about,

  handle(call) {
    const { cloud, entropy, now } = call;
    const { arn, name } = userOf(call);
    const limit = limits.accessKeysPerUser;
    if (accessKeysOf(call, arn).length >= limit) throw errors.tooMany('AccessKeysPerUser', limit);
    const id = newAccessKeyId('AKIA', entropy);
    cloud.accessKeys.set(id, { id, holder: arn, createdAt: now, status: 'Active' });
    return {
      AccessKey: {
        UserName: name,
        AccessKeyId: id,
        Status: 'Active',
        SecretAccessKey: newSecretKey(entropy),
        CreateDate: now,
      },
    };
  },
});

export const ListAccessKeys = iamOperation({
  name: 'ListAccessKeys',
  summary: 'Lists a user’s access keys, without their secret halves.',
  readOnly: true,
  input: structure({ UserName: optional(principalName()), ...paging() }),
  output: structure({
    AccessKeyMetadata: list(structure({ ...metadata, CreateDate: timestamp() })),
    ...page(),
  }),
  throws: ['NoSuchEntity'],
  about,

  handle(call) {
    const { arn, name } = userOf(call);
    const { rows, ...rest } = pageOf(accessKeysOf(call, arn), ({ id }) => id, call.input);
    return {
      AccessKeyMetadata: rows.map(({ id, createdAt }) => ({
        UserName: name,
        AccessKeyId: id,
        Status: 'Active',
        CreateDate: createdAt,
      })),
      ...rest,
    };
  },
});

export const DeleteAccessKey = iamOperation({
  name: 'DeleteAccessKey',
  summary: 'Deletes an access key. Whoever still signs with it is refused.',
  readOnly: false,
  input: structure({
    UserName: optional(principalName()),
    AccessKeyId: text({ min: 16, max: 128, pattern: /^\w+$/ }),
  }),
  output: structure({}),
  throws: ['NoSuchEntity'],
  about,

  handle(call) {
    const { AccessKeyId: id } = call.input;
    const key = accessKeysOf(call, userOf(call).arn).find((one) => one.id === id);
    if (!key) throw errors.unknownAccessKey(id);
    call.cloud.accessKeys.set(id, { ...key, status: 'Deleted' });
    return {};
  },
});
