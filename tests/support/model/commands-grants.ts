// Commands about grants.

import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { contextAt, CONTEXTS, plainRef, seldom, tokenRef } from './choices.ts';
import { accountOf, arnOf, iamAllows, type Caller } from './cast.ts';
import { command, expectSame, NOTHING, type Command } from './command.ts';
import { Refused, type KeyRef, type TokenRef, type Turn } from './turn.ts';
import { arnOfKey, type Constraint, type Grant, type Key } from './world.ts';

const ANY_KEY = ['CreateGrant', 'RetireGrant', 'DescribeKey'];

/** What a grant may permit, by the usage of its key. Source: developer guide, "Grant operations". */
const GRANTABLE: Readonly<Record<Key['family']['usage'], readonly string[]>> = {
  ENCRYPT_DECRYPT: [
    'Encrypt',
    'Decrypt',
    'ReEncryptFrom',
    'ReEncryptTo',
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'GenerateDataKeyPair',
    ...ANY_KEY,
  ],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac', ...ANY_KEY],
  SIGN_VERIFY: ['Sign', 'Verify', 'GetPublicKey', ...ANY_KEY],
};

const operations = fc.oneof(
  ...Object.values(GRANTABLE).map((all, i) => ({
    weight: i === 0 ? 4 : 1,
    arbitrary: fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 5 }),
  })),
);

const principal = fc.constantFrom<Caller>('alice', 'bob', 'bob', 'carol', 'stranger');

interface NewGrant {
  readonly key: KeyRef;
  readonly grantee: Caller;
  readonly retiring: Caller | undefined;
  readonly operations: readonly string[];
  readonly constraint: { readonly kind: Constraint['kind']; readonly context: number } | undefined;
  readonly name: string | undefined;
  readonly token: TokenRef;
  /** The same terms as an earlier grant, if there is one. */
  readonly isAgain: boolean;
}

const CreateGrant = command<NewGrant>(
  8,
  {
    key: plainRef,
    grantee: principal,
    retiring: fc.option(principal, { nil: undefined }),
    operations,
    constraint: fc.option(
      fc.record({
        kind: fc.constantFrom('EncryptionContextEquals', 'EncryptionContextSubset'),
        context: fc.constantFrom(1, 2, 3),
      }),
      { nil: undefined, freq: 3 },
    ),
    name: fc.constantFrom(undefined, 'nightly'),
    token: tokenRef,
    isAgain: seldom,
  },
  (turn, asked) => {
    const chosen = { ...asked, ...(asked.isAgain && termsOf(turn, grantAt(turn, asked.key.nth))) };
    const constraint: Constraint | undefined = chosen.constraint && {
      kind: chosen.constraint.kind,
      pairs: contextAt(chosen.constraint.context),
    };
    return {
      call: 'kms:CreateGrant',
      input: {
        KeyId: turn.name(chosen.key),
        GranteePrincipal: arnOf(chosen.grantee),
        RetiringPrincipal: chosen.retiring && arnOf(chosen.retiring),
        Operations: chosen.operations,
        Constraints: constraint && { [constraint.kind]: constraint.pairs },
        Name: chosen.name,
        ...turn.grantTokens(chosen.token),
      },
      judge() {
        const child = { operations: chosen.operations, constraint };
        const key = turn.use(chosen.key, 'CreateGrant', undefined, { child, token: chosen.token });
        requireSense(key, child);
        return ({ GrantId, GrantToken }) => {
          const id = String(GrantId);
          const terms = { ...chosen, ...child, key, issuer: turn.account };
          const twin = turn.world.grants.find((grant) => isTwin(grant, terms));
          // A name is a promise: the same request gives the same grant.
          if (twin) expectSame('GrantId', id, twin.id);
          const grant = twin ?? { ...terms, id, tokens: [] };
          grant.tokens.push(String(GrantToken));
          if (twin) return;
          expectSame(
            'grants of this id',
            turn.world.grants.some((one) => one.id === id),
            false,
          );
          turn.world.grants.push(grant);
          key.grants.push(grant);
        };
      },
    };
  },
);

/** Operations in another order are the same operations. */
const termsOf = ({ world }: Turn, grant: Grant | undefined) =>
  grant && {
    key: { nth: world.keys.indexOf(grant.key), by: 'arn' as const },
    grantee: grant.grantee,
    retiring: grant.retiring,
    operations: [...grant.operations].reverse(),
    constraint: grant.constraint && {
      kind: grant.constraint.kind,
      context: CONTEXTS.indexOf(grant.constraint.pairs),
    },
    name: grant.name,
  };

type Terms = Omit<Grant, 'id' | 'tokens' | 'isEnded'>;

