// Commands that make keys, switch them, end them, and change who may use them.

import fc from 'fast-check';
import { keyRef, plainRef, policyName, seldom } from './choices.ts';
import { documentOf, type PolicyName } from './cast.ts';
import { command, expectSame, NOTHING, type Command } from './command.ts';
import type { State } from './state-table.ts';
import { Refused, requireNoLockout, type KeyRef, type Turn } from './turn.ts';
import { arnOfKey, isComplete, REGIONS, type Family, type Key, type Region } from './world.ts';

const KINDS = {
  symmetric: { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS' },
  imported: { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'EXTERNAL' },
  mac: { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC', origin: 'AWS_KMS' },
  ecdsa: { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY', origin: 'AWS_KMS' },
  eddsa: { spec: 'ECC_NIST_EDWARDS25519', usage: 'SIGN_VERIFY', origin: 'AWS_KMS' },
} as const satisfies Readonly<Record<string, Pick<Family, 'spec' | 'usage' | 'origin'>>>;

interface NewKey {
  readonly kind: keyof typeof KINDS;
  readonly policy: PolicyName;
  readonly isMultiRegion: boolean;
  readonly bypasses: boolean;
  readonly region: Region;
}

function newKey(turn: Turn, family: Family, region: Region, policy: PolicyName): Key {
  const isExternal = family.origin === 'EXTERNAL';
  const key: Key = {
    family,
    region,
    state: isExternal ? 'PendingImport' : 'Enabled',
    policy,
    tags: new Map(),
    grants: [],
    held: new Map(),
  };
  turn.world.keys.push(key);
  return key;
}

const CreateKey = command<NewKey>(
  2,
  {
    kind: fc.constantFrom('symmetric', 'symmetric', 'imported', 'mac', 'ecdsa', 'eddsa'),
    policy: policyName,
    isMultiRegion: fc.boolean(),
    bypasses: seldom,
    region: fc.constantFrom(...REGIONS),
  },
  (turn, { kind, policy, isMultiRegion, bypasses, region }) => {
    turn.goTo(region);
    const { spec, usage, origin } = KINDS[kind];
    return {
      call: 'kms:CreateKey',
      input: {
        KeySpec: spec,
        KeyUsage: usage,
        Origin: origin,
        MultiRegion: isMultiRegion,
        Policy: documentOf(policy, turn.account),
        BypassPolicyLockoutSafetyCheck: bypasses,
      },
      judge() {
        turn.requireIam('kms:CreateKey');
        requireNoLockout(turn, policy, bypasses);
        return ({ KeyMetadata }) => {
          const { KeyId, KeyState } = KeyMetadata as { KeyId: string; KeyState: string };
          const family: Family = {
            ...KINDS[kind],
            id: KeyId,
            owner: turn.account,
            isMultiRegion,
            primary: turn.region,
            generations: 1,
            demands: 0,
            names: new Map(),
            secrets: [],
          };
          const key = newKey(turn, family, turn.region, policy);
          expectSame('KeyState', KeyState, key.state);
        };
      },
    };
  },
);

const DescribeKey = command<{ key: KeyRef }>(2, { key: keyRef }, (turn, { key: ref }) => ({
  call: 'kms:DescribeKey',
  input: { KeyId: turn.name(ref) },
  judge() {
    const key = turn.use(ref, 'DescribeKey');
    return ({ KeyMetadata }) => {
      const { Arn, KeyState, Enabled, KeySpec } = KeyMetadata as Readonly<Record<string, unknown>>;
      expectSame(
        'metadata',
        [Arn, KeyState, Enabled, KeySpec],
        [arnOfKey(key), key.state, key.state === 'Enabled', key.family.spec],
      );
    };
  },
}));

/** An operation that has nothing but a key; mostly one in these states. */
const onKey = (
  operation: string,
  weight: number,
  from: readonly State[],
  change: (key: Key, turn: Turn) => void,
): Command =>
  command<{ key: KeyRef }>(weight, { key: plainRef }, (turn, { key }) => {
    const ref = turn.steered(key, ({ state }) => from.includes(state));
    return {
      call: `kms:${operation}`,
      input: { KeyId: turn.name(ref) },
      judge() {
        const used = turn.use(ref, operation);
        return () => {
          change(used, turn);
        };
      },
    };
  });

const EnableKey = onKey('EnableKey', 4, ['Disabled'], (key, { world }) => {
  key.state = 'Enabled';
  const { rotation, primary } = key.family;
  const isOverdue = rotation !== undefined && rotation.next <= world.now;
  if (isOverdue && key.region === primary) world.rotate(key.family, world.now);
});

const DisableKey = onKey('DisableKey', 2, ['Enabled'], (key) => {
  key.state = 'Disabled';
});

const ScheduleKeyDeletion = command<{ key: KeyRef; days: number | undefined }>(
  3,
  { key: plainRef, days: fc.constantFrom(undefined, 7, 7, 7, 30, 6, 31) },
  (turn, { key: ref, days }) => ({
    call: 'kms:ScheduleKeyDeletion',
    input: { KeyId: turn.name(ref), PendingWindowInDays: days },
    judge() {
      const key = turn.use(ref, 'ScheduleKeyDeletion');
      const window = days ?? 30;
      if (window < 7 || window > 30) throw new Refused('ValidationException');
      return ({ KeyState }) => {
        turn.world.schedule(key, window);
        expectSame('KeyState', KeyState, key.state);
      };
    },
  }),
);

const CancelKeyDeletion = onKey(
  'CancelKeyDeletion',
  3,
  ['PendingDeletion', 'PendingReplicaDeletion'],
  (key) => {
    key.state = isComplete(key) ? 'Disabled' : 'PendingImport';
    delete key.deletedAt;
    delete key.window;
  },
);

const PutKeyPolicy = command<{ key: KeyRef; policy: PolicyName; bypasses: boolean }>(
  2,
  { key: plainRef, policy: policyName, bypasses: seldom },
  (turn, { key: ref, policy, bypasses }) => {
    const KeyId = turn.name(ref);
    return {
      call: 'kms:PutKeyPolicy',
      input: {
        KeyId,
        Policy: documentOf(policy, turn.keyAt(ref).family.owner),
        BypassPolicyLockoutSafetyCheck: bypasses,
      },
      judge() {
        const key = turn.use(ref, 'PutKeyPolicy');
        requireNoLockout(turn, policy, bypasses);
        return () => {
          key.policy = policy;
        };
      },
    };
  },
);

const GetKeyPolicy = command<{ key: KeyRef }>(1, { key: plainRef }, (turn, { key: ref }) => ({
  call: 'kms:GetKeyPolicy',
  input: { KeyId: turn.name(ref) },
  judge() {
    const key = turn.use(ref, 'GetKeyPolicy');
    return ({ Policy }) => {
      expectSame('Policy', Policy, documentOf(key.policy, key.family.owner));
    };
  },
}));

const GetPublicKey = command<{ key: KeyRef }>(1, { key: keyRef }, (turn, { key: ref }) => ({
  call: 'kms:GetPublicKey',
  input: { KeyId: turn.name(ref) },
  judge() {
    const key = turn.use(ref, 'GetPublicKey');
    if (!key.family.spec.startsWith('ECC_')) throw new Refused('UnsupportedOperationException');
    return NOTHING;
  },
}));

export const onKeys: Readonly<Record<string, Command>> = {
  CreateKey,
  DescribeKey,
  EnableKey,
  DisableKey,
  ScheduleKeyDeletion,
  CancelKeyDeletion,
  PutKeyPolicy,
  GetKeyPolicy,
  GetPublicKey,
};
