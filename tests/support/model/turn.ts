// One call in the model: who calls, where, and in which order it is looked whether the call may be served: does the
// key exist, may the caller, does the key's state serve, is the key for this (facts sheet, section 2).

import { accountOf, iamAllows, locksOut, saidOf, type Caller, type PolicyName } from './cast.ts';
import { FAULTS, TABLE } from './state-table.ts';
import {
  aliasPlace,
  arnOfKey,
  REGIONS,
  type Constraint,
  type Context,
  type Grant,
  type Key,
  type Region,
  type Usage,
  type World,
} from './world.ts';

/** What the model expects instead of an answer. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface KeyRef {
  readonly nth: number;
  readonly by: 'id' | 'arn' | 'alias';
  /** Mostly a key that the operation is for: otherwise few calls would be served. */
  readonly isFit?: boolean;
}

/** A grant's token that goes with the call. */
export type TokenRef = number | 'rubbish' | undefined;

/** What a grant that the call creates would permit. */
export type Child = Pick<Grant, 'operations' | 'constraint'>;

interface Need {
  readonly operation: string;
  /** 'kms:' and the operation's name where absent. */
  readonly action?: string;
  readonly context?: Context;
  readonly child?: Child;
}

export interface Located {
  readonly owner: string;
  readonly key: Key | undefined;
}

const ALIASES = ['alias/a', 'alias/b'] as const;

/** Operations that take keys of other accounts (facts sheet, section 1: x-acct), and those that take aliases, too. */
const ACCOUNTS = ['CreateGrant', 'RevokeGrant', 'ListGrants', 'GetKeyRotationStatus'];
const ALIASES_TOO = [
  'Encrypt',
  'Decrypt',
  'ReEncrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'Sign',
  'Verify',
  'GenerateMac',
  'VerifyMac',
  'GetPublicKey',
  'DescribeKey',
];

export const otherRegion = (region: Region): Region => REGIONS[region === REGIONS[0] ? 1 : 0];

export class Turn {
  readonly world: World;
  readonly caller: Caller;
  readonly #isAstray: boolean;
  region: Region = REGIONS[0];

  constructor(world: World, caller: Caller, isAstray: boolean) {
    this.world = world;
    this.caller = caller;
    this.#isAstray = isAstray;
  }

  get account(): string {
    return accountOf(this.caller);
  }

  /** The call is made where its key is, or, astray, in the other Region. */
  goTo(region: Region): void {
    this.region = this.#isAstray ? otherRegion(region) : region;
  }

  keyAt({ nth }: KeyRef): Key {
    const { keys } = this.world;
    return keys[nth % keys.length]!;
  }

  steered(ref: KeyRef, fits: (key: Key) => boolean): KeyRef {
    if (ref.isFit !== true) return ref;
    const all = this.world.keys.flatMap((key, i) => (!key.isGone && fits(key) ? [i] : []));
    return { ...ref, nth: all[ref.nth % all.length] ?? ref.nth };
  }

  /** The name in the request; the call goes to where that key is. */
  name(ref: KeyRef): string {
    const key = this.keyAt(ref);
    this.goTo(key.region);
    return this.nameHere(ref);
  }

  nameHere(ref: KeyRef): string {
    const key = this.keyAt(ref);
    if (ref.by === 'alias') return aliasOf(ref);
    return ref.by === 'id' ? key.family.id : arnOfKey(key);
  }

  grantTokens(ref: TokenRef): { readonly GrantTokens?: readonly string[] } {
    const token = ref === undefined ? undefined : this.#tokenOf(ref);
    return token === undefined ? {} : { GrantTokens: [token] };
  }

