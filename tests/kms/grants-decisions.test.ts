// A grantee can do exactly what its grants say: random grants, operations, contexts and tries, against a check
// that knows nothing of policies.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sealed, aCloud, ACCOUNT, aKey, ALICE, call, verdict } from '../support/cloud.ts';
import { aGrant } from '../support/grants.ts';

const OPERATIONS = ['Encrypt', 'Decrypt', 'GenerateDataKey', 'DescribeKey', 'CreateGrant'] as const;
type Tried = (typeof OPERATIONS)[number];

const ROLE = `arn:aws:iam::${ACCOUNT}:role/job`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const WHO = [ALICE, BOB, ROLE] as const;

/** Capitals, values that look like other pairs, names that policies would mix up. */
const contextOf = (minKeys: number): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.dictionary(
    fc.constantFrom('a', 'A', 'b', 'a=b', '__proto__x'),
    fc.constantFrom('1', '2', 'b=1', '*'),
    { minKeys, maxKeys: 3 },
  );

interface Given {
  readonly grantee: string;
  readonly operations: readonly Tried[];
  readonly subset?: Readonly<Record<string, string>> | undefined;
  readonly equal?: Readonly<Record<string, string>> | undefined;
}

/** Of few grants some are unbound; of many, which would else allow everything, each is bound to a pair. */
const givenWith = (pairs: number): fc.Arbitrary<Given> =>
  fc.record({
    grantee: fc.constantFrom(...WHO),
    operations: fc.uniqueArray(fc.constantFrom(...OPERATIONS), { minLength: 1 }),
    subset: pairs > 0 ? contextOf(pairs) : fc.option(contextOf(0), { nil: undefined }),
    equal: fc.option(contextOf(pairs), { nil: undefined, freq: 3 }),
  });

type Pairs = Readonly<Record<string, string>>;

const includes = (all: Pairs, some: Pairs): boolean =>
  Object.entries(some).every(([name, value]) => Object.hasOwn(all, name) && all[name] === value);

const isSame = (one: Pairs, other: Pairs): boolean => includes(one, other) && includes(other, one);

interface Try {
  readonly as: string;
  readonly operation: Tried;
  readonly pairs: Pairs;
}

/** CreateGrant is tried with Encrypt to hand on, and the pairs as its constraint Equals. */
const mayDo = ({ as, operation, pairs }: Try, grants: readonly Given[]): boolean =>
  grants.some(
    ({ grantee, operations, subset, equal }) =>
      grantee === as &&
      operations.includes(operation) &&
      (operation === 'DescribeKey' ||
        ((!subset || includes(pairs, subset)) && (!equal || isSame(pairs, equal)))) &&
      (operation !== 'CreateGrant' || operations.includes('Encrypt')),
  );

const tries = fc.array(
  fc.record({
    as: fc.constantFrom(...WHO),
    operation: fc.constantFrom(...OPERATIONS),
    pairs: contextOf(0),
  }),
  { minLength: 8, maxLength: 8 },
);

/** With few grants all are shown to the evaluator, with many only those that may decide: both must agree. */
test.each([
  ['few', 6, 0, 60],
  ['many', 90, 2, 25],
] as const)('%s grants', (_, most, pairs, numRuns) => {
  fc.assert(
    fc.property(
      fc.array(givenWith(pairs), { minLength: most / 2, maxLength: most }),
      tries,
      (grants, attempts) => {
        const cloud = aCloud({ tick: 0 });
        const KeyId = aKey(cloud);
        for (const { grantee, operations, subset, equal } of grants) {
          aGrant(cloud, {
            KeyId,
            GranteePrincipal: grantee,
            // CreateGrant alone is refused, and DescribeKey is free of constraints.
            Operations: [...operations, 'RetireGrant'],
            Constraints: {
              ...(subset && { EncryptionContextSubset: subset }),
              ...(equal && { EncryptionContextEquals: equal }),
            },
          });
        }
        for (const one of attempts) {
          const { as, operation, pairs: EncryptionContext } = one;
          const inputs = {
            Encrypt: () => ({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext }),
            Decrypt: () => ({
              CiphertextBlob: sealed(cloud, KeyId, 'a', EncryptionContext),
              EncryptionContext,
            }),
            GenerateDataKey: () => ({ KeyId, NumberOfBytes: 1, EncryptionContext }),
            DescribeKey: () => ({ KeyId }),
            CreateGrant: () => ({
              KeyId,
              GranteePrincipal: `${ALICE}2`,
              Operations: ['Encrypt'],
              Constraints: { EncryptionContextEquals: EncryptionContext },
            }),
          };
          const span = call(cloud, `kms:${operation}`, inputs[operation]() as never, { as });
          expect(verdict(span)).toBe(mayDo(one, grants) ? 'ok' : 'AccessDeniedException');
        }
      },
    ),
    { seed: 7, numRuns },
  );
});
