// Multi-Region keys: one id and one material in several Regions, each a key of its own.

import {
  CreateAliasCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  ListResourceTagsCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  UpdatePrimaryRegionCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { ADMIN } from '../support/clients.ts';
import {
  arnOfKey,
  aWorld,
  BOB,
  bytes,
  ELSEWHERE,
  expectAnswer,
  idOf,
  invalid,
  notFound,
  refused,
  type Row,
} from './harness.ts';

const { sim, kms, aKey, as, holds } = aWorld('multi-region');
const THIRD = 'ap-southeast-2';
const [west, south] = [as(ADMIN, ELSEWHERE), as(ADMIN, THIRD)];
const replicate = (
  KeyId: string,
  ReplicaRegion = ELSEWHERE,
  more: object = {},
): ReplicateKeyCommand => new ReplicateKeyCommand({ KeyId, ReplicaRegion, ...more });
const moveTo = (KeyId: string, PrimaryRegion = ELSEWHERE): UpdatePrimaryRegionCommand =>
  new UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion });
const describeKey = (KeyId: string): DescribeKeyCommand => new DescribeKeyCommand({ KeyId });
const metadata = (facts: object): object => ({ KeyMetadata: facts });

async function aSet(
  input: CreateKeyCommandInput = {},
): Promise<{ primary: string; replica: string; id: string }> {
  const primary = await aKey({ ...input, MultiRegion: true });
  await kms.send(replicate(primary));
  sim.clock.advance(60_000);
  const id = idOf(primary);
  return { primary, id, replica: arnOfKey(id, ELSEWHERE) };
}

const { primary, replica, id } = await aSet();
const single = await aKey();
const foreign = await aKey({ MultiRegion: true }, as(BOB));
const notPrimary = (arn: string) =>
  refused('UnsupportedOperationException', `${arn} is not a multi-region primary key.`);

const rows: readonly Row[] = [
  [
    'the primary',
    describeKey(primary),
    metadata({
      KeyId: id,
      MultiRegion: true,
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Arn: primary, Region: 'us-east-1' },
        ReplicaKeys: [{ Arn: replica, Region: ELSEWHERE }],
      },
    }),
  ],
  ['the replica, from here', describeKey(replica), notFound(`Invalid arn ${ELSEWHERE}`)],
  ['mrk- in capitals', describeKey(id.toUpperCase()), refused('NotFoundException')],
  [
    'mrk- and one digit less',
    describeKey(id.slice(0, -1)),
    notFound(`Invalid keyId '${id.slice(0, -1)}'`),
  ],
  ['once more to the same Region', replicate(primary), refused('AlreadyExistsException')],
  ['to its own Region', replicate(primary, 'us-east-1'), refused('ValidationException')],
  ['to a Region of another form', replicate(primary, 'Ireland'), invalid(/at 'replicaRegion'/)],
  [
    'to no Region',
    replicate(primary, undefined, { ReplicaRegion: undefined }),
    invalid(/Value null at 'replicaRegion'/),
  ],
  ['a key of one Region', replicate(single), notPrimary(single)],
  ['a key of another account', replicate(foreign), refused('AccessDeniedException')],
  [
    'with a policy that locks out',
    replicate(primary, THIRD, {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: BOB }, Action: 'kms:*', Resource: '*' }],
      }),
    }),
    refused('MalformedPolicyDocumentException'),
  ],
  [
    'with one tag twice',
    replicate(primary, THIRD, {
      Tags: [
        { TagKey: 'a', TagValue: '' },
        { TagKey: 'a', TagValue: '' },
      ],
    }),
    refused('TagException', 'Duplicate tag keys'),
  ],
  ['primary of one Region, moved', moveTo(single), notPrimary(single)],
  [
    'moved to where no replica is',
    moveTo(primary, THIRD),
    invalid(`${id} does not have a replica key in the specified Region.`),
  ],
  ['moved to where it is', moveTo(primary, 'us-east-1'), {}],
];

test.each(rows)('%s', holds);

const notOfReplica = (operation: string) =>
  refused(
    'UnsupportedOperationException',
    `${replica} is a multi-region replica key which is not valid for ${operation}.`,
  );

