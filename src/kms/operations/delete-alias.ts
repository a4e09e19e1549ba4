import { structure } from '../../aws/shape.ts';
import { aliasTarget, dropAlias } from '../aliases.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { aliasName } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const DeleteAlias = kmsOperation({
  name: 'DeleteAlias',
  summary: 'Takes a name away. The key stays as it is.',
  readOnly: false,
  input: structure({ AliasName: aliasName() }),
  output: structure({}),
  keys: { key: { from: 'AliasName', by: 'alias', states: states.always } },
  // Permission is needed on both: the alias and the key.
  also: (call) => [aliasTarget('kms:DeleteAlias', call, call.input['AliasName'])],
  throws: ['NotAuthorizedException'],
  trail: keyArnLogged,

  handle({ input, kms }) {
    const alias = kms.aliases.get(input.AliasName);
    if (alias) dropAlias(kms, alias);
    return {};
  },
});
