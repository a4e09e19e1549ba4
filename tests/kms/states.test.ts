// Every operation on a key, in every state that a key can be in. Source: facts sheet, section 3.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import type { KmsKey } from '../../src/kms/key.ts';
import { states, stateError } from '../../src/kms/key-states.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import { aCloud, aKey, bytesOf, call, outputOf, verdict } from '../support/cloud.ts';

const OK = 'ok';
const D = 'DisabledException';
const S = 'KMSInvalidStateException';

type Row = readonly [enabled: string, disabled: string, pendingDeletion: string];

const MATRIX: Readonly<Record<string, Row>> = {
  Encrypt: [OK, D, S],
  Decrypt: [OK, D, S],
  ReEncrypt: [OK, D, S],
  GenerateDataKey: [OK, D, S],
  GenerateDataKeyWithoutPlaintext: [OK, D, S],
  DescribeKey: [OK, OK, OK],
  GetKeyPolicy: [OK, OK, OK],
  PutKeyPolicy: [OK, OK, OK],
  ListKeyPolicies: [OK, OK, OK],
  ListResourceTags: [OK, OK, OK],
  GetKeyLastUsage: [OK, OK, OK],
  CreateAlias: [OK, OK, S],
  UpdateAlias: [OK, OK, S],
  DeleteAlias: [OK, OK, OK],
  EnableKey: [OK, OK, S],
  DisableKey: [OK, OK, S],
  ScheduleKeyDeletion: [OK, OK, S],
  CancelKeyDeletion: [S, S, OK],
  EnableKeyRotation: [OK, D, S],
  DisableKeyRotation: [OK, D, S],
  GetKeyRotationStatus: [OK, OK, OK],
  ListKeyRotations: [OK, OK, OK],
  RotateKeyOnDemand: [OK, D, S],
  TagResource: [OK, OK, S],
  UntagResource: [OK, OK, S],
  UpdateKeyDescription: [OK, OK, S],
};

/** No key, no state. */
const KEYLESS = ['CreateKey', 'GenerateRandom', 'ListAliases', 'ListKeys'];

test('the table speaks of every operation that there is', () => {
  expect([...Object.keys(MATRIX), ...KEYLESS].sort()).toEqual(Object.keys(kmsOperations).sort());
});

interface World {
  readonly cloud: Cloud;
  readonly KeyId: string;
  readonly CiphertextBlob: Uint8Array;
}

/** What a call needs besides KeyId. */
const INPUTS: Readonly<Record<string, (world: World) => Readonly<Record<string, unknown>>>> = {
  Encrypt: () => ({ Plaintext: utf8('a') }),
  Decrypt: ({ CiphertextBlob }) => ({ CiphertextBlob }),
  ReEncrypt: ({ CiphertextBlob, KeyId }) => ({ CiphertextBlob, DestinationKeyId: KeyId }),
  GenerateDataKey: () => ({ KeySpec: 'AES_256' }),
  GenerateDataKeyWithoutPlaintext: () => ({ KeySpec: 'AES_256' }),
  PutKeyPolicy: ({ cloud, KeyId }) => outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId })),
  CreateAlias: ({ KeyId }) => ({ AliasName: 'alias/new', TargetKeyId: KeyId }),
  UpdateAlias: ({ KeyId }) => ({ AliasName: 'alias/other', TargetKeyId: KeyId }),
  DeleteAlias: () => ({ AliasName: 'alias/app' }),
  TagResource: () => ({ Tags: [{ TagKey: 'a', TagValue: '1' }] }),
  UntagResource: () => ({ TagKeys: ['a'] }),
  UpdateKeyDescription: () => ({ Description: 'new' }),
};

const BECOMES = [
  ['Enabled', undefined],
  ['Disabled', 'kms:DisableKey'],
  ['PendingDeletion', 'kms:ScheduleKeyDeletion'],
] as const;

function worldWith(change: (typeof BECOMES)[number][1]): World {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const other = aKey(cloud);
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId }));
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/other', TargetKeyId: other }));
  const CiphertextBlob = bytesOf(
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }),
    'CiphertextBlob',
  );
  if (change) outputOf(call(cloud, change, { KeyId }));
  return { cloud, KeyId, CiphertextBlob };
}

describe.each(BECOMES.map(([state, change], i) => ({ state, change, i })))(
  'a key that is $state',
  ({ change, i }) => {
    test.each(Object.entries(MATRIX))('%s', (operation, row) => {
      const world = worldWith(change);
      const { cloud, KeyId } = world;
      const more = INPUTS[operation]?.(world) ?? {};
      const span = cloud.call(`kms:${operation}`, { KeyId, ...more });
      expect(verdict(span)).toBe(row[i]);
      if (span.outcome.ok) return;
      const fault = { Disabled: 'disabled', PendingDeletion: 'pending deletion' }[
        BECOMES[i]?.[0] as string
      ];
      const text = operation === 'CancelKeyDeletion' ? 'not pending deletion' : fault;
      expect(span.outcome.error.message).toBe(`${KeyId} is ${text ?? ''}.`);
      expect(cloud.operation(`kms:${operation}`).errors).toContain(span.outcome.error.code);
    });
  },
);

test('an alias may be moved away from a key in any state: only its new key must not be going', () => {
  const { cloud, KeyId } = worldWith('kms:ScheduleKeyDeletion');
  const other = aKey(cloud);
  const moved = call(cloud, 'kms:UpdateAlias', { AliasName: 'alias/app', TargetKeyId: other });
  expect(verdict(moved)).toBe('ok');
  expect(KeyId).not.toBe(other);
});

test('states that no key can reach yet are answered all the same, in the words of AWS', () => {
  const key = { arn: 'arn', origin: 'EXTERNAL' } as KmsKey;
  const message = (rule: (typeof states)[keyof typeof states], state: KmsKey['state']): string => {
    const answer = rule[state];
    return answer === 'serve' ? OK : stateError(key, answer).refusal.message;
  };
  const { whenUsable, whenSwitchable, whenUsableInKms, whenSchedulable } = states;
  expect(message(whenUsable, 'PendingImport')).toBe('arn is pending import.');
  expect(message(whenUsable, 'Creating')).toBe('arn is creating.');
  expect(message(whenUsable, 'Updating')).toBe(OK);
  expect(message(whenUsable, 'PendingReplicaDeletion')).toBe('arn is pending deletion.');
  expect(message(whenSwitchable, 'Updating')).toBe('arn is updating.');
  expect(message(whenSwitchable, 'Unavailable')).toBe(OK);
  expect(message(whenUsableInKms, 'PendingImport')).toBe('arn is pending import.');
  expect(message(whenSchedulable, 'PendingImport')).toBe(
    'arn origin is EXTERNAL which is not valid for this operation.',
  );
});
