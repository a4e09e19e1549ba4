// What CreateGrant takes and refuses, what a name is for, and a dry run. Source: facts sheet, section 7d; the SDK's
// description of CreateGrant.

import { describe, expect, test } from 'vitest';
import { grantableOn } from '../../src/kms/grants/terms.ts';
import { KEY_SPECS, KEY_USAGES, isForUsage } from '../../src/kms/specs.ts';
import {
  ACCOUNT,
  ALICE,
  aCloud,
  aKey,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { aGrant, idsOn, type Terms } from '../support/grants.ts';

const denied = 'AccessDeniedException';

describe('what CreateGrant refuses', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const base = { KeyId, GranteePrincipal: ALICE, Operations: ['Decrypt'] } as const;
  const service = 'logs.amazonaws.com';
  const SourceArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:app`;
  const { GranteePrincipal: _, ...nobody } = base;
  const pairs = (count: number, value = 'v'): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (__, i) => [`k${i}`, value]));
  const refused = (input: Terms): string => {
    const { code, message } = refusalOf(call(cloud, 'kms:CreateGrant', input));
    return `${code}: ${message}`;
  };

  test.each<readonly [string, Terms, string]>([
    ['no grantee', nobody, 'ValidationException: Exactly one of GranteePrincipal and'],
    [
      'two grantees',
      { ...base, GranteeServicePrincipal: service },
      'ValidationException: Exactly one of GranteePrincipal and',
    ],
    [
      'two retiring principals',
      { ...base, RetiringPrincipal: ALICE, RetiringServicePrincipal: service },
      'ValidationException: RetiringPrincipal and RetiringServicePrincipal cannot both',
    ],
    [
      'a service without a source',
      { ...nobody, GranteeServicePrincipal: service, RetiringPrincipal: ALICE },
      'ValidationException: A grant for a service principal must have a SourceArn',
    ],
    [
      'a service that nobody can retire',
      { ...nobody, GranteeServicePrincipal: service, Constraints: { SourceArn } },
      'ValidationException: A grant for a service principal must have a retiring',
    ],
    [
      'what is no service',
      { ...base, RetiringServicePrincipal: 'logs' },
      'ValidationException: logs is not a valid service principal.',
    ],
    [
      'a service as plain principal',
      { ...base, GranteePrincipal: 'sns.amazonaws.com' },
      'InvalidArnException: ARN does not refer to a valid principal: sns.amazonaws.com',
    ],
    [
      'a group',
      { ...base, RetiringPrincipal: `arn:aws:iam::${ACCOUNT}:group/admins` },
      `InvalidArnException: ARN does not refer to a valid principal: arn:aws:iam::${ACCOUNT}:group/admins`,
    ],
    ['no operation', { ...base, Operations: [] }, 'ValidationException: Operations must not be'],
    [
      'CreateGrant alone',
      { ...base, Operations: ['CreateGrant'] },
      'ValidationException: Grants must not contain only the CreateGrant operation.',
    ],
    [
      'an operation of other keys',
      { ...base, Operations: ['Decrypt', 'Sign'] },
      'ValidationException: Operations [Sign] are not supported when creating a grant for a symmetric KMS key with key usage ENCRYPT_DECRYPT. Valid operations are [CreateGrant, RetireGrant, DescribeKey, ',
    ],
    [
      'nine pairs',
      { ...base, Constraints: { EncryptionContextEquals: pairs(9) } },
      'ValidationException: EncryptionContextEquals can have at most 8 pairs.',
    ],
    [
      '385 characters',
      { ...base, Constraints: { EncryptionContextSubset: pairs(1, 'v'.repeat(385)) } },
      'ValidationException: A value in EncryptionContextSubset can have at most 384',
    ],
    [
      'a source that is no ARN',
      { ...base, Constraints: { SourceArn: 'app' } },
      'InvalidArnException: SourceArn is not a valid ARN: app',
    ],
    [
      'a key by its alias',
      { ...base, KeyId: 'alias/app' },
      'InvalidArnException: Key Aliases are not supported for this operation.',
    ],
    ['a token that is none', { ...base, GrantTokens: ['made-up'] }, 'InvalidGrantTokenException: '],
    [
      'a name with a space',
      { ...base, Name: 'a b' },
      "ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ],
  ])('%s', (__, input, words) => {
    expect(refused(input)).toContain(words);
    expect(idsOn(cloud, KeyId)).toEqual([]);
  });

  test('what is just allowed is accepted', () => {
    const Constraints = { EncryptionContextEquals: pairs(8, 'v'.repeat(384)) };
    const { GrantId } = aGrant(cloud, { ...base, Constraints });
    outputOf(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }));
  });

  test('a key that is disabled, about to be deleted, or without material', () => {
    const empty = aKey(cloud, { Origin: 'EXTERNAL' });
    expect(refused({ ...base, KeyId: empty })).toBe(
      `KMSInvalidStateException: ${empty} is pending import.`,
    );
    const state = (prepare: () => unknown): string => {
      prepare();
      return verdict(call(cloud, 'kms:CreateGrant', base));
    };
    expect(state(() => call(cloud, 'kms:DisableKey', { KeyId }))).toBe('DisabledException');
    expect(state(() => call(cloud, 'kms:ScheduleKeyDeletion', { KeyId }))).toBe(
      'KMSInvalidStateException',
    );
  });
});

test('each kind of key has operations of its own, and a grant takes those alone', () => {
  for (const spec of KEY_SPECS) {
    for (const usage of KEY_USAGES.filter((one) => isForUsage(spec, one))) {
      const grantable = grantableOn({ spec, usage });
      expect(grantable).toEqual(
        expect.arrayContaining(['CreateGrant', 'RetireGrant', 'DescribeKey']),
      );
      expect(grantable.includes('GetPublicKey')).toBe(!/^(SYMMETRIC|HMAC)/.test(spec));
      expect(grantable.includes('GenerateDataKey')).toBe(spec === 'SYMMETRIC_DEFAULT');
      expect(grantable.includes('Decrypt')).toBe(usage === 'ENCRYPT_DECRYPT');
      expect(grantable.includes('Sign')).toBe(usage === 'SIGN_VERIFY');
      expect(grantable.includes('VerifyMac')).toBe(usage === 'GENERATE_VERIFY_MAC');
      expect(grantable.includes('DeriveSharedSecret')).toBe(usage === 'KEY_AGREEMENT');
      expect(grantable.includes('Decapsulate')).toBe(usage === 'ENCAPSULATE_DECAPSULATE');
    }
  }
});

describe('names', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const base = {
    KeyId,
    GranteePrincipal: ALICE,
    Operations: ['Decrypt', 'Encrypt'],
    Constraints: { EncryptionContextSubset: { a: '1', b: '2' } },
  } as const;

  test('without a name each call makes one more', () => {
    const ids = [aGrant(cloud, base).GrantId, aGrant(cloud, base).GrantId];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('with one, the same request gives the same grant and another token', () => {
    const named = { ...base, Name: 'job' };
    const first = aGrant(cloud, named);
    const again = aGrant(cloud, {
      ...named,
      Operations: ['Encrypt', 'Decrypt'],
      Constraints: { EncryptionContextSubset: { b: '2', a: '1' } },
    });
    expect(again.GrantId).toBe(first.GrantId);
    expect(again.GrantToken).not.toBe(first.GrantToken);
    for (const other of [
      { ...named, Operations: ['Decrypt'] as const },
      { ...named, Name: 'job2' },
      { ...named, RetiringPrincipal: ALICE },
      { ...named, Constraints: { EncryptionContextSubset: { a: '1' } } },
    ]) {
      expect(aGrant(cloud, other).GrantId).not.toBe(first.GrantId);
    }
    outputOf(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId: first.GrantId }));
    expect(aGrant(cloud, named).GrantId).not.toBe(first.GrantId);
  });
});

test('a dry run of each looks at everything and changes nothing', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const DryRun = true;
  const terms = { KeyId, GranteePrincipal: ALICE, Operations: ['Encrypt'] } as const;
  const { GrantId, GrantToken } = aGrant(cloud, terms);
  const dry = 'DryRunOperationException';
  expect(verdict(call(cloud, 'kms:CreateGrant', { ...terms, DryRun }))).toBe(dry);
  expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId, DryRun }))).toBe(dry);
  expect(verdict(call(cloud, 'kms:RetireGrant', { GrantToken, DryRun }))).toBe(dry);
  expect(verdict(call(cloud, 'kms:CreateGrant', { ...terms, Operations: [], DryRun }))).toBe(
    'ValidationException',
  );
  const absent = { KeyId, GrantId: '0'.repeat(64), DryRun };
  expect(verdict(call(cloud, 'kms:RevokeGrant', absent))).toBe('NotFoundException');
  expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId, DryRun }, { as: ALICE }))).toBe(
    denied,
  );
  expect(idsOn(cloud, KeyId)).toEqual([GrantId]);
});
