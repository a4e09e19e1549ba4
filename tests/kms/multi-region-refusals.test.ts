// What ReplicateKey and UpdatePrimaryRegion refuse, and who may call them: each needs a permission in both
// Regions. Source: facts sheet, sections 1, 2, 3, 7c; AWS developer guide, "Controlling access to multi-Region keys".

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { limits } from '../../src/kms/limits.ts';
import { kmsState } from '../../src/kms/state.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  ACCOUNT,
  ALICE,
  aCloud,
  aKey,
  allow,
  aUser,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import { aReplica, arnThere, aSet, described, EAST, SOUTH, WEST } from '../support/multi-region.ts';

const replicate = (
  cloud: Cloud,
  input: Partial<Calls['kms:ReplicateKey']> & { readonly KeyId: string },
  options = {},
) => call(cloud, 'kms:ReplicateKey', { ReplicaRegion: 'eu-west-1', ...input }, options);

const promote = (cloud: Cloud, KeyId: string, PrimaryRegion: string, options = {}) =>
  call(cloud, 'kms:UpdatePrimaryRegion', { KeyId, PrimaryRegion }, options);

const aPrimary = (cloud: Cloud): string => aKey(cloud, { MultiRegion: true }).split('/')[1]!;

/** Where it could go from here. */
const elsewhere = ({ region }: typeof EAST): string =>
  region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1';

const BOTH = [
  {
    name: 'ReplicateKey',
    ofReplica: {
      code: 'UnsupportedOperationException',
      words: 'is not a multi-region primary key.',
    },
    ask: (cloud: Cloud, KeyId: string, place = EAST) =>
      replicate(cloud, { KeyId, ReplicaRegion: 'sa-east-1' }, place),
  },
  {
    name: 'UpdatePrimaryRegion',
    ofReplica: { code: 'KMSInvalidStateException', words: 'is not a multi-Region primary key.' },
    ask: (cloud: Cloud, KeyId: string, place = EAST) =>
      promote(cloud, KeyId, elsewhere(place), place),
  },
];

describe.each(BOTH)(
  '$name',
  ({ ask, ofReplica: { code: codeOfReplica, words: wordsOfReplica } }) => {
    test('a key of a single Region: "is not a multi-region primary key."', () => {
      const cloud = aCloud();
      const KeyId = aKey(cloud);
      expect(refusalOf(ask(cloud, KeyId))).toMatchObject({
        code: 'UnsupportedOperationException',
        message: `${KeyId} is not a multi-region primary key.`,
      });
    });

    test('a replica: almost the same words, with its own ARN', () => {
      const cloud = aCloud();
      const { id, replica } = aSet(cloud);
      expect(refusalOf(ask(cloud, id, WEST))).toMatchObject({
        code: codeOfReplica,
        message: `${replica} ${wordsOfReplica}`,
      });
    });

    test('an alias is no name for a key here, and a key that is not there is not found', () => {
      const cloud = aCloud();
      expect(verdict(ask(cloud, 'alias/app'))).toBe('InvalidArnException');
      const id = `mrk-${'0'.repeat(32)}`;
      expect(refusalOf(ask(cloud, id)).message).toBe(`Key '${arnThere(id, EAST)}' does not exist`);
    });

    test('the primary is asked for in its own Region', () => {
      const cloud = aCloud();
      const { primary } = aSet(cloud);
      expect(refusalOf(ask(cloud, primary, WEST)).message).toBe('Invalid arn us-east-1');
    });

    test.each([
      ['DisableKey', 'DisabledException', 'is disabled.'],
      ['ScheduleKeyDeletion', 'KMSInvalidStateException', 'is pending replica deletion.'],
    ] as const)('after %s of the primary: %s', (operation, code, words) => {
      const cloud = aCloud();
      const { id, primary } = aSet(cloud);
      outputOf(call(cloud, `kms:${operation}`, { KeyId: id }));
      expect(refusalOf(ask(cloud, id))).toMatchObject({ code, message: `${primary} ${words}` });
    });
  },
);

test.each([
  [
    'us-west-9',
    'Region us-west-9 is not a valid Region or multi-Region keys are not supported in Region us-west-9.',
  ],
  [
    'cn-north-1',
    'The replica key Region must be in the same AWS partition as the primary key Region.',
  ],
  ['us-east-1', 'us-east-1 cannot have a replica because it contains the primary.'],
])('no replica in %s: %s', (ReplicaRegion, message) => {
  const cloud = aCloud();
  const KeyId = aPrimary(cloud);
  expect(refusalOf(replicate(cloud, { KeyId, ReplicaRegion }))).toMatchObject({
    code: 'ValidationException',
    message,
  });
});

