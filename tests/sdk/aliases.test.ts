// Aliases: what may be a name, what it may point at, and where it may stand for a key.

import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyLastUsageCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetParametersForImportCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  RevokeGrantCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdatePrimaryRegionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  aWorld,
  BOB,
  bytes,
  ELSEWHERE,
  expectAnswer,
  idOf,
  invalid,
  notFound,
  refused,
  violated,
  type Command,
  type Row,
  NO_ALIAS,
} from './harness.ts';
import { ADMIN } from '../support/clients.ts';

const { kms, aKey, as, holds } = aWorld('aliases');
const KeyId = await aKey();
const other = await aKey();
const leaving = await aKey();
const mac = await aKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
const longer = await aKey({ KeySpec: 'HMAC_512', KeyUsage: 'GENERATE_VERIFY_MAC' });
const signer = await aKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
const agreeing = await aKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
const abroad = await aKey({}, as(ADMIN, ELSEWHERE));
const foreign = await aKey({}, as(BOB));
await kms.send(new ScheduleKeyDeletionCommand({ KeyId: leaving }));
const create = (AliasName: string, TargetKeyId = KeyId): CreateAliasCommand =>
  new CreateAliasCommand({ AliasName, TargetKeyId });
const move = (AliasName: string, TargetKeyId = other): UpdateAliasCommand =>
  new UpdateAliasCommand({ AliasName, TargetKeyId });
const drop = (AliasName: string): DeleteAliasCommand => new DeleteAliasCommand({ AliasName });
for (const [name, target] of [
  ['alias/app', KeyId],
  ['alias/mac', mac],
  ['alias/signer', signer],
] as const) {
  await kms.send(create(name, target));
}
const missing = (name: string): string =>
  `Alias arn:aws:kms:us-east-1:${ACCOUNT}:${name} is not found.`;

