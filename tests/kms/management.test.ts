// What all management operations have in common: the key states in which they serve, who may call them on
// which keys, and what the log says. The table is the facts sheet's, section 3.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { KmsKey } from '../../src/kms/key.ts';
import { kmsState } from '../../src/kms/state.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { ACCOUNT, aCloud, aKey, allow, call, outputOf, refusalOf } from '../support/cloud.ts';

const BOB = 'arn:aws:iam::444455556666:user/bob';
const ALIAS = 'alias/app';

/** A well-formed call of each on one key. */
const inputs = {
  UpdateKeyDescription: (KeyId: string) => ({ KeyId, Description: 'new' }),
  TagResource: (KeyId: string) => ({ KeyId, Tags: [{ TagKey: 'a', TagValue: '1' }] }),
  UntagResource: (KeyId: string) => ({ KeyId, TagKeys: ['a'] }),
  ListResourceTags: (KeyId: string) => ({ KeyId }),
  GetKeyPolicy: (KeyId: string) => ({ KeyId }),
  PutKeyPolicy: (KeyId: string) => ({ KeyId, Policy: policy }),
  ListKeyPolicies: (KeyId: string) => ({ KeyId }),
  EnableKeyRotation: (KeyId: string) => ({ KeyId }),
  DisableKeyRotation: (KeyId: string) => ({ KeyId }),
  GetKeyRotationStatus: (KeyId: string) => ({ KeyId }),
  ListKeyRotations: (KeyId: string) => ({ KeyId }),
  GetKeyLastUsage: (KeyId: string) => ({ KeyId }),
} satisfies Partial<{ [N in keyof Calls as N extends `kms:${infer O}` ? O : never]: unknown }>;

type Name = keyof typeof inputs;
const names = Object.keys(inputs) as Name[];

const policy = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

const ask = (cloud: Cloud, name: Name, KeyId: string, as?: string) =>
  cloud.call(`kms:${name}`, inputs[name](KeyId), as === undefined ? {} : { as });

const OK = 'served';
const D = 'is disabled.';
const PD = 'is pending deletion.';
const PRD = 'is pending replica deletion.';
const CR = 'is creating.';
const U_EXTERNAL = 'origin is EXTERNAL which is not valid for this operation.';
const U_STORE = 'origin is AWS_CLOUDHSM which is not valid for this operation.';

const STATES = [
  { state: 'Enabled' },
  { state: 'Disabled' },
  { state: 'PendingDeletion' },
  { state: 'PendingReplicaDeletion' },
  { state: 'PendingImport', origin: 'EXTERNAL' },
  { state: 'Unavailable', origin: 'AWS_CLOUDHSM' },
  { state: 'Creating' },
  { state: 'Updating' },
] as const satisfies Partial<KmsKey>[];

const always = [OK, OK, OK, OK, OK, OK, OK, OK];
const unlessPendingDeletion = [OK, OK, PD, PRD, OK, OK, OK, OK];
const TABLE: Readonly<Record<Name, readonly string[]>> = {
  UpdateKeyDescription: unlessPendingDeletion,
  TagResource: unlessPendingDeletion,
  UntagResource: unlessPendingDeletion,
  ListResourceTags: always,
  GetKeyPolicy: always,
  PutKeyPolicy: always,
  ListKeyPolicies: always,
  EnableKeyRotation: [OK, D, PD, PRD, U_EXTERNAL, U_STORE, CR, OK],
  DisableKeyRotation: [OK, D, PD, PRD, U_EXTERNAL, U_STORE, CR, OK],
  GetKeyRotationStatus: [OK, OK, OK, OK, OK, U_STORE, OK, OK],
  ListKeyRotations: [OK, OK, OK, OK, OK, U_STORE, OK, OK],
  GetKeyLastUsage: always,
};

describe('key states', () => {
  test.each(names)('%s serves where AWS does', (name) => {
    const answers = STATES.map((facts) => {
      const cloud = aCloud();
      const KeyId = aKey(cloud);
      // Not every state can be reached yet: the key is put into it by hand.
      Object.assign(kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(KeyId.split('/')[1]!)!, facts);
      const { outcome } = ask(cloud, name, KeyId);
      return outcome.ok ? OK : outcome.error.message.replace(`${KeyId} `, '');
    });
    expect(answers).toEqual(TABLE[name]);
  });

  test('a state is refused by the exception of its kind', () => {
    const codes = ['Disabled', 'PendingDeletion', 'Unavailable'].map((state) => {
      const cloud = aCloud();
      const KeyId = aKey(cloud);
      const key = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(KeyId.split('/')[1]!)!;
      Object.assign(key, { state });
      return refusalOf(ask(cloud, 'EnableKeyRotation', KeyId)).code;
    });
    expect(codes).toEqual([
      'DisabledException',
      'KMSInvalidStateException',
      'UnsupportedOperationException',
    ]);
  });

  test('“Automatic key rotation is supported only on symmetric encryption KMS keys”', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(refusalOf(ask(cloud, 'EnableKeyRotation', KeyId))).toMatchObject({
      code: 'UnsupportedOperationException',
      message: '',
    });
  });
});

