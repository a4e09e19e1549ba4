// Lists of grants, page by page, and what they tell of each.

import { validationError } from '../../aws/errors.ts';
import { rootOf } from '../../aws/iam/principals.ts';
import type { Call } from '../../aws/operation.ts';
import type { Infer } from '../../aws/shape.ts';
import type { Members } from '../../aws/trace.ts';
import { errors } from '../errors.ts';
import { isListed, type Grant } from './grants.ts';
import { limits } from '../limits.ts';
import { pageOf } from '../paging.ts';
import type { grantList } from '../shapes.ts';

const { standard, max } = limits.listGrants;

type Entries = Infer<ReturnType<typeof grantList>>;

interface GrantPage extends Members {
  readonly Grants: Entries;
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

interface Asked {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

export function grantPage(
  { cloud, input }: Pick<Call<Asked>, 'cloud' | 'input'>,
  grants: readonly Grant[],
  isAsked: (grant: Grant) => boolean = () => true,
): GrantPage {
  if ((input.Limit ?? standard) > max) {
    throw validationError(`Limit must be between 1 and ${max} (inclusive).`);
  }
  const { rows, ...rest } = pageOf(grants, input, standard, (grant) =>
    isListed(cloud, grant) && isAsked(grant) ? grant : undefined,
  );
  return { Grants: rows.map(entryOf), ...rest };
}

const entryOf = ({ id, key, createdAt, issuer, terms }: Grant): Entries[number] => ({
  KeyId: key.arn,
  GrantId: id,
  // To the second (recorded).
  CreationDate: 1000 * Math.floor(createdAt / 1000),
  IssuingAccount: rootOf(issuer),
  ...terms,
});

/** AWS gives out 64 hexadecimal digits. */
export const isGrantId = (id: string): boolean => /^[0-9a-f]{64}$/.test(id);

export function requireGrantId(id: string): void {
  if (!isGrantId(id)) throw errors.invalidGrantId();
}