function requireSense(
  { family }: Key,
  { operations: all, constraint }: Pick<Terms, 'operations' | 'constraint'>,
): void {
  const isSense =
    all.some((operation) => operation !== 'CreateGrant') &&
    all.every((operation) => GRANTABLE[family.usage].includes(operation)) &&
    (!constraint || family.spec === 'SYMMETRIC_DEFAULT');
  if (!isSense) throw new Refused('ValidationException');
}

const isTwin = (one: Grant, other: Terms): boolean =>
  !one.isEnded && other.name !== undefined && isDeepStrictEqual(comparable(one), comparable(other));

const comparable = ({ key, issuer, grantee, retiring, operations: all, ...terms }: Terms) => [
  ...[key.family.id, key.region, issuer, grantee, retiring, terms.name],
  [...all].sort(),
  terms.constraint,
];

interface Ending {
  readonly grant: number;
  readonly byToken: boolean;
}

const NO_GRANT = { id: '0'.repeat(64), token: 'rubbish' };

const grantAt = ({ world }: Turn, nth: number): Grant | undefined =>
  world.grants[nth % world.grants.length];

function end(grant: Grant): void {
  grant.isEnded = true;
}

/** The grant says who may, or an account that has a say by IAM: the key's, or that of whoever created the grant. */
function mayRetire({ caller, account }: Turn, grant: Grant): boolean {
  const { grantee, retiring, operations: all, issuer, key } = grant;
  const isNamed = retiring === caller || (grantee === caller && all.includes('RetireGrant'));
  const hasSay = [issuer, key.family.owner].includes(account);
  return isNamed || (hasSay && iamAllows(caller, 'kms:RetireGrant'));
}

const RetireGrant = command<Ending>(
  3,
  { grant: fc.nat(5), byToken: fc.boolean() },
  (turn, { grant: nth, byToken }) => {
    const grant = grantAt(turn, nth);
    const key = grant?.key ?? turn.world.keys[0]!;
    turn.goTo(key.region);
    const isHere = turn.region === key.region;
    return {
      call: 'kms:RetireGrant',
      input: byToken
        ? { GrantToken: grant?.tokens[0] ?? NO_GRANT.token }
        : { KeyId: arnOfKey(key), GrantId: grant?.id ?? NO_GRANT.id },
      judge() {
        if (byToken && (!grant || grant.isEnded || !isHere)) {
          throw new Refused('InvalidGrantTokenException');
        }
        if (!isHere) throw new Refused('NotFoundException');
        const isThere = grant && !grant.isEnded;
        const isOwn = accountOf(turn.caller) === key.family.owner;
        if (!isThere && isOwn) throw new Refused('NotFoundException');
        if (!isThere || !mayRetire(turn, grant)) throw new Refused('AccessDeniedException');
        return () => {
          end(grant);
        };
      },
    };
  },
);

const RevokeGrant = command<Pick<Ending, 'grant'>>(
  2,
  { grant: fc.nat(5) },
  (turn, { grant: nth }) => {
    const grant = grantAt(turn, nth);
    const at = Math.max(0, grant ? turn.world.keys.indexOf(grant.key) : 0);
    const ref = { nth: at, by: 'arn' } as const;
    return {
      call: 'kms:RevokeGrant',
      input: { KeyId: turn.name(ref), GrantId: grant?.id ?? NO_GRANT.id },
      judge() {
        turn.use(ref, 'RevokeGrant');
        if (!grant || grant.isEnded) throw new Refused('NotFoundException');
        return () => {
          end(grant);
        };
      },
    };
  },
);

const ListGrants = command<{ key: KeyRef }>(1, { key: plainRef }, (turn, { key: ref }) => ({
  call: 'kms:ListGrants',
  input: { KeyId: turn.name(ref) },
  judge() {
    const { grants } = turn.use(ref, 'ListGrants');
    const ids = grants.filter(({ isEnded }) => !isEnded).map(({ id }) => id);
    return ({ Grants }) => {
      const listed = (Grants as readonly { GrantId: string }[]).map(({ GrantId }) => GrantId);
      expectSame('Grants', listed, ids);
    };
  },
}));

const ListRetirableGrants = command<object>(1, {}, (turn) => ({
  call: 'kms:ListRetirableGrants',
  input: { RetiringPrincipal: arnOf(turn.caller) },
  judge() {
    turn.requireIam('kms:ListRetirableGrants');
    return NOTHING;
  },
}));

export const onGrants: Readonly<Record<string, Command>> = {
  CreateGrant,
  RetireGrant,
  RevokeGrant,
  ListGrants,
  ListRetirableGrants,
};
