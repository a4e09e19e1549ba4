// The quota of KMS keys in one account and Region: customer managed keys of every kind and in every state. AWS
// managed keys do not count. Source: facts sheet, section 10.

import { errors } from './errors.ts';
import { limits } from './limits.ts';
import type { KmsState } from './state.ts';

export function requireRoomForKeys(
  { keys }: Pick<KmsState, 'keys'>,
  why = 'The quota counts keys in every state.',
): void {
  if (keys.size < limits.keysPerRegion) return;
  let counted = 0;
  for (const { manager } of keys.values()) if (manager === 'CUSTOMER') counted++;
  if (counted >= limits.keysPerRegion) {
    throw errors.limit('You have reached the limit of KMS keys.', why);
  }
}
