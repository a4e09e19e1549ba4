// Grants: what a grantee can do, and who it can be. Source: facts sheet, sections 7d, 7a.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { GRANT_OPERATIONS, type GrantOperation } from '../../src/kms/grants/terms.ts';
import { kmsState } from '../../src/kms/state.ts';
import {
  ACCOUNT,
  ALICE,
  aCloud,
  aKey,
  allow,
  call,
  outputOf,
  sealed,
  verdict,
} from '../support/cloud.ts';
import { aGrant, encrypts, listed } from '../support/grants.ts';

const ABROAD = '444455556666';
const CAROL = `arn:aws:iam::${ABROAD}:user/carol`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/job`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/job/glassbox`;
const denied = 'AccessDeniedException';

describe('what is granted', () => {
  const cloud = aCloud();
  const key = aKey(cloud);
  const blob = sealed(cloud, key, 'a');
  const size = { NumberOfBytes: 8 };
  const KeyPairSpec = 'ECC_NIST_P256' as const;
  const tries: Readonly<Record<string, () => string>> = {
    Encrypt: () => encrypts(cloud, ALICE, key),
    Decrypt: () => verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }, { as: ALICE })),
    GenerateDataKey: () =>
      verdict(call(cloud, 'kms:GenerateDataKey', { KeyId: key, ...size }, { as: ALICE })),
    GenerateDataKeyWithoutPlaintext: () =>
      verdict(
        call(cloud, 'kms:GenerateDataKeyWithoutPlaintext', { KeyId: key, ...size }, { as: ALICE }),
      ),
    GenerateDataKeyPair: () =>
      verdict(call(cloud, 'kms:GenerateDataKeyPair', { KeyId: key, KeyPairSpec }, { as: ALICE })),
    GenerateDataKeyPairWithoutPlaintext: () =>
      verdict(
        call(
          cloud,
          'kms:GenerateDataKeyPairWithoutPlaintext',
          { KeyId: key, KeyPairSpec },
          { as: ALICE },
        ),
      ),
    DescribeKey: () => verdict(call(cloud, 'kms:DescribeKey', { KeyId: key }, { as: ALICE })),
    CreateGrant: () =>
      verdict(
        call(
          cloud,
          'kms:CreateGrant',
          { KeyId: key, GranteePrincipal: ROLE, Operations: [] },
          { as: ALICE },
        ),
      ).replace('ValidationException', 'ok'),
    DisableKey: () => verdict(call(cloud, 'kms:DisableKey', { KeyId: key }, { as: ALICE })),
    ListGrants: () => verdict(call(cloud, 'kms:ListGrants', { KeyId: key }, { as: ALICE })),
  };

  test.each(Object.keys(tries).filter((name) => GRANT_OPERATIONS.includes(name as GrantOperation)))(
    'a grant for %s lets its grantee do that and nothing else',
    (name) => {
      const also = name === 'CreateGrant' ? (['RetireGrant'] as const) : [];
      const Operations = [name as GrantOperation, ...also];
      const { GrantId } = aGrant(cloud, { KeyId: key, GranteePrincipal: ALICE, Operations });
      for (const [other, attempt] of Object.entries(tries)) {
        expect(`${other}: ${attempt()}`).toBe(`${other}: ${other === name ? 'ok' : denied}`);
      }
      outputOf(call(cloud, 'kms:RevokeGrant', { KeyId: key, GrantId }));
      expect(tries[name]!()).toBe(denied);
    },
  );

  test('ReEncrypt needs a grant on each side: ReEncryptFrom here, ReEncryptTo there', () => {
    const other = aKey(cloud);
    const attempt = (): string =>
      verdict(
        call(
          cloud,
          'kms:ReEncrypt',
          { CiphertextBlob: blob, DestinationKeyId: other },
          { as: ALICE },
        ),
      );
    aGrant(cloud, { KeyId: key, GranteePrincipal: ALICE, Operations: ['ReEncryptFrom'] });
    expect(attempt()).toBe(denied);
    aGrant(cloud, { KeyId: other, GranteePrincipal: ALICE, Operations: ['ReEncryptTo'] });
    expect(attempt()).toBe('ok');
  });
});