const rows: readonly Row[] = [
  ['a path', create('alias/team/app_1-x'), {}],
  ['one character', create('alias/a'), {}],
  ['256 characters', create(`alias/${'a'.repeat(250)}`), {}],
  [
    '257 characters',
    create(`alias/${'a'.repeat(251)}`),
    invalid(/at 'aliasName' .*less than or equal to 256/),
  ],
  ['the prefix alone', create('alias/'), invalid()],
  ['nothing', create(''), invalid(/at 'aliasName' .*greater than or equal to 1/)],
  ['a space', create('alias/a b'), invalid(/at 'aliasName' .*regular expression pattern/)],
  ['an umlaut', create('alias/schlüssel'), invalid(/at 'aliasName' .*regular expression pattern/)],
  ['the prefix in capitals', create('ALIAS/app'), invalid(/^Alias must start with the prefix/)],
  ['a name of AWS’s own', create('alias/aws/app'), refused('NotAuthorizedException')],
  ['a name that only begins like AWS’s', create('alias/awsapp'), {}],
  ['capitals make another name', create('alias/APP'), {}],
  [
    'an ARN for a name',
    create(`arn:aws:kms:us-east-1:${ACCOUNT}:alias/x`),
    invalid(/^Alias must start with the prefix/),
  ],
  [
    'a name that is taken, for the same key',
    create('alias/app'),
    refused('AlreadyExistsException'),
  ],
  [
    'a name that is taken, for another key',
    create('alias/app', other),
    refused('AlreadyExistsException'),
  ],
  [
    'for an alias',
    create('alias/b', 'alias/app'),
    invalid('Aliases must refer to keys. Not aliases'),
  ],
  [
    'for the ARN of an alias',
    create('alias/b', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/app`),
    invalid('Aliases must refer to keys. Not aliases'),
  ],
  ['for a key of another Region', create('alias/b', abroad), notFound(`Invalid arn ${ELSEWHERE}`)],
  ['for a key of another account', create('alias/b', foreign), refused('AccessDeniedException')],
  [
    'for a key that is to be deleted',
    create('alias/b', leaving),
    refused('KMSInvalidStateException', `${leaving} is pending deletion.`),
  ],
  [
    'for nothing',
    new CreateAliasCommand({ AliasName: 'alias/b', TargetKeyId: undefined }),
    violated("null at 'targetKeyId' failed to satisfy constraint: Member must not be null"),
  ],

  ['moved to a key of the same kind', move('alias/app'), {}],
  ['moved to where it is', move('alias/app', other), {}],
  ['moved to another spec of the same kind', move('alias/mac', longer), {}],
  ['moved from symmetric to HMAC', move('alias/app', mac), invalid()],
  ['moved from signing to agreeing', move('alias/signer', agreeing), invalid()],
  [
    'moved to a key that is to be deleted',
    move('alias/app', leaving),
    refused('KMSInvalidStateException'),
  ],
  ['moved, and there is no such name', move('alias/none'), notFound(missing('alias/none'))],
  ['moved, without prefix', move('none'), invalid()],
  ['moved, of AWS’s own', move('alias/aws/s3'), refused('NotAuthorizedException')],
  ['deleted, and there is no such name', drop('alias/none'), notFound(missing('alias/none'))],
  ['deleted, without prefix', drop('app'), invalid(/^Alias must start with the prefix/)],
  ['listed by id', new ListAliasesCommand({ KeyId: idOf(mac) }), { Aliases: [] }],
  ['listed by an alias', new ListAliasesCommand({ KeyId: 'alias/app' }), NO_ALIAS],
  [
    'listed for no key',
    new ListAliasesCommand({ KeyId: leaving.replace(/.{12}$/, '000000000000') }),
    refused('NotFoundException'),
  ],
  [
    'listed for a key of another account',
    new ListAliasesCommand({ KeyId: foreign }),
    refused('NotFoundException'),
  ],
];

describe('in this order', () => {
  test.each(rows)('%s', holds);
});

const NAME = 'alias/app';
const Tags = [{ TagKey: 'a', TagValue: 'b' }];

/** AWS: "To specify a KMS key in this operation you cannot use an alias." */
test.each<[string, Command]>([
  ['EnableKey', new EnableKeyCommand({ KeyId: NAME })],
  ['DisableKey', new DisableKeyCommand({ KeyId: NAME })],
  ['ScheduleKeyDeletion', new ScheduleKeyDeletionCommand({ KeyId: NAME })],
  ['CancelKeyDeletion', new CancelKeyDeletionCommand({ KeyId: NAME })],
  ['EnableKeyRotation', new EnableKeyRotationCommand({ KeyId: NAME })],
  ['DisableKeyRotation', new DisableKeyRotationCommand({ KeyId: NAME })],
  ['GetKeyRotationStatus', new GetKeyRotationStatusCommand({ KeyId: NAME })],
  ['RotateKeyOnDemand', new RotateKeyOnDemandCommand({ KeyId: NAME })],
  ['ListKeyRotations', new ListKeyRotationsCommand({ KeyId: NAME })],
  ['GetKeyPolicy', new GetKeyPolicyCommand({ KeyId: NAME })],
  ['PutKeyPolicy', new PutKeyPolicyCommand({ KeyId: NAME, Policy: '{}' })],
  ['ListKeyPolicies', new ListKeyPoliciesCommand({ KeyId: NAME })],
  ['TagResource', new TagResourceCommand({ KeyId: NAME, Tags })],
  ['UntagResource', new UntagResourceCommand({ KeyId: NAME, TagKeys: ['a'] })],
  ['ListResourceTags', new ListResourceTagsCommand({ KeyId: NAME })],
  [
    'CreateGrant',
    new CreateGrantCommand({ KeyId: NAME, GranteePrincipal: BOB, Operations: ['Encrypt'] }),
  ],
  ['ListGrants', new ListGrantsCommand({ KeyId: NAME })],
  ['RevokeGrant', new RevokeGrantCommand({ KeyId: NAME, GrantId: '0'.repeat(64) })],
  ['GetKeyLastUsage', new GetKeyLastUsageCommand({ KeyId: NAME })],
  [
    'GetParametersForImport',
    new GetParametersForImportCommand({
      KeyId: NAME,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    }),
  ],
  ['DeleteImportedKeyMaterial', new DeleteImportedKeyMaterialCommand({ KeyId: NAME })],
  ['ReplicateKey', new ReplicateKeyCommand({ KeyId: NAME, ReplicaRegion: ELSEWHERE })],
  [
    'UpdatePrimaryRegion',
    new UpdatePrimaryRegionCommand({ KeyId: NAME, PrimaryRegion: ELSEWHERE }),
  ],
])('%s takes no alias', (_operation, command) => expectAnswer(kms, command, NO_ALIAS));

test('an alias follows its move at once, and blobs stay with the key that sealed them', async () => {
  const [blue, green] = [await aKey(), await aKey()];
  const seal = new EncryptCommand({ KeyId: 'alias/live', Plaintext: bytes(3) });
  await kms.send(create('alias/live', blue));
  const { CiphertextBlob } = await kms.send(seal);
  await kms.send(move('alias/live', green));
  await expectAnswer(kms, seal, { KeyId: green });
  await expectAnswer(kms, new DecryptCommand({ CiphertextBlob }), { KeyId: blue });
  await expectAnswer(
    kms,
    new DecryptCommand({ CiphertextBlob, KeyId: 'alias/live' }),
    refused('IncorrectKeyException'),
  );
  await kms.send(drop('alias/live'));
  await expectAnswer(kms, seal, notFound(missing('alias/live')));
  await expectAnswer(kms, new DescribeKeyCommand({ KeyId: green }), {
    KeyMetadata: { Enabled: true },
  });
});

test('a key has 50 aliases and no more', async () => {
  const TargetKeyId = await aKey();
  for (let i = 0; i < 50; i++) await kms.send(create(`alias/many/${i}`, TargetKeyId));
  await expectAnswer(kms, create('alias/many/50', TargetKeyId), refused('LimitExceededException'));
  await expectAnswer(kms, move('alias/many/0', TargetKeyId), {});
  await expectAnswer(
    kms,
    move('alias/team/app_1-x', TargetKeyId),
    refused('LimitExceededException'),
  );
  const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: TargetKeyId, Limit: 100 }));
  expect(Aliases).toHaveLength(50);
});