test('what has not the form of a Region breaks the shape', () => {
  const cloud = aCloud();
  const KeyId = aPrimary(cloud);
  expect(refusalOf(replicate(cloud, { KeyId, ReplicaRegion: 'Ireland' })).message).toBe(
    "1 validation error detected: Value 'Ireland' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$",
  );
});

describe('ReplicateKey', () => {
  test('into a Region that has one of the set: AlreadyExistsException, also while that one waits for its end', () => {
    const cloud = aCloud();
    const { id } = aSet(cloud);
    expect(verdict(replicate(cloud, { KeyId: id }))).toBe('AlreadyExistsException');
    outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: id }, WEST));
    expect(verdict(replicate(cloud, { KeyId: id }))).toBe('AlreadyExistsException');
  });

  test('while the primary is being changed: "is updating."', () => {
    const cloud = aCloud();
    const { id, replica } = aSet(cloud);
    outputOf(promote(cloud, id, 'eu-west-1'));
    const asked = { KeyId: id, ReplicaRegion: 'sa-east-1' };
    expect(refusalOf(replicate(cloud, asked, WEST))).toMatchObject({
      code: 'KMSInvalidStateException',
      message: `${replica} is updating.`,
    });
    cloud.advance(5000);
    expect(verdict(replicate(cloud, asked, WEST))).toBe('ok');
  });

  test('a policy that locks the caller out, one that is none, tags that are none: nothing is made', () => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const lockout = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*' },
    });
    const tags = (...TagKeys: string[]) => TagKeys.map((TagKey) => ({ TagKey, TagValue: '' }));
    for (const [input, code, message] of [
      [
        { Policy: lockout },
        'MalformedPolicyDocumentException',
        'The new key policy will not allow you to update the key policy in the future.',
      ],
      [{ Policy: '{' }, 'MalformedPolicyDocumentException', expect.any(String) as string],
      [{ Tags: tags('a', 'a') }, 'TagException', 'Duplicate tag keys'],
      [{ Tags: tags('aws:x') }, 'TagException', 'Tags beginning with aws: are reserved'],
    ] as const) {
      expect(refusalOf(replicate(cloud, { KeyId, ...input }))).toMatchObject({ code, message });
    }
    expect(outputOf(call(cloud, 'kms:ListKeys', {}, WEST))['Keys']).toEqual([]);
    expect(described(cloud, KeyId, EAST)['MultiRegionConfiguration']).toMatchObject({
      ReplicaKeys: [],
    });
    // Whether it locks the caller out is asked in the replica's Region.
    const there = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'sa-east-1' } },
      },
    });
    expect(verdict(replicate(cloud, { KeyId, Policy: there }))).toBe(
      'MalformedPolicyDocumentException',
    );
    expect(verdict(replicate(cloud, { KeyId, Policy: there, ReplicaRegion: 'sa-east-1' }))).toBe(
      'ok',
    );
    const bypassed = { KeyId, Policy: lockout, BypassPolicyLockoutSafetyCheck: true };
    expect(verdict(replicate(cloud, bypassed))).toBe('ok');
  });

  test('the quota is that of the replica’s Region', () => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const full = kmsState(cloud, ACCOUNT, 'eu-west-1').keys;
    const any = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(KeyId)!;
    for (let i = 0; i < limits.keysPerRegion; i++) full.set(String(i), any);
    expect(verdict(replicate(cloud, { KeyId }))).toBe('LimitExceededException');
    expect(verdict(replicate(cloud, { KeyId, ReplicaRegion: 'sa-east-1' }))).toBe('ok');
  });

  test('somebody of another account cannot, whatever the key policy says', () => {
    const cloud = aCloud();
    const bob = 'arn:aws:iam::444455556666:user/bob';
    cloud.directory.put(bob, { policies: [allow('kms:*')] });
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
    });
    const KeyId = aKey(cloud, { MultiRegion: true, Policy });
    expect(verdict(replicate(cloud, { KeyId }, { as: bob }))).toBe('AccessDeniedException');
  });
});

