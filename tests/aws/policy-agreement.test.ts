// Two evaluators, one answer: the engine's and a naive one, on thousands of random policies and requests.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/aws/iam/evaluate.ts';
import { parsePolicy, type Policy } from '../../src/aws/iam/policy.ts';
import { principalOf } from '../../src/aws/principal.ts';
import { ACCOUNT } from '../support/cloud.ts';
import { strictlyAllows } from '../support/naive-policy.ts';

const user = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;

const some = <T>(...all: readonly T[]) => fc.constantFrom(...all);

/** One, or a list of one to three. */
const oneOrMore = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const principal = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: oneOrMore(some(ROOT, ACCOUNT, user('alice'), user('bob'), '*')) }),
  fc.record({ Service: fc.constant('s3.amazonaws.com') }),
);
const action = oneOrMore(
  some('*', 'kms:*', 'kms:Encrypt', 'KMS:encrypt', 'kms:Decrypt', 'kms:?ncrypt', 'kms:E*t', 's3:*'),
);
const resource = oneOrMore(
  some('*', KEY, 'arn:aws:kms:*', 'arn:aws:kms:us-east-1:*:key/*', 'arn:aws:s3:::x'),
);
const condition = fc.dictionary(
  some(
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'StringEqualsIfExists',
    'ForAllValues:StringEquals',
    'ForAnyValue:StringLike',
    'ForAnyValue:StringNotEquals',
  ),
  fc.dictionary(
    some(
      'kms:EncryptionContext:dept',
      'KMS:encryptioncontext:DEPT',
      'kms:EncryptionContextKeys',
      'kms:ViaService',
    ),
    oneOrMore(some('finance', 'fin*', 'dept', 'hr', '')),
    { minKeys: 1, maxKeys: 2 },
  ),
  { maxKeys: 2 },
);

const either = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.oneof(fc.record({ [name]: value }), fc.record({ [`Not${name}`]: value }));

const statement = fc
  .tuple(
    fc.record({ Effect: some('Allow', 'Allow', 'Deny') }),
    either('Principal', principal),
    either('Action', action),
    either('Resource', resource),
    fc.oneof(fc.constant({}), fc.record({ Condition: condition })),
  )
  .map((parts) => Object.assign({}, ...parts) as object);

const policies = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement }));

const contexts = fc.record(
  {
    'kms:encryptioncontext:dept': some(['finance'], ['hr'], ['finance', 'hr']),
    'kms:encryptioncontextkeys': some(['dept'], ['dept', 'team']),
    'kms:viaservice': fc.constant(['s3.us-east-1.amazonaws.com']),
  },
  { requiredKeys: [] },
);

const IAM: Policy = parsePolicy('iam', {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
}) as Policy;

test('5,000 random key policies: the engine and the second opinion agree on every one', () => {
  const seen = { allow: 0, deny: 0 };
  fc.assert(
    fc.property(
      policies,
      contexts,
      some('alice', 'bob', 'carol'),
      fc.boolean(),
      (text, context, name, iam) => {
        const policy = parsePolicy('default', text) as Policy;
        expect(policy).toBeTypeOf('object');
        const { allowed } = evaluate({
          principal: principalOf(user(name)),
          action: 'kms:Encrypt',
          resource: KEY,
          owner: ACCOUNT,
          resourcePolicy: { kind: 'key policy', policy },
          identityPolicies: iam ? [IAM] : [],
          context: () => new Map(Object.entries(context)),
        });
        const asked = {
          caller: user(name),
          account: ACCOUNT,
          action: 'kms:Encrypt',
          resource: KEY,
          context,
          iam,
        };
        expect(allowed).toBe(strictlyAllows(text, asked));
        seen[allowed ? 'allow' : 'deny']++;
      },
    ),
    { numRuns: 5000, seed: 1 },
  );
  expect(Math.min(seen.allow, seen.deny)).toBeGreaterThan(500);
});