describe('to whom', () => {
  const Operations = ['Encrypt'] as const;

  test.each([
    ['a user', ALICE, ALICE],
    ['a role, and so each of its sessions', ROLE, SESSION],
    ['one session of a role', SESSION, SESSION],
    ['a user of another account, by the grant alone', CAROL, CAROL],
    ['an account as such, for whom its IAM lets', `arn:aws:iam::${ACCOUNT}:root`, `${ALICE}2`],
  ])('to %s', (_, GranteePrincipal, as) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/admin` },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      }),
    });
    cloud.directory.put(`${ALICE}2`, { policies: [allow('kms:Encrypt')] });
    expect(encrypts(cloud, as, KeyId)).toBe(denied);
    aGrant(cloud, { KeyId, GranteePrincipal, Operations });
    expect(encrypts(cloud, as, KeyId)).toBe('ok');
    expect(encrypts(cloud, `${ALICE}3`, KeyId)).toBe(denied);
  });

  test('to a service, on behalf of the one resource that its constraint names', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const SourceArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:app`;
    const service = 'logs.amazonaws.com';
    aGrant(cloud, {
      KeyId,
      GranteeServicePrincipal: service,
      RetiringServicePrincipal: service,
      Operations,
      Constraints: { SourceArn },
    });
    expect(encrypts(cloud, service, KeyId, {}, { sourceArn: SourceArn })).toBe('ok');
    expect(encrypts(cloud, service, KeyId, {}, { sourceArn: `${SourceArn}2` })).toBe(denied);
    expect(encrypts(cloud, service, KeyId)).toBe(denied);
    const other = 'delivery.logs.amazonaws.com';
    expect(encrypts(cloud, other, KeyId, {}, { sourceArn: SourceArn })).toBe(denied);
  });

  test('a user cannot claim a source: it is the service that says for whom it calls', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const SourceArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:app`;
    aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations, Constraints: { SourceArn } });
    expect(encrypts(cloud, ALICE, KeyId, {}, { sourceArn: SourceArn })).toBe(denied);
  });

  test('an explicit deny beats a grant, in the key policy and in IAM', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations });
    expect(encrypts(cloud, ALICE, KeyId)).toBe('ok');
    const deny = { Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' };
    cloud.directory.put(ALICE, { policies: [{ Version: '2012-10-17', Statement: [deny] }] });
    expect(encrypts(cloud, ALICE, KeyId)).toBe(denied);
    cloud.directory.put(ALICE, {});
    const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }));
    const policy = JSON.parse(String(Policy)) as { Statement: object[] };
    policy.Statement.push({ ...deny, Principal: { AWS: ALICE } });
    outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: JSON.stringify(policy) }));
    expect(encrypts(cloud, ALICE, KeyId)).toBe(denied);
  });

  test('the decision names the grant, and without one says why', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const input = { KeyId, Plaintext: utf8('a'), EncryptionContext: { dept: 'IT' } };
    const Constraints = { EncryptionContextSubset: { Dept: 'IT' } };
    const { GrantId } = aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations, Constraints });
    const decided = (EncryptionContext: Readonly<Record<string, string>>) =>
      call(cloud, 'kms:Encrypt', { ...input, EncryptionContext }, { as: ALICE }).stages.find(
        ({ name }) => name === 'authorise',
      )!;
    expect(decided({ Dept: 'IT' }).decidedBy).toBe(`Grant ${GrantId}`);
    const door = decided({ dept: 'IT' }).decisions![0]!.doors.find(
      ({ name }) => name === 'A grant',
    );
    expect(door!.why).toContain('none that covers this request');
  });

  test('a grant lasts: it does not expire, and outlives a change of the key policy', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations });
    const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }));
    outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: String(Policy) }));
    cloud.advance(3 * 365 * 86_400_000);
    expect(encrypts(cloud, ALICE, KeyId)).toBe('ok');
  });

  test('it dies with its key, for those who list what they may retire, too', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const terms = { KeyId, GranteePrincipal: ALICE, RetiringPrincipal: ALICE, Operations };
    const { GrantToken } = aGrant(cloud, terms);
    const retirable = () =>
      listed(call(cloud, 'kms:ListRetirableGrants', { RetiringPrincipal: ALICE })).Grants.length;
    outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
    expect(retirable()).toBe(1);
    cloud.advance(8 * 86_400_000);
    expect(retirable()).toBe(0);
    expect(verdict(call(cloud, 'kms:RetireGrant', { GrantToken }, { as: ALICE }))).toBe(
      'InvalidGrantTokenException',
    );
  });
});

test('an HMAC key: GenerateMac by grant, a SourceArn, and no encryption context', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const base = { KeyId, GranteePrincipal: ALICE, Operations: ['GenerateMac'] } as const;
  const Constraints = { EncryptionContextSubset: { a: 'b' } };
  expect(verdict(call(cloud, 'kms:CreateGrant', { ...base, Constraints }))).toBe(
    'ValidationException',
  );
  aGrant(cloud, base);
  const mac = { KeyId, Message: utf8('a'), MacAlgorithm: 'HMAC_SHA_256' } as const;
  expect(verdict(call(cloud, 'kms:GenerateMac', mac, { as: ALICE }))).toBe('ok');
});

test('grants belong to the key, in its account and Region: whoever made them', () => {
  const cloud: Cloud = aCloud();
  const KeyId = aKey(cloud);
  const Operations = ['Encrypt', 'CreateGrant'] as const;
  aGrant(cloud, { KeyId, GranteePrincipal: CAROL, Operations });
  const dan = `arn:aws:iam::${ABROAD}:user/dan`;
  aGrant(cloud, { KeyId, GranteePrincipal: dan, Operations: ['Encrypt'] }, { as: CAROL });
  const { Grants } = listed(call(cloud, 'kms:ListGrants', { KeyId }));
  expect(Grants.map(({ IssuingAccount }) => IssuingAccount)).toEqual([
    `arn:aws:iam::${ACCOUNT}:root`,
    `arn:aws:iam::${ABROAD}:root`,
  ]);
  expect(encrypts(cloud, dan, KeyId)).toBe('ok');
  expect(kmsState(cloud, ABROAD, 'us-east-1').keys.size).toBe(0);
});
