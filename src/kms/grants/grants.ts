// Grants: who else may use a key, for what, until somebody ends it. They are kept beside the key, in its own
// account and Region, by grantee, so that however many there are a call looks at few.

import type { Cloud, StateSlot } from '../../aws/cloud.ts';
import type { Policy } from '../../aws/iam/policy.ts';
import { rootOf } from '../../aws/iam/principals.ts';
import type { Principal } from '../../aws/principal.ts';
import { GrantShelf, type Sought } from './shelf.ts';
import type { Compiled, GrantOperation, GrantTerms } from './terms.ts';
import type { KmsKey } from '../key.ts';
import { limits } from '../limits.ts';

export interface Grant extends Compiled {
  /** GrantId: 64 hexadecimal digits. */
  readonly id: string;
  readonly key: KmsKey;
  /** As CreateGrant was asked for them. */
  readonly terms: GrantTerms;
  readonly createdAt: number;
  /** Account of the caller who created it. */
  readonly issuer: string;
  /** Those that were given out for it; any will do. */
  readonly tokens: string[];
  /** Retired or revoked. Where KMS is eventually consistent it goes on counting for a while. */
  ended?: true;
  /** Counts no longer. */
  gone?: true;
}

interface GrantsOfKey {
  /** In the order of creation. What is gone keeps its place, so that a page begins where the last one ended. */
  readonly listed: Grant[];
  /** Those that nobody has ended. */
  readonly standing: Map<string, Grant>;
  /** Those with a name, by all that was asked for. */
  readonly named: Map<string, Grant>;
  /** By grantee. */
  readonly shelves: Map<string, GrantShelf<Grant>>;
}

/** What is asked for across keys and accounts of one Region. */
interface GrantsOfRegion {
  readonly byToken: Map<string, Grant>;
  readonly byRetiring: Map<string, Grant[]>;
}

const BY_KEY: StateSlot<Map<string, GrantsOfKey>> = {
  name: 'kms-grants',
  initial: () => new Map(),
};
const BY_REGION: StateSlot<GrantsOfRegion> = {
  name: 'kms-grants-of-region',
  initial: () => ({ byToken: new Map(), byRetiring: new Map() }),
};

const emptyBook = (): GrantsOfKey => ({
  listed: [],
  standing: new Map(),
  named: new Map(),
  shelves: new Map(),
});

const NO_GRANTS: readonly Grant[] = [];
const NO_POLICIES: readonly Policy[] = [];

const booksOf = (cloud: Cloud, key: KmsKey): Map<string, GrantsOfKey> =>
  cloud.state(BY_KEY, key.account, key.region);

/** Every grant that the key ever had; see `isListed`. */
export const grantsOn = (cloud: Cloud, key: KmsKey): readonly Grant[] =>
  booksOf(cloud, key).get(key.id)?.listed ?? NO_GRANTS;

/** Every grant in this Region that this principal was ever to retire; see `isListed`. */
export const retirableBy = (cloud: Cloud, region: string, principal: string): readonly Grant[] =>
  cloud.state(BY_REGION, '*', region).byRetiring.get(principal) ?? NO_GRANTS;

export const findGrant = (cloud: Cloud, key: KmsKey, id: string): Grant | undefined =>
  booksOf(cloud, key).get(key.id)?.standing.get(id);

export const countGrants = (cloud: Cloud, key: KmsKey): number =>
  booksOf(cloud, key).get(key.id)?.standing.size ?? 0;

/** The same inputs under the same name are the same grant. */
export const findTwin = (cloud: Cloud, key: KmsKey, inputs: string): Grant | undefined =>
  booksOf(cloud, key).get(key.id)?.named.get(inputs);

export const findByToken = (cloud: Cloud, region: string, token: string): Grant | undefined =>
  cloud.state(BY_REGION, '*', region).byToken.get(token);

export function keepGrant(cloud: Cloud, grant: Grant): void {
  const { key, id, grantee, retiring, inputs } = grant;
  const books = booksOf(cloud, key);
  const book = books.get(key.id) ?? emptyBook();
  books.set(key.id, book);
  book.listed.push(grant);
  book.standing.set(id, grant);
  if (inputs !== undefined) book.named.set(inputs, grant);
  const shelf = book.shelves.get(grantee) ?? new GrantShelf<Grant>();
  book.shelves.set(grantee, shelf.add(grant));
  if (retiring === undefined) return;
  const { byRetiring } = cloud.state(BY_REGION, '*', key.region);
  const retirable = byRetiring.get(retiring);
  if (retirable) retirable.push(grant);
  else byRetiring.set(retiring, [grant]);
}

export function keepToken(cloud: Cloud, grant: Grant, token: string): void {
  grant.tokens.push(token);
  cloud.state(BY_REGION, '*', grant.key.region).byToken.set(token, grant);
}

/** Retired or revoked: nobody finds it by its id or name again. */
export function endGrant(cloud: Cloud, grant: Grant): void {
  const { key, id, inputs } = grant;
  const book = booksOf(cloud, key).get(key.id);
  grant.ended = true;
  book?.standing.delete(id);
  if (inputs !== undefined) book?.named.delete(inputs);
  if (cloud.eventualConsistency) {
    cloud.agenda.add(cloud.now + SPREAD, () => {
      forget(cloud, grant);
    });
  } else forget(cloud, grant);
}

/** Grants die with their key. */
export function dropGrants(cloud: Cloud, key: KmsKey): void {
  for (const grant of grantsOn(cloud, key)) forget(cloud, grant);
  booksOf(cloud, key).delete(key.id);
}

function forget(cloud: Cloud, grant: Grant): void {
  const { key, grantee, tokens } = grant;
  grant.gone = true;
  booksOf(cloud, key).get(key.id)?.shelves.get(grantee)?.remove(grant);
  const { byToken } = cloud.state(BY_REGION, '*', key.region);
  for (const token of tokens) byToken.delete(token);
}

const SPREAD = limits.grantSpreadMinutes * 60_000;

/** Whether all of KMS knows of it by now: where it is eventually consistent that takes a while. */
const hasSpread = (cloud: Cloud, { createdAt }: Grant): boolean =>
  !cloud.eventualConsistency || cloud.now >= createdAt + SPREAD;

/** Lists learn of a grant, and of its end, when everybody does. */
export const isListed = (cloud: Cloud, grant: Grant): boolean =>
  !grant.gone && hasSpread(cloud, grant);

interface Use {
  readonly principal: Principal;
  readonly operation: GrantOperation;
  /** What the call sends along for grants that have not spread yet. */
  readonly tokens: readonly string[];
  readonly context: Sought<Grant>['context'];
}

/** As policies, the grants of a key that are for this caller; of many alike, some. */
export function policiesFor(
  cloud: Cloud,
  key: KmsKey,
  { principal, operation, tokens, context }: Use,
): readonly Policy[] {
  const shelves = booksOf(cloud, key).get(key.id)?.shelves;
  if (!shelves) return NO_POLICIES;
  const counts = (grant: Grant): boolean =>
    hasSpread(cloud, grant) || tokens.some((token) => grant.tokens.includes(token));
  return namesOf(principal).flatMap(
    (name) => shelves.get(name)?.policies({ operation, context, counts }) ?? NO_POLICIES,
  );
}

/** As a grant may call this caller: a role, or one session of it; everybody answers to the account. */
function namesOf({ kind, arn, callerArn, account }: Principal): readonly string[] {
  if (kind === 'service') return [arn];
  return [...new Set([arn, callerArn, rootOf(account)])];
}
