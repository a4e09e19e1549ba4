// Damaged policies: they never make the engine throw, and never open what the strictest reading keeps shut.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { entropyFor } from '../../src/crypto/drbg.ts';
import { ACCOUNT, aCloud, aKey, ALICE, allow, aUser, call } from '../support/cloud.ts';
import { mutated } from '../support/mutate.ts';
import { strictlyAllows, type Asked } from '../support/naive-policy.ts';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const statement = (facts: object): object => ({
  Effect: 'Allow',
  ...('NotAction' in facts ? {} : { Action: 'kms:*' }),
  ...('NotResource' in facts ? {} : { Resource: '*' }),
  ...facts,
});

/** Alice is in, or out, for many different reasons. */
const POLICIES: readonly object[] = [
  [statement({ Sid: 'a', Principal: { AWS: ROOT } })],
  [statement({ Principal: { AWS: ALICE } })],
  [statement({ Principal: { AWS: [ROOT, ALICE] }, Action: ['kms:Decrypt', 'kms:Enc*'] })],
  [statement({ Principal: '*' }), statement({ Effect: 'Deny', Principal: { AWS: ALICE } })],
  [
    statement({ Principal: '*' }),
    statement({ Effect: 'Deny', NotPrincipal: { AWS: [ALICE, ROOT] } }),
  ],
  [statement({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/bob' } })],
  [
    statement({
      Principal: { AWS: ALICE },
      Condition: { StringEquals: { 'kms:EncryptionContext:dept': 'finance' } },
    }),
  ],
  [
    statement({
      Principal: { AWS: ALICE },
      Condition: { StringEquals: { 'kms:EncryptionContext:dept': 'hr' } },
    }),
  ],
  [
    statement({
      Principal: { AWS: '*' },
      Condition: {
        StringLike: { 'kms:EncryptionContext:dept': 'fin*' },
        Null: { 'kms:ViaService': 'true' },
      },
    }),
    statement({
      Effect: 'Deny',
      Principal: '*',
      Condition: { Null: { 'kms:EncryptionContext:dept': 'true' } },
    }),
  ],
  [
    statement({ Principal: { AWS: ROOT } }),
    statement({ Effect: 'Deny', Principal: { AWS: ACCOUNT }, NotAction: 'kms:Decrypt' }),
  ],
  [
    statement({ Principal: { Service: 's3.amazonaws.com' } }),
    statement({ Principal: { AWS: ALICE }, NotResource: 'arn:aws:kms:*:*:alias/*' }),
  ],
].map((Statement) => ({ Version: '2012-10-17', Id: 'x', Statement }));

interface Verdict {
  readonly engine: 'malformed' | 'allow' | 'deny';
  readonly oracle: boolean;
}

function judge(cloud: Cloud, Policy: string, caller: string, iam: boolean): Verdict {
  const made = call(cloud, 'kms:CreateKey', { Policy, BypassPolicyLockoutSafetyCheck: true });
  if (!made.outcome.ok) {
    expect(made.outcome.error.code).toMatch(
      /^(MalformedPolicyDocument|LimitExceeded|Validation)Exception$/,
    );
    return { engine: 'malformed', oracle: false };
  }
  const { Arn: KeyId } = made.outcome.output['KeyMetadata'] as { Arn: string };
  const input = { KeyId, Plaintext: utf8('a'), EncryptionContext: { dept: 'finance' } };
  const { outcome } = call(cloud, 'kms:Encrypt', input, { as: caller });
  if (!outcome.ok) expect(outcome.error.code).toBe('AccessDeniedException');
  const context: Asked['context'] = {
    'kms:encryptioncontext:dept': ['finance'],
    'kms:encryptioncontextkeys': ['dept'],
    'kms:calleraccount': [ACCOUNT],
    'aws:principalarn': [caller],
    'aws:principalaccount': [ACCOUNT],
  };
  const asked = { caller, account: ACCOUNT, action: 'kms:Encrypt', resource: KeyId, context, iam };
  return { engine: outcome.ok ? 'allow' : 'deny', oracle: strictlyAllows(Policy, asked) };
}

/** Twice the same people: with IAM behind them, and without. */
function people(cloud: Cloud): readonly (readonly [string, boolean])[] {
  aUser(cloud, 'alice');
  const bob = aUser(cloud, 'bob', allow('kms:Encrypt'));
  return [
    [ALICE, false],
    [bob, true],
  ];
}

test('undamaged, the second opinion agrees with the engine on every policy', () => {
  const cloud = aCloud({ tick: 0 });
  const seen = new Set<string>();
  for (const [caller, iam] of people(cloud)) {
    for (const policy of POLICIES) {
      const { engine, oracle } = judge(cloud, JSON.stringify(policy), caller, iam);
      expect(engine === 'allow', JSON.stringify(policy)).toBe(oracle);
      seen.add(engine);
    }
  }
  expect([...seen].sort()).toEqual(['allow', 'deny']);
});

test('2,000 damaged policies: no crash, and nothing opened that the strictest reading keeps shut', () => {
  const chance = entropyFor('policies', 'mutations');
  const counts = { malformed: 0, allow: 0, deny: 0 };
  for (let i = 0; i < 2000; i++) {
    const cloud = aCloud({ tick: 0 });
    const [caller, iam] = people(cloud)[i % 2]!;
    const Policy = mutated(POLICIES[i % POLICIES.length], chance);
    const { engine, oracle } = judge(cloud, Policy, caller, iam);
    counts[engine]++;
    if (engine === 'allow') expect(oracle, Policy).toBe(true);
  }
  // The damage is neither always fatal nor always harmless: else this would prove little.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(150);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('huge and deep policies are refused quickly', () => {
  const cloud = aCloud();
  const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const policies = [
    deep(16_000),
    `{"Statement":${deep(15_000)}}`,
    JSON.stringify({ Statement: Array.from({ length: 300 }, () => POLICIES[1]) }),
    JSON.stringify({
      Statement: statement({ Principal: '*', Action: `kms:${'*a'.repeat(15_000)}` }),
    }),
    'x'.repeat(131_072),
    '"'.repeat(30_000),
  ];
  for (const Policy of policies) {
    const { outcome } = call(cloud, 'kms:CreateKey', {
      Policy,
      BypassPolicyLockoutSafetyCheck: true,
    });
    if (!outcome.ok) continue;
    const { Arn: KeyId } = outcome.output['KeyMetadata'] as { Arn: string };
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, { as: ALICE });
  }
  expect(aKey(cloud)).toMatch(/^arn:/);
});
