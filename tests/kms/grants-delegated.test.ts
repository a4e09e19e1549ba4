// What a grantee can hand on, and what policies can ask of a request about grants. Source: facts sheet, sections 7c
// and 7d.

import { describe, expect, test } from 'vitest';
import { ACCOUNT, ALICE, aCloud, aKey, aUser, call, verdict } from '../support/cloud.ts';
import { aGrant, type Terms } from '../support/grants.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/job`;
const denied = 'AccessDeniedException';

describe('delegation: a grantee with CreateGrant', () => {
  const bob = `arn:aws:iam::${ACCOUNT}:user/bob`;
  const attempt = (parent: Partial<Terms>, child: Partial<Terms>): string => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const Operations = ['Encrypt', 'Decrypt', 'CreateGrant'] as const;
    aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations, ...parent });
    const given = { KeyId, GranteePrincipal: bob, Operations: ['Encrypt'] as const, ...child };
    return verdict(call(cloud, 'kms:CreateGrant', given, { as: ALICE }));
  };
  const subset = (pairs: Record<string, string>) => ({
    Constraints: { EncryptionContextSubset: pairs },
  });
  const equal = (pairs: Record<string, string>) => ({
    Constraints: { EncryptionContextEquals: pairs },
  });

  test.each<readonly [string, Partial<Terms>, Partial<Terms>, string]>([
    ['hands on a part of its operations', {}, {}, 'ok'],
    ['hands on all of them', {}, { Operations: ['Decrypt', 'CreateGrant', 'Encrypt'] }, 'ok'],
    ['hands on nothing that it has not', {}, { Operations: ['Encrypt', 'DescribeKey'] }, denied],
    ['may add a constraint', {}, subset({ a: '1' }), 'ok'],
    ['may not drop one', subset({ a: '1' }), {}, denied],
    ['may keep it', subset({ a: '1' }), subset({ a: '1' }), 'ok'],
    ['may ask for more pairs', subset({ a: '1' }), subset({ a: '1', b: '2' }), 'ok'],
    ['may not ask for fewer', subset({ a: '1', b: '2' }), subset({ a: '1' }), denied],
    ['may not ask for another value', subset({ a: '1' }), subset({ a: '2' }), denied],
    ['may not change a capital', subset({ a: '1' }), subset({ A: '1' }), denied],
    ['may turn Subset into Equals', subset({ a: '1' }), equal({ a: '1', b: '2' }), 'ok'],
    ['may not turn Equals into Subset', equal({ a: '1' }), subset({ a: '1' }), denied],
    ['keeps Equals as it is', equal({ a: '1' }), equal({ a: '1' }), 'ok'],
    ['adds nothing to Equals', equal({ a: '1' }), equal({ a: '1', b: '2' }), denied],
  ])('%s', (_, parent, child, wanted) => {
    expect(attempt(parent, child)).toBe(wanted);
  });

  test('a service hands on for its own resource alone', () => {
    const service = 'logs.amazonaws.com';
    const [SourceArn, other] = ['arn:aws:s3:::a', 'arn:aws:s3:::b'];
    const terms = {
      GranteePrincipal: undefined as never,
      GranteeServicePrincipal: service,
      RetiringServicePrincipal: service,
      Operations: ['Encrypt', 'CreateGrant'],
    } as const;
    const hands = (sourceArn: string, Constraints: Terms['Constraints']): string => {
      const cloud = aCloud();
      const KeyId = aKey(cloud);
      aGrant(cloud, { ...terms, KeyId, Constraints: { SourceArn } });
      const child = { KeyId, GranteePrincipal: bob, Operations: ['Encrypt'], Constraints } as const;
      const caller = { as: service, sourceArn };
      return verdict(call(cloud, 'kms:CreateGrant', child as Terms, caller));
    };
    expect(hands(SourceArn, { SourceArn })).toBe('ok');
    expect(hands(SourceArn, { SourceArn: other })).toBe(denied);
    expect(hands(SourceArn, {})).toBe(denied);
    expect(hands(other, { SourceArn })).toBe(denied);
  });

  test('without CreateGrant none can be made', () => {
    expect(attempt({ Operations: ['Encrypt'] }, {})).toBe(denied);
  });
});