describe('UpdatePrimaryRegion', () => {
  test.each(['sa-east-1', 'us-west-9', 'cn-north-1'])(
    'into %s, which has none of the set',
    (place) => {
      const cloud = aCloud();
      const { id } = aSet(cloud);
      expect(refusalOf(promote(cloud, id, place))).toMatchObject({
        code: 'ValidationException',
        message: `${id} does not have a replica key in the specified Region.`,
      });
    },
  );

  test('into its own Region changes nothing', () => {
    const cloud = aCloud();
    const { id } = aSet(cloud);
    outputOf(promote(cloud, id, 'us-east-1'));
    expect(outputOf(call(cloud, 'kms:DescribeKey', { KeyId: id }))['KeyMetadata']).toMatchObject({
      KeyState: 'Enabled',
      MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' },
    });
  });

  test.each([
    ['DisableKey', 'DisabledException', 'is disabled.'],
    ['ScheduleKeyDeletion', 'KMSInvalidStateException', 'is pending deletion.'],
  ] as const)('after %s of the replica: %s', (operation, code, words) => {
    const cloud = aCloud();
    const { id, replica } = aSet(cloud);
    outputOf(call(cloud, `kms:${operation}`, { KeyId: id }, WEST));
    expect(refusalOf(promote(cloud, id, 'eu-west-1'))).toMatchObject({
      code,
      message: `${replica} ${words}`,
    });
  });

  test('a replica that is still being made: "is creating."', () => {
    const cloud = aCloud({ tick: 0 });
    const KeyId = aPrimary(cloud);
    outputOf(replicate(cloud, { KeyId }));
    expect(refusalOf(promote(cloud, KeyId, 'eu-west-1')).message).toBe(
      `${arnThere(KeyId, WEST)} is creating.`,
    );
  });
});

test.each(['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const)(
  '%s on a replica: only the primary can',
  (operation) => {
    const cloud = aCloud();
    const { id, replica } = aSet(cloud);
    expect(refusalOf(call(cloud, `kms:${operation}`, { KeyId: id }, WEST))).toMatchObject({
      code: 'UnsupportedOperationException',
      message: `${replica} is a multi-region replica key which is not valid for ${operation}.`,
    });
    expect(verdict(call(cloud, `kms:${operation}`, { KeyId: id }))).toBe('ok');
  },
);

type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

const only = (Action: string, Condition: Condition): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*', Condition }],
});

