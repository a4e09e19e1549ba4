import { validationError } from '../../aws/errors.ts';
import { arnOf } from '../../aws/arn.ts';
import { list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { findKey } from '../find.ts';
import { limits } from '../limits.ts';
import { kmsOperation, type KmsCall } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { keyId, page, paging } from '../shapes.ts';
import type { Alias } from '../state.ts';

const { standard, max } = limits.listAliases;

export const ListAliases = kmsOperation({
  name: 'ListAliases',
  summary: 'Lists the aliases of this account and Region, or of one key.',
  readOnly: true,
  input: structure({ KeyId: optional(keyId()), ...paging() }),
  output: structure({
    Aliases: list(
      structure({
        AliasName: text(),
        AliasArn: text(),
        TargetKeyId: optional(text()),
        CreationDate: optional(timestamp()),
        LastUpdatedDate: optional(timestamp()),
      }),
    ),
    ...page(),
  }),
  keys: {},
  also: ({ account }) => [{ action: 'kms:ListAliases', resource: '*', owner: account }],
  throws: ['InvalidArnException', 'InvalidMarkerException', 'NotFoundException'],

  handle(call) {
    const { input, kms, account, region } = call;
    if ((input.Limit ?? standard) > max) {
      throw validationError(`Limit must be between 1 and ${max} (inclusive).`);
    }
    const all = input.KeyId === undefined ? kms.aliasOrder : aliasesOf(call, input.KeyId);
    const { rows, ...rest } = pageOf(all, input, standard, (alias) =>
      kms.aliases.get(alias.name) === alias ? alias : undefined,
    );
    const Aliases = rows.map(({ name, keyId: id, createdAt, updatedAt }) => ({
      AliasName: name,
      AliasArn: arnOf('kms', region, account, name),
      TargetKeyId: id,
      CreationDate: createdAt,
      LastUpdatedDate: updatedAt,
    }));
    return { Aliases, ...rest };
  },
});

function aliasesOf(call: KmsCall<unknown>, id: string): readonly Alias[] {
  const found = findKey(call, id);
  // Of another account's key nothing is told, not even whether it is there.
  if (!found.key || found.owner !== call.account) throw errors.keyNotFound(found.arn);
  const names = call.kms.aliasesOf.get(found.key.id) ?? [];
  return names.flatMap((name) => call.kms.aliases.get(name) ?? []);
}