describe('policies', () => {
  test.each<readonly [string, Record<string, unknown>, Partial<Terms>, Partial<Terms>]>([
    ['kms:GranteePrincipal', { StringEquals: ALICE }, {}, { GranteePrincipal: ROLE }],
    [
      'kms:RetiringPrincipal',
      { StringEquals: ROLE },
      { RetiringPrincipal: ROLE },
      { RetiringPrincipal: ALICE },
    ],
    [
      'kms:GrantOperations',
      { 'ForAllValues:StringEquals': ['Encrypt', 'Decrypt'] },
      { Operations: ['Encrypt'] },
      { Operations: ['Encrypt', 'DescribeKey'] },
    ],
    [
      'kms:GrantConstraintType',
      { StringEquals: 'EncryptionContextSubset' },
      { Constraints: { EncryptionContextSubset: { a: '1' } } },
      { Constraints: { EncryptionContextEquals: { a: '1' } } },
    ],
    [
      'kms:EncryptionContext:A',
      { StringEquals: '1' },
      { Constraints: { EncryptionContextSubset: { a: '1' } } },
      { Constraints: { EncryptionContextSubset: { a: '2' } } },
    ],
    [
      'kms:GrantConstraintSourceArn',
      { StringEquals: 'arn:aws:s3:::a' },
      { Constraints: { SourceArn: 'arn:aws:s3:::a' } },
      { Constraints: { SourceArn: 'arn:aws:s3:::b' } },
    ],
    [
      'kms:GranteeServicePrincipal',
      { Null: 'true' },
      {},
      {
        GranteePrincipal: undefined as never,
        GranteeServicePrincipal: 'logs.amazonaws.com',
        RetiringPrincipal: ALICE,
        Constraints: { SourceArn: 'arn:aws:s3:::a' },
      },
    ],
    [
      'kms:RetiringServicePrincipal',
      { StringEquals: 'logs.amazonaws.com' },
      { RetiringServicePrincipal: 'logs.amazonaws.com' },
      { RetiringServicePrincipal: 'sns.amazonaws.com' },
    ],
  ])('%s', (key, operators, passes, fails) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const Condition = Object.fromEntries(
      Object.entries(operators).map(([operator, value]) => [operator, { [key]: value }]),
    );
    const statement = { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: '*', Condition };
    const as = aUser(cloud, 'admin2', { Version: '2012-10-17', Statement: [statement] });
    const base = { KeyId, GranteePrincipal: ALICE, Operations: ['Decrypt'] } as const;
    const tried = (terms: Partial<Terms>): string =>
      verdict(call(cloud, 'kms:CreateGrant', { ...base, ...terms }, { as }));
    expect([tried(passes), tried(fails)]).toEqual(['ok', denied]);
  });

  test('kms:GrantIsForAWSResource is false for those who call themselves', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const onlyIf = (value: string): string =>
      aUser(cloud, `only-${value}`, {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
            Resource: '*',
            Condition: { Bool: { 'kms:GrantIsForAWSResource': value } },
          },
        ],
      });
    for (const [value, wanted] of [
      ['true', denied],
      ['false', 'ok'],
    ] as const) {
      const as = onlyIf(value);
      const terms = { KeyId, GranteePrincipal: ALICE, Operations: ['Decrypt'] } as const;
      const { GrantId } = aGrant(cloud, terms);
      expect(verdict(call(cloud, 'kms:CreateGrant', terms, { as }))).toBe(wanted);
      expect(verdict(call(cloud, 'kms:ListGrants', { KeyId }, { as }))).toBe(wanted);
      expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }, { as }))).toBe(wanted);
    }
  });
});