describe('a replica', () => {
  test.each<Row>([
    [
      'knows its place',
      describeKey(id),
      metadata({
        Arn: replica,
        KeyState: 'Enabled',
        MultiRegionConfiguration: {
          MultiRegionKeyType: 'REPLICA',
          PrimaryKey: { Region: 'us-east-1' },
        },
      }),
    ],
    ['is not replicated', replicate(replica, THIRD), notPrimary(replica)],
    [
      'does not move the primary',
      moveTo(replica, 'us-east-1'),
      refused('KMSInvalidStateException', `${replica} is not a multi-Region primary key.`),
    ],
    [
      'does not rotate by itself',
      new EnableKeyRotationCommand({ KeyId: replica }),
      notOfReplica('EnableKeyRotation'),
    ],
    [
      'does not stop rotating by itself',
      new DisableKeyRotationCommand({ KeyId: replica }),
      notOfReplica('DisableKeyRotation'),
    ],
    [
      'does not rotate on demand',
      new RotateKeyOnDemandCommand({ KeyId: replica }),
      notOfReplica('RotateKeyOnDemand'),
    ],
    [
      'tells whether it rotates',
      new GetKeyRotationStatusCommand({ KeyId: replica }),
      { KeyRotationEnabled: false, KeyId: replica },
    ],
  ])('%s', (_name, command, expected) => expectAnswer(west, command, expected));

  test('opens what the primary sealed, and the other way round', async () => {
    const Plaintext = bytes(5);
    const there = await kms.send(new EncryptCommand({ KeyId: id, Plaintext }));
    await expectAnswer(west, new DecryptCommand({ CiphertextBlob: there.CiphertextBlob }), {
      Plaintext,
      KeyId: replica,
    });
    const back = await west.send(new EncryptCommand({ KeyId: id, Plaintext }));
    await expectAnswer(
      kms,
      new DecryptCommand({ CiphertextBlob: back.CiphertextBlob, KeyId: primary }),
      { Plaintext, KeyId: primary },
    );
    await expectAnswer(
      south,
      new DecryptCommand({ CiphertextBlob: back.CiphertextBlob }),
      refused('AccessDeniedException'),
    );
  });

  test('signs what the primary verifies', async () => {
    const pair = await aSet({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const asked = { KeyId: pair.id, Message: bytes(5), SigningAlgorithm: 'ECDSA_SHA_256' } as const;
    const { Signature } = await west.send(new SignCommand(asked));
    await expectAnswer(kms, new VerifyCommand({ ...asked, Signature }), {
      SignatureValid: true,
      KeyId: pair.primary,
    });
  });

  test('has a state, a description, tags and aliases of its own', async () => {
    const { id, primary, replica } = await aSet({
      Description: 'here',
      Tags: [{ TagKey: 'a', TagValue: 'b' }],
    });
    await expectAnswer(west, describeKey(id), metadata({ Description: '', KeyState: 'Enabled' }));
    await expectAnswer(west, new ListResourceTagsCommand({ KeyId: id }), { Tags: [] });
    await west.send(new DisableKeyCommand({ KeyId: replica }));
    await expectAnswer(
      kms,
      describeKey(id),
      metadata({ Description: 'here', KeyState: 'Enabled' }),
    );
    await west.send(new CreateAliasCommand({ AliasName: 'alias/mr', TargetKeyId: id }));
    await expectAnswer(kms, describeKey('alias/mr'), refused('NotFoundException'));
    await expectAnswer(kms, new EncryptCommand({ KeyId: primary, Plaintext: bytes(1) }), {
      KeyId: primary,
    });
  });

  test('follows the rotation of the primary', async () => {
    const { id, primary } = await aSet();
    await kms.send(new EnableKeyRotationCommand({ KeyId: primary, RotationPeriodInDays: 100 }));
    sim.clock.advance(60_000);
    await expectAnswer(west, new GetKeyRotationStatusCommand({ KeyId: id }), {
      KeyRotationEnabled: true,
      RotationPeriodInDays: 100,
    });
    await kms.send(new RotateKeyOnDemandCommand({ KeyId: primary }));
    sim.clock.advance(60_000);
    const [here, there] = [await kms.send(describeKey(id)), await west.send(describeKey(id))];
    expect(there.KeyMetadata?.CurrentKeyMaterialId).toBe(here.KeyMetadata?.CurrentKeyMaterialId);
  });
});

test('replication answers with the replica, which is being created, and its policy and tags', async () => {
  const arn = await aKey({ MultiRegion: true });
  const Tags = [{ TagKey: 'a', TagValue: 'b' }];
  await expectAnswer(kms, replicate(arn, ELSEWHERE, { Tags, Description: 'there' }), {
    ReplicaKeyMetadata: {
      Arn: arnOfKey(idOf(arn), ELSEWHERE),
      KeyState: 'Creating',
      Description: 'there',
    },
    ReplicaTags: Tags,
    ReplicaPolicy: expect.stringContaining('Enable IAM User Permissions') as unknown,
  });
});

test('after a move the roles are changed, in both Regions', async () => {
  const { id, primary, replica } = await aSet();
  await kms.send(moveTo(primary));
  await expectAnswer(kms, describeKey(id), metadata({ KeyState: 'Updating' }));
  await expectAnswer(kms, new EncryptCommand({ KeyId: id, Plaintext: bytes(1) }), {
    KeyId: primary,
  });
  sim.clock.advance(60_000);
  await expectAnswer(
    kms,
    describeKey(id),
    metadata({
      KeyState: 'Enabled',
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Arn: replica } },
    }),
  );
  await expectAnswer(kms, replicate(primary, THIRD), notPrimary(primary));
  await expectAnswer(west, replicate(replica, THIRD), {
    ReplicaKeyMetadata: { KeyState: 'Creating' },
  });
});

test('a primary waits for its replicas, and only then for its own deletion', async () => {
  const { id, primary, replica } = await aSet();
  const leaving = await kms.send(
    new ScheduleKeyDeletionCommand({ KeyId: primary, PendingWindowInDays: 7 }),
  );
  expect(leaving).toMatchObject({ KeyState: 'PendingReplicaDeletion', PendingWindowInDays: 7 });
  expect(leaving.DeletionDate).toBeUndefined();
  await expectAnswer(
    kms,
    describeKey(id),
    metadata({ KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: 7 }),
  );
  await expectAnswer(
    kms,
    new EncryptCommand({ KeyId: id, Plaintext: bytes(1) }),
    refused('KMSInvalidStateException'),
  );
  await west.send(new ScheduleKeyDeletionCommand({ KeyId: replica, PendingWindowInDays: 7 }));
  sim.clock.advance(9 * 86_400_000);
  await expectAnswer(west, describeKey(id), refused('NotFoundException'));
  await expectAnswer(
    kms,
    describeKey(id),
    metadata({ KeyState: 'PendingDeletion', DeletionDate: expect.any(Date) as unknown }),
  );
  sim.clock.advance(9 * 86_400_000);
  await expectAnswer(kms, describeKey(id), refused('NotFoundException'));
});
