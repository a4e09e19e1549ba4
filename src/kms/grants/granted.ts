// What grants say of a call: which of them may be for its caller, and whether the tokens that it sends are any.

import type { Policy } from '../../aws/iam/policy.ts';
import type { Call } from '../../aws/operation.ts';
import type { Members } from '../../aws/trace.ts';
import type { EncryptionContext } from '../context.ts';
import { errors } from '../errors.ts';
import { constrainedPairs, type GrantOperation } from './terms.ts';
import { findByToken, policiesFor } from './grants.ts';
import type { KmsKey } from '../key.ts';

export function grantsFor(
  call: Call<Members>,
  key: KmsKey,
  action: string,
  context: EncryptionContext,
): readonly Policy[] {
  return policiesFor(call.cloud, key, {
    principal: call.as,
    // Other actions stand in no grant, so that none is found for them.
    operation: action.slice('kms:'.length) as GrantOperation,
    tokens: tokensOf(call),
    context: () => context ?? constrainedPairs(call.input),
  });
}

/** A token for another key or another grantee is none the less a token: it changes nothing. */
export function requireKnownTokens(call: Call<Members>): void {
  for (const token of tokensOf(call)) {
    if (!findByToken(call.cloud, call.region, token)) throw errors.grantToken();
  }
}

const NO_TOKENS: readonly string[] = [];

const tokensOf = ({ input }: Call<Members>): readonly string[] =>
  (input['GrantTokens'] as readonly string[] | undefined) ?? NO_TOKENS;
