// What EC2's operations ask of the key's policy, on the caller's behalf, in words.

import type { Permission } from '../aws/operation.ts';

export const onTheKey = (when: string, actions: readonly string[]): readonly Permission[] =>
  actions.map((action) => ({ action, on: 'the KMS key of the volume or snapshot', when }));

export const onLoading = onTheKey('an encrypted volume is attached', [
  'kms:CreateGrant',
  'kms:Decrypt',
]);

/** Asked of the host, which the grant itself lets retire it. */
export const onUnloading = onTheKey('an encrypted volume goes', ['kms:RetireGrant']);
