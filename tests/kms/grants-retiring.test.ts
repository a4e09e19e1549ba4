// Who may end a grant, how, and who may list what. Source: developer guide, "Retiring and revoking grants"; facts
// sheet, section 7d.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import {
  ACCOUNT,
  ALICE,
  aCloud,
  aKey,
  aUser,
  allow,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { aGrant, encrypts, idsOn, listed, type Terms } from '../support/grants.ts';

const ABROAD = '444455556666';
const CAROL = `arn:aws:iam::${ABROAD}:user/carol`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const denied = 'AccessDeniedException';
const service = 'logs.amazonaws.com';

interface World {
  readonly cloud: Cloud;
  readonly KeyId: string;
  readonly GrantId: string;
  readonly GrantToken: string;
}

function aWorld(terms: Partial<Terms> = {}): World {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const base = { KeyId, GranteePrincipal: ALICE, Operations: ['Encrypt'] } as const;
  return { cloud, KeyId, ...aGrant(cloud, { ...base, ...terms }) };
}

describe('RetireGrant', () => {
  const withRight = ['Encrypt', 'RetireGrant'] as const;
  const deny = { Effect: 'Deny', Action: 'kms:RetireGrant', Resource: '*' };

  test.each<readonly [string, Partial<Terms>, string, string]>([
    ['the grantee, where the grant says so', { Operations: withRight }, ALICE, 'ok'],
    ['not a grantee to whom it does not', {}, ALICE, denied],
    ['the retiring principal', { RetiringPrincipal: BOB }, BOB, 'ok'],
    ['the retiring principal of another account', { RetiringPrincipal: CAROL }, CAROL, 'ok'],
    ['the retiring service', { RetiringServicePrincipal: service }, service, 'ok'],
    ['not another service', { RetiringServicePrincipal: service }, 'sns.amazonaws.com', denied],
    ['the account that created it', {}, `arn:aws:iam::${ACCOUNT}:root`, 'ok'],
    ['whoever IAM lets, in that account', {}, `arn:aws:iam::${ACCOUNT}:user/let`, 'ok'],
    ['nobody else there', {}, BOB, denied],
    ['nobody of another account, whatever IAM says there', {}, `${CAROL}-let`, denied],
    [
      'whoever IAM lets, in an account that is the retiring principal',
      { RetiringPrincipal: `arn:aws:iam::${ABROAD}:root` },
      `${CAROL}-let`,
      'ok',
    ],
    [
      'not a principal whom IAM denies it',
      { RetiringPrincipal: `${BOB}-denied` },
      `${BOB}-denied`,
      denied,
    ],
    [
      'the constraints do not matter',
      {
        Operations: withRight,
        Constraints: { EncryptionContextEquals: { a: 'b' }, SourceArn: 'arn:aws:s3:::a' },
      },
      ALICE,
      'ok',
    ],
  ])('%s', (_, terms, as, wanted) => {
    const { cloud, KeyId, GrantId, GrantToken } = aWorld(terms);
    cloud.directory.put(`arn:aws:iam::${ACCOUNT}:user/let`, {
      policies: [allow('kms:RetireGrant')],
    });
    cloud.directory.put(`${CAROL}-let`, { policies: [allow('kms:*')] });
    cloud.directory.put(`${BOB}-denied`, {
      policies: [{ Version: '2012-10-17', Statement: [deny] }],
    });
    for (const by of [
      { KeyId, GrantId, DryRun: true },
      { GrantToken, DryRun: true },
    ]) {
      const dry = verdict(call(cloud, 'kms:RetireGrant', by, { as }));
      expect(dry).toBe(wanted === 'ok' ? 'DryRunOperationException' : wanted);
    }
    expect(verdict(call(cloud, 'kms:RetireGrant', { KeyId, GrantId }, { as }))).toBe(wanted);
    expect(idsOn(cloud, KeyId)).toEqual(wanted === 'ok' ? [] : [GrantId]);
    expect(encrypts(cloud, ALICE, KeyId)).toBe(
      wanted === 'ok' || terms.Constraints ? denied : 'ok',
    );
  });

  test('the right ends with the grant: another one with the same grantee does not do', () => {
    const { cloud, KeyId, GrantId } = aWorld();
    aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations: withRight });
    expect(verdict(call(cloud, 'kms:RetireGrant', { KeyId, GrantId }, { as: ALICE }))).toBe(denied);
  });

  test('a key policy neither gives nor takes the right', () => {
    const { cloud, KeyId, GrantId } = aWorld({ RetiringPrincipal: BOB });
    const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }));
    const policy = JSON.parse(String(Policy)) as { Statement: object[] };
    policy.Statement.push(
      { ...deny, Principal: { AWS: BOB } },
      { ...deny, Effect: 'Allow', Principal: { AWS: ALICE } },
    );
    outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: JSON.stringify(policy) }));
    expect(verdict(call(cloud, 'kms:RetireGrant', { KeyId, GrantId }, { as: ALICE }))).toBe(denied);
    expect(verdict(call(cloud, 'kms:RetireGrant', { KeyId, GrantId }, { as: BOB }))).toBe('ok');
  });

  test('any token of the grant will do, once', () => {
    const named = { Name: 'job', Operations: withRight } as const;
    const { cloud, KeyId, GrantToken } = aWorld(named);
    const second = aGrant(cloud, { KeyId, GranteePrincipal: ALICE, ...named }).GrantToken;
    expect(verdict(call(cloud, 'kms:RetireGrant', { GrantToken: second }, { as: ALICE }))).toBe(
      'ok',
    );
    expect(verdict(call(cloud, 'kms:RetireGrant', { GrantToken }, { as: ALICE }))).toBe(
      'InvalidGrantTokenException',
    );
  });

  test.each<readonly [string, (world: World) => Record<string, string>, string]>([
    ['nothing', () => ({}), 'ValidationException'],
    ['a key alone', ({ KeyId }) => ({ KeyId }), 'ValidationException'],
    ['a grant alone', ({ GrantId }) => ({ GrantId }), 'ValidationException'],
    [
      'all three',
      ({ KeyId, GrantId, GrantToken }) => ({ KeyId, GrantId, GrantToken }),
      'ValidationException',
    ],
    [
      'a token and a key',
      ({ GrantToken, KeyId }) => ({ GrantToken, KeyId }),
      'ValidationException',
    ],
    ['a made-up token', () => ({ GrantToken: 'made-up' }), 'InvalidGrantTokenException'],
    ['a made-up id', ({ KeyId }) => ({ KeyId, GrantId: 'x' }), 'InvalidGrantIdException'],
    ['no such grant', ({ KeyId }) => ({ KeyId, GrantId: '0'.repeat(64) }), 'NotFoundException'],
    [
      'a grant of another key',
      ({ cloud, GrantId }) => ({ KeyId: aKey(cloud), GrantId }),
      'NotFoundException',
    ],
    [
      'no such key',
      ({ KeyId, GrantId }) => ({ KeyId: KeyId.replace(/key\/.{8}/, 'key/00000000'), GrantId }),
      'NotFoundException',
    ],
  ])('refuses %s', (_, inputOf, code) => {
    const world = aWorld();
    expect(verdict(call(world.cloud, 'kms:RetireGrant', inputOf(world)))).toBe(code);
  });

  test('to a stranger of another account a grant that is there and one that is not look alike', () => {
    const { cloud, KeyId, GrantId } = aWorld();
    const told = (id: string): string =>
      refusalOf(call(cloud, 'kms:RetireGrant', { KeyId, GrantId: id }, { as: CAROL })).message;
    expect(told(GrantId)).toBe(told('0'.repeat(64)));
  });
});

