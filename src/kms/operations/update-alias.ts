import { structure } from '../../aws/shape.ts';
import { aliasTarget, moveAlias, requireRoomForAlias } from '../aliases.ts';
import { errors } from '../errors.ts';
import { states } from '../key-states.ts';
import { kindOf } from '../specs.ts';
import { kmsOperation } from '../operation.ts';
import { aliasName, keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const UpdateAlias = kmsOperation({
  name: 'UpdateAlias',
  summary:
    'Points an alias at another key of the same kind. What the old key sealed still needs the old key.',
  readOnly: false,
  input: structure({ AliasName: aliasName(), TargetKeyId: keyId() }),
  output: structure({}),
  keys: {
    key: { from: 'TargetKeyId', underAlias: true, states: states.unlessPendingDeletion },
    current: { from: 'AliasName', by: 'alias', states: states.always, unlisted: true },
  },
  // Permission is needed on all three: the alias, the key that loses it, and the key that gets it.
  also: (call) => [aliasTarget('kms:UpdateAlias', call, call.input['AliasName'])],
  throws: ['LimitExceededException', 'NotAuthorizedException'],
  trail: keyArnLogged,

  handle({ input, kms, now }, { key, current }) {
    const alias = kms.aliases.get(input.AliasName);
    if (!alias) throw new TypeError('its key was found by this alias');
    if (kindOf(key) !== kindOf(current)) throw errors.aliasOtherKind(alias.name, key.arn);
    if (key !== current) requireRoomForAlias(kms, key);
    moveAlias(kms, alias, key, now);
    return {};
  },
});
