import { arnOf } from '../../aws/arn.ts';
import { structure } from '../../aws/shape.ts';
import { nameKey } from '../create-key.ts';
import { errors } from '../errors.ts';
import { states } from '../key.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { aliasName, keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const CreateAlias = kmsOperation({
  name: 'CreateAlias',
  summary: 'Gives a key a friendly name.',
  readOnly: false,
  input: structure({ AliasName: aliasName(), TargetKeyId: keyId() }),
  output: structure({}),
  keys: { key: { from: 'TargetKeyId', states: states.unlessPendingDeletion } },
  // Permission is needed on both: the alias and the key.
  also: ({ input, account, region }) => [
    {
      action: 'kms:CreateAlias',
      resource: arnOf('kms', region, account, String(input['AliasName'])),
      owner: account,
    },
  ],
  throws: ['AlreadyExistsException', 'LimitExceededException', 'NotAuthorizedException'],
  trail: keyArnLogged,

  handle({ input, kms, account, region, now }, { key }) {
    const { AliasName: name } = input;
    if (!name.startsWith('alias/') || name === 'alias/') throw errors.aliasPrefix();
    if (name.startsWith('alias/aws/')) throw errors.aliasReserved();
    if (kms.aliases.has(name)) throw errors.aliasExists(arnOf('kms', region, account, name));
    if ((kms.aliasesOf.get(key.id)?.length ?? 0) >= limits.aliasesPerKey) {
      throw errors.limit(
        `You have reached the limit of aliases for the key ${key.arn}.`,
        `A key may have ${limits.aliasesPerKey} aliases.`,
      );
    }
    nameKey(kms, key, name, now);
    return {};
  },
});