describe('who may', () => {
  const inRegion = (region: string) => ({ StringEquals: { 'aws:RequestedRegion': region } });

  test.each([
    ['both permissions', ['kms:ReplicateKey', 'kms:CreateKey'], 'ok'],
    ['kms:ReplicateKey alone', ['kms:ReplicateKey'], 'kms:CreateKey on resource: *'],
    [
      'kms:CreateKey alone',
      ['kms:CreateKey'],
      'kms:ReplicateKey on resource: arn:aws:kms:us-east-1',
    ],
  ])('ReplicateKey with %s', (_, actions, wanted) => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const as = aUser(cloud, 'carol', allow(...actions));
    const span = replicate(cloud, { KeyId }, { as });
    expect(span.outcome.ok ? 'ok' : span.outcome.error.message).toContain(wanted);
  });

  test('tags need kms:TagResource besides', () => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const Tags = [{ TagKey: 'a', TagValue: '1' }];
    const as = aUser(cloud, 'carol', allow('kms:ReplicateKey', 'kms:CreateKey'));
    expect(refusalOf(replicate(cloud, { KeyId, Tags }, { as })).message).toContain(
      'kms:TagResource on resource: arn:aws:kms:eu-west-1:111122223333:key/*',
    );
    const dave = aUser(
      cloud,
      'dave',
      allow('kms:ReplicateKey', 'kms:CreateKey', 'kms:TagResource'),
    );
    expect(verdict(replicate(cloud, { KeyId, Tags }, { as: dave }))).toBe('ok');
  });

  test('kms:CreateKey is asked for in the replica’s Region, kms:ReplicateKey in the primary’s', () => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const user = (name: string, replicating: string, creating: string): string =>
      aUser(
        cloud,
        name,
        only('kms:ReplicateKey', inRegion(replicating)),
        only('kms:CreateKey', inRegion(creating)),
      );
    const wrong = user('carol', 'eu-west-1', 'us-east-1');
    const half = user('dave', 'us-east-1', 'us-east-1');
    const right = user('erin', 'us-east-1', 'eu-west-1');
    expect(verdict(replicate(cloud, { KeyId }, { as: wrong }))).toBe('AccessDeniedException');
    expect(verdict(replicate(cloud, { KeyId }, { as: half }))).toBe('AccessDeniedException');
    expect(verdict(replicate(cloud, { KeyId }, { as: right }))).toBe('ok');
  });

  test('kms:ReplicaRegion limits kms:ReplicateKey, and kms:CreateKey does not know it', () => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const as = aUser(
      cloud,
      'carol',
      only('kms:ReplicateKey', { StringLike: { 'kms:ReplicaRegion': 'eu-*' } }),
      only('kms:CreateKey', { Null: { 'kms:ReplicaRegion': 'true' } }),
    );
    const there = { KeyId, ReplicaRegion: 'sa-east-1' };
    expect(verdict(replicate(cloud, there, { as }))).toBe('AccessDeniedException');
    expect(verdict(replicate(cloud, { KeyId }, { as }))).toBe('ok');
  });

  test('kms:MultiRegionKeyType tells the creation of a replica from that of a primary', () => {
    const cloud = aCloud();
    const KeyId = aPrimary(cloud);
    const type = (wanted: string) =>
      only('kms:CreateKey', { StringEquals: { 'kms:MultiRegionKeyType': wanted } });
    const maker = aUser(cloud, 'carol', allow('kms:ReplicateKey'), type('PRIMARY'));
    const copier = aUser(cloud, 'dave', allow('kms:ReplicateKey'), type('REPLICA'));
    const create = (as: string, MultiRegion: boolean) =>
      verdict(call(cloud, 'kms:CreateKey', { MultiRegion }, { as }));
    expect(verdict(replicate(cloud, { KeyId }, { as: maker }))).toBe('AccessDeniedException');
    expect(verdict(replicate(cloud, { KeyId }, { as: copier }))).toBe('ok');
    expect([create(maker, true), create(maker, false), create(copier, true)]).toEqual([
      'ok',
      'AccessDeniedException',
      'AccessDeniedException',
    ]);
  });

  test('kms:MultiRegion and kms:MultiRegionKeyType are known of every key', () => {
    const cloud = aCloud();
    const { id, primary } = aSet(cloud);
    const single = aKey(cloud);
    const may = (condition: Condition, KeyId: string, place: typeof EAST): boolean => {
      const as = aUser(cloud, 'carol', only('kms:Encrypt', condition));
      return (
        verdict(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, { as, ...place })) ===
        'ok'
      );
    };
    const rows = [
      [{ Bool: { 'kms:MultiRegion': 'true' } }, [false, true, true]],
      [{ Bool: { 'kms:MultiRegion': 'false' } }, [true, false, false]],
      [{ StringEquals: { 'kms:MultiRegionKeyType': 'PRIMARY' } }, [false, true, false]],
      [{ StringEquals: { 'kms:MultiRegionKeyType': 'REPLICA' } }, [false, false, true]],
      [{ Null: { 'kms:MultiRegionKeyType': 'true' } }, [true, false, false]],
    ] as const;
    for (const [condition, expected] of rows) {
      expect([
        may(condition, single, EAST),
        may(condition, primary, EAST),
        may(condition, id, WEST),
      ]).toEqual(expected);
    }
  });

  test('UpdatePrimaryRegion needs its permission on both keys, each in its Region', () => {
    const cloud = aCloud();
    const { id, primary, replica } = aSet(cloud);
    const on = (...resources: string[]): PolicyDocument => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'kms:UpdatePrimaryRegion', Resource: resources }],
    });
    const half = aUser(cloud, 'carol', on(primary));
    const other = aUser(cloud, 'dave', on(replica));
    const whole = aUser(cloud, 'erin', on(primary, replica));
    expect(refusalOf(promote(cloud, id, 'eu-west-1', { as: half })).message).toContain(
      `kms:UpdatePrimaryRegion on resource: ${replica}`,
    );
    expect(refusalOf(promote(cloud, id, 'eu-west-1', { as: other })).message).toContain(
      `kms:UpdatePrimaryRegion on resource: ${primary}`,
    );
    expect(verdict(promote(cloud, id, 'eu-west-1', { as: whole }))).toBe('ok');
  });

  test('kms:PrimaryRegion limits where the primary may go', () => {
    const cloud = aCloud();
    const { id } = aSet(cloud);
    aReplica(cloud, id, SOUTH);
    const as = aUser(
      cloud,
      'carol',
      only('kms:UpdatePrimaryRegion', { StringLike: { 'kms:PrimaryRegion': 'eu-*' } }),
    );
    expect(verdict(promote(cloud, id, 'sa-east-1', { as }))).toBe('AccessDeniedException');
    expect(verdict(promote(cloud, id, 'eu-west-1', { as }))).toBe('ok');
  });
});
