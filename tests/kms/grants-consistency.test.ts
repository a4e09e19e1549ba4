// Grants count at once, unless the world is made eventually consistent: then they take a while, but for those who
// send their token. Source: facts sheet, sections 6 and 7d; the SDK's description of CreateGrant and RevokeGrant.

import { describe, expect, test } from 'vitest';
import { createSimulator, type SimulatorOptions } from '../../src/lib/index.ts';
import { Cloud } from '../../src/aws/cloud.ts';
import { limits } from '../../src/kms/limits.ts';
import { services } from '../../src/scenario/services.ts';
import { ACCOUNT, ALICE, aCloud, aKey, call, NOW, outputOf, verdict } from '../support/cloud.ts';
import { aGrant, encrypts, idsOn, listed } from '../support/grants.ts';

const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const denied = 'AccessDeniedException';
const SPREAD = limits.grantSpreadMinutes * 60_000;

const slow = (): Cloud =>
  new Cloud({
    services,
    seed: 'slow',
    now: NOW,
    tick: 0,
    account: ACCOUNT,
    region: 'us-east-1',
    eventualConsistency: true,
  });

const terms = { GranteePrincipal: ALICE, Operations: ['Encrypt', 'RetireGrant'] } as const;

test('by default a grant counts at once, and its token changes nothing', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  const { GrantId, GrantToken } = aGrant(cloud, { KeyId, ...terms });
  expect(encrypts(cloud, ALICE, KeyId)).toBe('ok');
  expect(encrypts(cloud, ALICE, KeyId, {}, { GrantTokens: [GrantToken] })).toBe('ok');
  outputOf(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }));
  expect(encrypts(cloud, ALICE, KeyId)).toBe(denied);
});

describe('eventually consistent', () => {
  test('a new grant counts when it has spread, and is listed then', () => {
    const cloud = slow();
    const KeyId = aKey(cloud);
    const { GrantId } = aGrant(cloud, { KeyId, ...terms });
    const seen = () => [encrypts(cloud, ALICE, KeyId), idsOn(cloud, KeyId)];
    expect(seen()).toEqual([denied, []]);
    cloud.advance(SPREAD - 1);
    expect(seen()).toEqual([denied, []]);
    cloud.advance(1);
    expect(seen()).toEqual(['ok', [GrantId]]);
  });

  test('with its token it counts at once: for the grantee, on that key, for what it says', () => {
    const cloud = slow();
    const KeyId = aKey(cloud);
    const other = aKey(cloud);
    const GrantTokens = [aGrant(cloud, { KeyId, ...terms }).GrantToken];
    expect(encrypts(cloud, ALICE, KeyId, {}, { GrantTokens })).toBe('ok');
    expect(encrypts(cloud, BOB, KeyId, {}, { GrantTokens })).toBe(denied);
    expect(encrypts(cloud, ALICE, other, {}, { GrantTokens })).toBe(denied);
    const size = { KeyId, NumberOfBytes: 1, GrantTokens };
    expect(verdict(call(cloud, 'kms:GenerateDataKey', size, { as: ALICE }))).toBe(denied);
    expect(encrypts(cloud, ALICE, KeyId)).toBe(denied);
  });

  test('a token that is repeated under the same name works, too', () => {
    const cloud = slow();
    const KeyId = aKey(cloud);
    const named = { KeyId, ...terms, Name: 'job' };
    aGrant(cloud, named);
    const GrantTokens = [aGrant(cloud, named).GrantToken];
    expect(encrypts(cloud, ALICE, KeyId, {}, { GrantTokens })).toBe('ok');
  });

  test('a grantee who hands on needs the token of what it has', () => {
    const cloud = slow();
    const KeyId = aKey(cloud);
    const Operations = ['Encrypt', 'CreateGrant'] as const;
    const { GrantToken } = aGrant(cloud, { KeyId, GranteePrincipal: ALICE, Operations });
    const child = { KeyId, GranteePrincipal: BOB, Operations: ['Encrypt'] } as const;
    expect(verdict(call(cloud, 'kms:CreateGrant', child, { as: ALICE }))).toBe(denied);
    const given = { ...child, GrantTokens: [GrantToken] };
    expect(verdict(call(cloud, 'kms:CreateGrant', given, { as: ALICE }))).toBe('ok');
  });

  test.each(['RevokeGrant', 'RetireGrant'] as const)(
    'after %s it counts for as long again',
    (name) => {
      const cloud = slow();
      const KeyId = aKey(cloud);
      const { GrantId, GrantToken } = aGrant(cloud, { KeyId, ...terms, RetiringPrincipal: BOB });
      cloud.advance(SPREAD);
      const retirable = () =>
        listed(call(cloud, 'kms:ListRetirableGrants', { RetiringPrincipal: BOB })).Grants.length;
      const end = () => verdict(call(cloud, `kms:${name}`, { KeyId, GrantId }));
      expect(end()).toBe('ok');
      expect(end()).toBe('NotFoundException');
      cloud.advance(SPREAD - 1);
      expect([encrypts(cloud, ALICE, KeyId), idsOn(cloud, KeyId), retirable()]).toEqual([
        'ok',
        [GrantId],
        1,
      ]);
      cloud.advance(1);
      expect([encrypts(cloud, ALICE, KeyId), idsOn(cloud, KeyId), retirable()]).toEqual([
        denied,
        [],
        0,
      ]);
      const admin = `arn:aws:iam::${ACCOUNT}:user/admin`;
      expect(encrypts(cloud, admin, KeyId, {}, { GrantTokens: [GrantToken] })).toBe(
        'InvalidGrantTokenException',
      );
    },
  );

  test('a new grant can be retired by its token before anybody sees it', () => {
    const cloud = slow();
    const KeyId = aKey(cloud);
    const { GrantToken } = aGrant(cloud, { KeyId, ...terms });
    const retire = () => verdict(call(cloud, 'kms:RetireGrant', { GrantToken }, { as: ALICE }));
    expect([retire(), retire()]).toEqual(['ok', 'InvalidGrantTokenException']);
    cloud.advance(SPREAD);
    expect([encrypts(cloud, ALICE, KeyId), idsOn(cloud, KeyId)]).toEqual([denied, []]);
  });
});

describe('a history', () => {
  test.each<SimulatorOptions>([{}, { eventualConsistency: true }])(
    '%j is replayed as it was',
    (options) => {
      const sim = createSimulator({ seed: 'grants', now: new Date(NOW), ...options });
      const { KeyMetadata } = sim.call('kms:CreateKey', {});
      const KeyId = (KeyMetadata as { Arn: string }).Arn;
      const { GrantToken } = sim.call('kms:CreateGrant', { KeyId, ...terms });
      const input = { KeyId, Plaintext: new Uint8Array(1) };
      const one = sim.take('kms:Encrypt', input, { as: ALICE });
      expect(one.outcome.ok).toBe(options.eventualConsistency !== true);
      sim.take('kms:Encrypt', { ...input, GrantTokens: [GrantToken] }, { as: ALICE });
      sim.clock.advance(SPREAD);
      sim.take('kms:Encrypt', input, { as: ALICE });
      sim.take('kms:RetireGrant', { GrantToken }, { as: ALICE });
      sim.take('kms:Encrypt', input, { as: 'logs.amazonaws.com', sourceArn: 'arn:aws:s3:::a' });
      const again = createSimulator.replay(JSON.parse(JSON.stringify(sim.history())) as never);
      expect(again.spans()).toEqual(sim.spans());
      expect(again.trail()).toEqual(sim.trail());
      expect(again.history()).toEqual(sim.history());
    },
  );
});