describe('RevokeGrant', () => {
  test('is for those who look after the key: the grant gives nobody the right', () => {
    const { cloud, KeyId, GrantId } = aWorld({
      Operations: ['Encrypt', 'RetireGrant', 'CreateGrant'],
      RetiringPrincipal: BOB,
    });
    for (const as of [ALICE, BOB, CAROL]) {
      expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }, { as }))).toBe(denied);
    }
    const keeper = aUser(cloud, 'keeper', allow('kms:RevokeGrant'));
    expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }, { as: keeper }))).toBe('ok');
    expect(encrypts(cloud, ALICE, KeyId)).toBe(denied);
    expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }))).toBe('NotFoundException');
    expect(verdict(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId: 'x' }))).toBe(
      'InvalidGrantIdException',
    );
  });

  test('works whatever the state of the key', () => {
    const { cloud, KeyId, GrantId } = aWorld();
    outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId }));
    outputOf(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }));
    expect(idsOn(cloud, KeyId)).toEqual([]);
  });
});

describe('ListRetirableGrants', () => {
  const retirable = (
    cloud: Cloud,
    input: Record<string, unknown>,
    as?: string,
  ): readonly unknown[] =>
    listed(
      call(cloud, 'kms:ListRetirableGrants', input, as === undefined ? {} : { as }),
    ).Grants.map(({ GrantId }) => GrantId);

  test('finds grants on keys of every account, in this Region, by the exact principal', () => {
    const { cloud, KeyId, GrantId } = aWorld({ RetiringPrincipal: CAROL });
    const theirs = `arn:aws:iam::${ABROAD}:user/admin`;
    const here = { GranteePrincipal: ALICE, Operations: ['Encrypt'] } as const;
    const own = aKey(cloud, {}, { as: theirs });
    const second = aGrant(cloud, { ...here, KeyId: own, RetiringPrincipal: CAROL }, { as: theirs });
    aGrant(cloud, { ...here, KeyId, RetiringPrincipal: `${CAROL}2` });
    const west = aKey(cloud, {}, { region: 'us-west-2' });
    const distant = { ...here, KeyId: west, RetiringPrincipal: CAROL };
    aGrant(cloud, distant, { region: 'us-west-2' });
    const found = retirable(cloud, { RetiringPrincipal: CAROL }, theirs);
    expect(found).toEqual([GrantId, second.GrantId]);
    outputOf(call(cloud, 'kms:RetireGrant', { KeyId, GrantId }, { as: CAROL }));
    expect(retirable(cloud, { RetiringPrincipal: CAROL }, theirs)).toEqual([second.GrantId]);
  });

  test('permission is asked for on the principal that is named', () => {
    const { cloud } = aWorld({ RetiringPrincipal: BOB });
    const Statement = { Effect: 'Allow', Action: 'kms:ListRetirableGrants', Resource: BOB };
    const as = aUser(cloud, 'reader', { Version: '2012-10-17', Statement });
    const asked = (RetiringPrincipal: string): string =>
      verdict(call(cloud, 'kms:ListRetirableGrants', { RetiringPrincipal }, { as }));
    expect([asked(BOB), asked(ALICE)]).toEqual(['ok', denied]);
  });

  test('pages', () => {
    const { cloud, KeyId, GrantId } = aWorld({ RetiringPrincipal: BOB });
    const terms = { KeyId, GranteePrincipal: ALICE, RetiringPrincipal: BOB } as const;
    const { GrantId: next } = aGrant(cloud, { ...terms, Operations: ['Encrypt'] });
    const input = { RetiringPrincipal: BOB, Limit: 1 };
    const first = listed(call(cloud, 'kms:ListRetirableGrants', input));
    const Marker = first.NextMarker!;
    expect([first.Grants.length, first.Truncated]).toEqual([1, true]);
    expect(retirable(cloud, { ...input, Marker })).toEqual([next]);
    expect(first.Grants[0]!['GrantId']).toBe(GrantId);
  });

  test('a service finds its own; nobody else may look by a service, or in another account', () => {
    const { cloud, GrantId } = aWorld({ RetiringServicePrincipal: service });
    const input = { RetiringServicePrincipal: service };
    expect(verdict(call(cloud, 'kms:ListRetirableGrants', input))).toBe('ValidationException');
    const abroad = { RetiringPrincipal: CAROL };
    expect(verdict(call(cloud, 'kms:ListRetirableGrants', abroad))).toBe('ValidationException');
    expect(verdict(call(cloud, 'kms:ListRetirableGrants', {}))).toBe('ValidationException');
    expect(retirable(cloud, input, service)).toEqual([GrantId]);
    const other = { as: 'sns.amazonaws.com' };
    expect(verdict(call(cloud, 'kms:ListRetirableGrants', input, other))).toBe(
      'ValidationException',
    );
  });
});