  #tokenOf(ref: number | 'rubbish'): string | undefined {
    if (ref === 'rubbish') return 'rubbish';
    return this.#grantAt(ref)?.tokens.at(-1);
  }

  #grantAt(nth: number): Grant | undefined {
    const { grants } = this.world;
    return grants[nth % grants.length];
  }

  requireToken(ref: TokenRef): void {
    if (ref === undefined || this.#tokenOf(ref) === undefined) return;
    const grant = ref === 'rubbish' ? undefined : this.#grantAt(ref);
    const isKnown = grant && !grant.isEnded && grant.key.region === this.region;
    if (!isKnown) throw new Refused('InvalidGrantTokenException');
  }

  locate(ref: KeyRef, operation: string): Located {
    const { world, region, account } = this;
    const named = this.keyAt(ref);
    if (ref.by === 'alias') {
      const isTarget = operation === 'CreateAlias' || operation === 'UpdateAlias';
      if (isTarget) throw new Refused('ValidationException');
      if (!ALIASES_TOO.includes(operation)) throw new Refused('InvalidArnException');
      return {
        owner: account,
        key: world.aliases.get(aliasPlace(this.caller, region, aliasOf(ref))),
      };
    }
    if (ref.by === 'arn' && named.region !== region) throw new Refused('NotFoundException');
    const owner = ref.by === 'id' ? account : named.family.owner;
    return { owner, key: world.find(owner, region, named.family.id) };
  }

  /** In one's own account an absent key is not found; in another's, nothing is given away. */
  admit({ owner, key }: Located, need: Need): Key {
    if (!key) throw new Refused(owner === this.account ? 'NotFoundException' : DENIED);
    if (!this.#may(key, need)) throw new Refused(DENIED);
    return key;
  }

  #may(key: Key, need: Need): boolean {
    const { caller, account } = this;
    const { owner } = key.family;
    const { operation, action = `kms:${operation}` } = need;
    const said = saidOf(key.policy, owner, caller, action);
    if (said.isDenied) return false;
    if (key.grants.some((grant) => this.#isGranted(grant, action.slice('kms:'.length), need))) {
      return true;
    }
    const isOpen = [...ACCOUNTS, ...ALIASES_TOO].includes(operation);
    if (owner !== account && !isOpen) return false;
    const byIam = said.isDelegated && iamAllows(caller, action);
    return owner === account
      ? said.isNamed || byIam
      : byIam || (said.isNamed && iamAllows(caller, action));
  }

  #isGranted(grant: Grant, operation: string, { context, child }: Need): boolean {
    const { isEnded, grantee, operations, constraint } = grant;
    if (isEnded || grantee !== this.caller || !operations.includes(operation)) return false;
    if (child) return isPart(child, grant);
    if (!constraint || operation === 'DescribeKey') return true;
    return context !== undefined && fits(constraint, context);
  }

  /** What no key policy is asked about. */
  requireIam(action: string): void {
    if (!iamAllows(this.caller, action)) throw new Refused(DENIED);
  }

  requireServing(key: Key, operation: string, usage?: Usage): void {
    const cell = TABLE[operation]![key.state];
    if (cell === 'none') throw new TypeError(`${operation} on a key that is ${key.state}`);
    if (cell !== 'ok') throw new Refused(FAULTS[cell][0]);
    if (usage && key.family.usage !== usage) throw new Refused('InvalidKeyUsageException');
  }

  /** All of it, for an operation that names one key and needs nothing else. */
  use(
    ref: KeyRef,
    operation: string,
    usage?: Usage,
    need: Partial<Need> & { token?: TokenRef } = {},
  ): Key {
    const key = this.admit(this.locate(ref, operation), { ...need, operation });
    this.requireToken(need.token);
    this.requireServing(key, operation, usage);
    return key;
  }
}

const DENIED = 'AccessDeniedException';

export const aliasOf = ({ nth }: { readonly nth: number }): string =>
  ALIASES[nth % ALIASES.length]!;

export const isSame = (one: Context, other: Context): boolean =>
  Object.keys(one).length === Object.keys(other).length && isWithin(one, other);

const isWithin = (few: Context, many: Context): boolean =>
  Object.entries(few).every(([name, value]) => many[name] === value);

const fits = ({ kind, pairs }: Constraint, context: Context): boolean =>
  kind === 'EncryptionContextEquals' ? isSame(pairs, context) : isWithin(pairs, context);

/** A grantee hands on no more than it has, and under constraints as strict or stricter. */
function isPart(child: Child, { operations, constraint }: Grant): boolean {
  if (!child.operations.every((operation) => operations.includes(operation))) return false;
  if (!constraint) return true;
  if (!child.constraint) return false;
  const isStrict =
    constraint.kind === 'EncryptionContextSubset' ||
    child.constraint.kind === 'EncryptionContextEquals';
  return isStrict && fits(constraint, child.constraint.pairs);
}

export function requireNoLockout({ caller }: Turn, policy: PolicyName, bypasses: boolean): void {
  if (bypasses || !locksOut(policy, caller)) return;
  throw new Refused('MalformedPolicyDocumentException');
}
