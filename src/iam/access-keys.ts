// The access keys of a user that are not deleted.

import type { AccessKey } from '../aws/access-key.ts';
import type { Call } from '../aws/operation.ts';

export const accessKeysOf = ({ cloud }: Call, holder: string): readonly AccessKey[] =>
  [...cloud.accessKeys.values()].filter((key) => key.holder === holder && key.status === 'Active');
