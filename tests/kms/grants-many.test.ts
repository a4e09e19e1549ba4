// Thousands of grants on one key: the quota, and calls that do not slow down.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { compiled } from '../../src/kms/grants/policy.ts';
import type { GrantTerms } from '../../src/kms/grants/terms.ts';
import { keepGrant } from '../../src/kms/grants/grants.ts';
import { limits } from '../../src/kms/limits.ts';
import { kmsState } from '../../src/kms/state.ts';
import {
  ACCOUNT,
  ALICE,
  aCloud,
  aKey,
  call,
  NOW,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { aGrant, encrypts } from '../support/grants.ts';

const Operations = ['Encrypt', 'Decrypt', 'CreateGrant'] as const;

/** Straight into the books: to ask for them one by one would take longer than the test. */
function fill(
  cloud: Cloud,
  arn: string,
  count: number,
  termsOf: (i: number) => Partial<GrantTerms>,
): void {
  const key = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(arn.split('/')[1]!)!;
  for (let i = 0; i < count; i++) {
    const id = i.toString(16).padStart(64, '0');
    const terms = { GranteePrincipal: ALICE, Operations, ...termsOf(i) };
    const facts = { id, key, issuer: ACCOUNT, terms };
    keepGrant(cloud, { ...facts, ...compiled(facts), createdAt: NOW, tokens: [] });
  }
}

test('the 50,001st grant on a key is refused; one that is there already is not', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const named = { KeyId, GranteePrincipal: ALICE, Operations, Name: 'job' };
  const { GrantId } = aGrant(cloud, named);
  fill(cloud, KeyId, limits.grantsPerKey - 1, () => ({ Operations: ['Encrypt'] }));
  const { code, message } = refusalOf(call(cloud, 'kms:CreateGrant', { ...named, Name: 'other' }));
  expect([code, message]).toEqual([
    'LimitExceededException',
    `You have reached the limit of grants for the key ${KeyId}.`,
  ]);
  expect(aGrant(cloud, named).GrantId).toBe(GrantId);
  outputOf(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }));
  expect(verdict(call(cloud, 'kms:CreateGrant', { ...named, Name: 'other' }))).toBe('ok');
});

describe('10,000 grants and one call', () => {
  const ROUNDS = 5;
  const CALLS = 100;
  const context = { Tenant: '9999' };

  const millisecondsOf = (cloud: Cloud, KeyId: string): number => {
    const start = performance.now();
    for (let i = 0; i < CALLS; i++) {
      const input = { KeyId, Plaintext: new Uint8Array(1), EncryptionContext: context };
      cloud.call('kms:Encrypt', input, { as: ALICE });
    }
    return performance.now() - start;
  };

  const user = (i: number): string => `arn:aws:iam::${ACCOUNT}:user/u${i}`;

  test.each<readonly [string, (i: number) => Partial<GrantTerms>]>([
    ['of as many grantees', (i) => ({ GranteePrincipal: i === 0 ? ALICE : user(i) })],
    ['of one grantee, all alike', () => ({})],
    [
      'of one grantee, each for a tenant of its own',
      (i) => ({ Constraints: { EncryptionContextSubset: { Tenant: String(i) } } }),
    ],
  ])('%s: Encrypt takes less than twice as long as with one', (_, termsOf) => {
    const cloud = aCloud({ tick: 0 });
    const [one, many] = [aKey(cloud), aKey(cloud)] as const;
    fill(cloud, one, 1, () => termsOf(9999));
    if (termsOf(9999).GranteePrincipal !== undefined) fill(cloud, one, 1, () => ({}));
    fill(cloud, many, 10_000, termsOf);
    for (const key of [one, many]) expect(encrypts(cloud, ALICE, key, context)).toBe('ok');
    // The least of several rounds, taken in turns: other work on the machine only ever adds.
    let [least, leastOfMany] = [Infinity, Infinity];
    for (let round = 0; round < ROUNDS; round++) {
      least = Math.min(least, millisecondsOf(cloud, one));
      leastOfMany = Math.min(leastOfMany, millisecondsOf(cloud, many));
    }
    expect(leastOfMany / least).toBeLessThan(2);
  });
});
