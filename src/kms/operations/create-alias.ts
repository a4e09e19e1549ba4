import { arnOf } from '../../aws/arn.ts';
import { structure } from '../../aws/shape.ts';
import { aliasTarget, nameKey, requireOwnName, requireRoomForAlias } from '../aliases.ts';
import { errors } from '../errors.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { aliasName, keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const CreateAlias = kmsOperation({
  name: 'CreateAlias',
  summary: 'Gives a key a friendly name.',
  readOnly: false,
  input: structure({ AliasName: aliasName(), TargetKeyId: keyId() }),
  output: structure({}),
  keys: {
    key: { from: 'TargetKeyId', underAlias: true, states: states.unlessPendingDeletion },
  },
  // Permission is needed on both: the alias and the key.
  also: (call) => [aliasTarget('kms:CreateAlias', call, call.input['AliasName'])],
  throws: ['AlreadyExistsException', 'LimitExceededException', 'NotAuthorizedException'],
  trail: keyArnLogged,

  handle({ input, kms, account, region, now }, { key }) {
    const { AliasName: name } = input;
    requireOwnName(name);
    if (kms.aliases.has(name)) throw errors.aliasExists(arnOf('kms', region, account, name));
    requireRoomForAlias(kms, key);
    nameKey(kms, key, name, now);
    return {};
  },
});
