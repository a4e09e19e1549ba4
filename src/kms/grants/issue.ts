// How a grant comes into being: by CreateGrant, or as the one that the same request made before.

import type { Call } from '../../aws/operation.ts';
import { base64, hex } from '../../crypto/bytes.ts';
import { errors } from '../errors.ts';
import { compiled, inputsOf } from './policy.ts';
import type { GrantTerms } from './terms.ts';
import { countGrants, findTwin, keepGrant, keepToken, type Grant } from './grants.ts';
import type { KmsKey } from '../key.ts';
import { limits } from '../limits.ts';

const ID_BYTES = 32;
/** AWS does not document what is in a token; here it is random, and no secret. */
const TOKEN_BYTES = 96;

export function requireRoomForGrant(call: Call, key: KmsKey, terms: GrantTerms): void {
  if (countGrants(call.cloud, key) < limits.grantsPerKey || twinOf(call, key, terms)) return;
  throw errors.limit(
    `You have reached the limit of grants for the key ${key.arn}.`,
    `A key may have ${limits.grantsPerKey} grants. Retire those that are no longer needed: grants do not expire.`,
  );
}

/** The token is new each time, the grant is not. */
export function issueGrant(
  call: Call,
  key: KmsKey,
  terms: GrantTerms,
): { readonly grant: Grant; readonly token: string } {
  const { cloud, entropy } = call;
  const grant = twinOf(call, key, terms) ?? newGrant(call, key, terms);
  const token = base64(entropy.bytes(TOKEN_BYTES));
  keepToken(cloud, grant, token);
  return { grant, token };
}

function newGrant(call: Call, key: KmsKey, terms: GrantTerms): Grant {
  const { cloud, entropy, now } = call;
  const id = hex(entropy.bytes(ID_BYTES));
  const issuer = issuerOf(call, key);
  const facts = { id, key, issuer, terms };
  const grant: Grant = { ...facts, ...compiled(facts), createdAt: now, tokens: [] };
  keepGrant(cloud, grant);
  return grant;
}

const twinOf = (call: Call, key: KmsKey, terms: GrantTerms): Grant | undefined =>
  terms.Name === undefined
    ? undefined
    : findTwin(call.cloud, key, inputsOf(terms, issuerOf(call, key)));

/** A service has no account of its own: its grants are issued in that of the key. */
const issuerOf = ({ account }: Call, key: KmsKey): string => account || key.account;