describe('keys and callers', () => {
  test.each(names)('%s takes a key id or a key ARN, and no alias', (name) => {
    const cloud = aCloud();
    const arn = aKey(cloud);
    outputOf(call(cloud, 'kms:CreateAlias', { AliasName: ALIAS, TargetKeyId: arn }));
    outputOf(ask(cloud, name, arn));
    outputOf(ask(cloud, name, arn.split('/')[1]!));
    for (const alias of [ALIAS, `arn:aws:kms:us-east-1:${ACCOUNT}:${ALIAS}`]) {
      expect(refusalOf(ask(cloud, name, alias))).toMatchObject({
        code: 'InvalidArnException',
        message: 'Key Aliases are not supported for this operation.',
      });
    }
  });

  test.each(names)('%s needs its own permission on the key', (name) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const carol = `arn:aws:iam::${ACCOUNT}:user/carol`;
    cloud.directory.put(carol, { policies: [allow('kms:DescribeKey')] });
    expect(refusalOf(ask(cloud, name, KeyId, carol))).toMatchObject({
      code: 'AccessDeniedException',
      message: `User: ${carol} is not authorized to perform: kms:${name} on resource: ${KeyId} because no identity-based policy allows the kms:${name} action`,
    });
    cloud.directory.put(carol, { policies: [allow(`kms:${name}`)] });
    outputOf(ask(cloud, name, KeyId, carol));
  });

  test.each(names)('%s for another account: only GetKeyRotationStatus, by key ARN', (name) => {
    const cloud = aCloud();
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: BOB }, Action: 'kms:*', Resource: '*' },
    ];
    const KeyId = aKey(cloud, {
      Policy: JSON.stringify({ Statement }),
      BypassPolicyLockoutSafetyCheck: true,
    });
    cloud.directory.put(BOB, { policies: [allow('kms:*')] });
    const byArn = ask(cloud, name, KeyId, BOB);
    if (name === 'GetKeyRotationStatus') {
      outputOf(byArn);
      expect(byArn.trail.records.map((record) => record['recipientAccountId'])).toEqual([
        '444455556666',
        ACCOUNT,
      ]);
    } else {
      expect(refusalOf(byArn).code).toBe('AccessDeniedException');
    }
    const byId = refusalOf(ask(cloud, name, KeyId.split('/')[1]!, BOB));
    expect(byId.code).toBe('NotFoundException');
  });
});

test('UpdateKeyDescription replaces the description that DescribeKey tells', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Description: 'old' });
  const describeKey = () => outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'];
  expect(describeKey()).toMatchObject({ Description: 'old' });
  expect(outputOf(call(cloud, 'kms:UpdateKeyDescription', { KeyId, Description: '' }))).toEqual({});
  expect(describeKey()).toMatchObject({ Description: '' });
  const long = call(cloud, 'kms:UpdateKeyDescription', { KeyId, Description: 'x'.repeat(8193) });
  expect(refusalOf(long).code).toBe('ValidationException');
});

test('operations that change a key log its ARN; those that read log no answer', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (const name of names) {
    const { trail } = ask(cloud, name, KeyId.split('/')[1]!);
    const [record] = trail.records;
    const reads = /^(Get|List)/.test(name);
    expect(record).toMatchObject({
      eventName: name,
      readOnly: reads,
      requestParameters: { keyId: KeyId.split('/')[1] },
      responseElements: reads ? null : { keyId: KeyId },
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: KeyId }],
    });
  }
});

test('a key has one policy name, on one page', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const list = (input: { Limit?: number; Marker?: string }) =>
    call(cloud, 'kms:ListKeyPolicies', { KeyId, ...input });
  expect(outputOf(list({ Limit: 1 }))).toEqual({ PolicyNames: ['default'], Truncated: false });
  expect(refusalOf(list({ Limit: 1001 })).code).toBe('ValidationException');
  expect(refusalOf(list({ Marker: 'x' })).code).toBe('ValidationException');
});
