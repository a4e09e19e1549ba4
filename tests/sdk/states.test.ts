// Key states against operations, as AWS's table has them ("Key states of AWS KMS keys"). Each cell has a world of
// its own.

import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DeleteImportedKeyMaterialCommand,
  DeriveSharedSecretCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  type DryRunModifierType,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  GetKeyLastUsageCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetParametersForImportCommand,
  GetPublicKeyCommand,
  type KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
  UpdatePrimaryRegionCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { describe, test } from 'vitest';
import { ADMIN } from '../support/clients.ts';
import { XKS_KEY } from '../support/key-stores.ts';
import { anExternalKeyStore, disconnect } from './key-store-world.ts';
import {
  aWorld,
  BOB,
  bytes,
  ELSEWHERE,
  expectAnswer,
  idOf,
  refused,
  refusedWordless,
  type Command,
  type World,
} from './harness.ts';

interface Subject {
  readonly client: KMSClient;
  readonly KeyId: string;
}

type Make = (world: World, kind: CreateKeyCommandInput) => Promise<Subject>;

const made: Make = async ({ kms, aKey }, kind) => ({ client: kms, KeyId: await aKey(kind) });

const after =
  (command: Ask): Make =>
  async (world, kind) => {
    const subject = await made(world, kind);
    await expectAnswer(world.kms, command(subject.KeyId), {});
    return subject;
  };

/** The replica, before it is ready. */
const replicated: Make = async ({ kms, aKey, as }, kind) => {
  const primary = await aKey({ ...kind, MultiRegion: true });
  await kms.send(new ReplicateKeyCommand({ KeyId: primary, ReplicaRegion: ELSEWHERE }));
  return { client: as(ADMIN, ELSEWHERE), KeyId: primary.replace('us-east-1', ELSEWHERE) };
};

/** The new primary key, before the change is through. */
const promoted: Make = async (world, kind) => {
  const subject = await replicated(world, kind);
  world.sim.clock.advance(60_000);
  await world.kms.send(
    new UpdatePrimaryRegionCommand({ KeyId: idOf(subject.KeyId), PrimaryRegion: ELSEWHERE }),
  );
  return subject;
};

const unavailable: Make = async ({ sim, kms, aKey }) => {
  const CustomKeyStoreId = await anExternalKeyStore(sim, kms);
  const KeyId = await aKey({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: XKS_KEY });
  await disconnect(sim, kms, CustomKeyStoreId);
  return { client: kms, KeyId };
};

const STATES: Readonly<Record<string, Make>> = {
  Enabled: made,
  Disabled: after((KeyId) => new DisableKeyCommand({ KeyId })),
  PendingDeletion: after((KeyId) => new ScheduleKeyDeletionCommand({ KeyId })),
  PendingImport: (world, kind) => made(world, { ...kind, Origin: 'EXTERNAL' }),
  Unavailable: unavailable,
  Creating: replicated,
  Updating: promoted,
};

const ANSWERS: Readonly<Record<string, (arn: string) => object>> = {
  OK: () => ({ $metadata: { httpStatusCode: 200 } }),
  /** Served, and what came with the request is wrong. */
  SIG: () => refusedWordless('KMSInvalidSignatureException'),
  MAC: () => refusedWordless('KMSInvalidMacException'),
  PEER: () => refusedWordless('ValidationException'),
  DRY: () => refused('DryRunOperationException'),
  D: (arn) => refused('DisabledException', `${arn} is disabled.`),
  PD: (arn) => refused('KMSInvalidStateException', `${arn} is pending deletion.`),
  PI: (arn) => refused('KMSInvalidStateException', `${arn} is pending import.`),
  UN: () => refused('KMSInvalidStateException', /unavailable/),
  CR: () => refused('KMSInvalidStateException', /is creating/),
  UP: () => refused('KMSInvalidStateException', /is updating/),
  NPD: (arn) => refused('KMSInvalidStateException', `${arn} is not pending deletion.`),
  U: () => refused('UnsupportedOperationException'),
};

/** In the order of the states; a dash where AWS has no such key, or does not say. */
type Cells = string;
type Ask = (KeyId: string) => Command;

const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
const Plaintext = bytes(1);
const DryRunModifiers: DryRunModifierType[] = ['IGNORE_CIPHERTEXT'];
const Tags = [{ TagKey: 'a', TagValue: 'b' }];

const symmetric: Readonly<Record<string, readonly [Cells, Ask]>> = {
  Encrypt: ['OK D PD PI UN CR OK', (KeyId) => new EncryptCommand({ KeyId, Plaintext })],
  Decrypt: [
    'DRY D PD PI UN CR DRY',
    (KeyId) => new DecryptCommand({ KeyId, DryRun: true, DryRunModifiers }),
  ],
  ReEncrypt: [
    'DRY D PD PI UN CR DRY',
    (KeyId) =>
      new ReEncryptCommand({
        SourceKeyId: KeyId,
        DestinationKeyId: KeyId,
        DryRun: true,
        DryRunModifiers,
      }),
  ],
  GenerateDataKey: [
    'OK D PD PI UN CR OK',
    (KeyId) => new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
  ],
  GenerateDataKeyWithoutPlaintext: [
    'OK D PD PI UN CR OK',
    (KeyId) => new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 1 }),
  ],
  GenerateDataKeyPair: [
    'OK D PD PI U CR OK',
    (KeyId) => new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }),
  ],
  GenerateDataKeyPairWithoutPlaintext: [
    'OK D PD PI U CR OK',
    (KeyId) =>
      new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }),
  ],
  DescribeKey: ['OK OK OK OK OK OK OK', (KeyId) => new DescribeKeyCommand({ KeyId })],
  GetKeyLastUsage: ['OK OK OK OK OK OK OK', (KeyId) => new GetKeyLastUsageCommand({ KeyId })],
  GetKeyPolicy: ['OK OK OK OK OK OK OK', (KeyId) => new GetKeyPolicyCommand({ KeyId })],
  PutKeyPolicy: ['OK OK OK OK OK OK OK', (KeyId) => new PutKeyPolicyCommand({ KeyId, Policy })],
  ListAliases: ['OK OK OK OK OK OK OK', (KeyId) => new ListAliasesCommand({ KeyId })],
  ListGrants: ['OK OK OK OK OK OK OK', (KeyId) => new ListGrantsCommand({ KeyId })],
  ListKeyPolicies: ['OK OK OK OK OK OK OK', (KeyId) => new ListKeyPoliciesCommand({ KeyId })],
  ListResourceTags: ['OK OK OK OK OK OK OK', (KeyId) => new ListResourceTagsCommand({ KeyId })],
  CreateAlias: [
    'OK OK PD OK OK OK OK',
    (KeyId) => new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: KeyId }),
  ],
  CreateGrant: [
    'OK D PD PI OK CR OK',
    (KeyId) => new CreateGrantCommand({ KeyId, GranteePrincipal: BOB, Operations: ['Encrypt'] }),
  ],
  EnableKey: ['OK OK PD PI OK CR UP', (KeyId) => new EnableKeyCommand({ KeyId })],
  DisableKey: ['OK OK PD PI OK CR UP', (KeyId) => new DisableKeyCommand({ KeyId })],
  ScheduleKeyDeletion: [
    'OK OK PD OK OK OK UP',
    (KeyId) => new ScheduleKeyDeletionCommand({ KeyId }),
  ],
  CancelKeyDeletion: [
    'NPD NPD OK NPD NPD NPD NPD',
    (KeyId) => new CancelKeyDeletionCommand({ KeyId }),
  ],
  EnableKeyRotation: ['OK D PD U U - OK', (KeyId) => new EnableKeyRotationCommand({ KeyId })],
  DisableKeyRotation: ['OK D PD U U - OK', (KeyId) => new DisableKeyRotationCommand({ KeyId })],
  GetKeyRotationStatus: [
    'OK OK OK OK U OK OK',
    (KeyId) => new GetKeyRotationStatusCommand({ KeyId }),
  ],
  ListKeyRotations: ['OK OK OK OK U OK OK', (KeyId) => new ListKeyRotationsCommand({ KeyId })],
  RotateKeyOnDemand: ['OK D PD PI U - OK', (KeyId) => new RotateKeyOnDemandCommand({ KeyId })],
  GetParametersForImport: [
    'U U - OK U - -',
    (KeyId) =>
      new GetParametersForImportCommand({
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
  ],
  DeleteImportedKeyMaterial: [
    'U U U OK U - -',
    (KeyId) => new DeleteImportedKeyMaterialCommand({ KeyId }),
  ],
  TagResource: ['OK OK PD OK OK OK OK', (KeyId) => new TagResourceCommand({ KeyId, Tags })],
  UntagResource: [
    'OK OK PD OK OK OK OK',
    (KeyId) => new UntagResourceCommand({ KeyId, TagKeys: ['a'] }),
  ],
  UpdateKeyDescription: [
    'OK OK PD OK OK OK OK',
    (KeyId) => new UpdateKeyDescriptionCommand({ KeyId, Description: '' }),
  ],
};

const Message = bytes(32);
const signing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
const coding = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
const agreeing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;

/** For other keys than symmetric ones: no key store holds them. */
const others: readonly (readonly [string, CreateKeyCommandInput, Cells, Ask])[] = [
  [
    'Sign',
    signing,
    'OK D PD PI - CR OK',
    (KeyId) => new SignCommand({ KeyId, Message, SigningAlgorithm: 'ECDSA_SHA_256' }),
  ],
  [
    'Verify',
    signing,
    'SIG D PD PI - CR SIG',
    (KeyId) =>
      new VerifyCommand({
        KeyId,
        Message,
        Signature: bytes(70),
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
  ],
  [
    'GenerateMac',
    coding,
    'OK D PD PI - CR OK',
    (KeyId) => new GenerateMacCommand({ KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' }),
  ],
  [
    'VerifyMac',
    coding,
    'MAC D PD PI - CR MAC',
    (KeyId) =>
      new VerifyMacCommand({
        KeyId,
        Message,
        Mac: bytes(32),
        MacAlgorithm: 'HMAC_SHA_256',
      }),
  ],
  [
    'DeriveSharedSecret',
    agreeing,
    'PEER D PD PI - CR PEER',
    (KeyId) =>
      new DeriveSharedSecretCommand({
        KeyId,
        KeyAgreementAlgorithm: 'ECDH',
        PublicKey: bytes(91),
      }),
  ],
  ['GetPublicKey', signing, 'OK OK PD - - CR OK', (KeyId) => new GetPublicKeyCommand({ KeyId })],
  [
    'RotateKeyOnDemand',
    coding,
    'U U U U - - U',
    (KeyId) => new RotateKeyOnDemandCommand({ KeyId }),
  ],
  [
    'EnableKeyRotation',
    signing,
    'U U U U - - U',
    (KeyId) => new EnableKeyRotationCommand({ KeyId }),
  ],
];

const table: typeof others = [
  ...Object.entries(symmetric).map(([name, [cells, ask]]) => [name, {}, cells, ask] as const),
  ...others,
];

describe.each(table)('%s %j', (_operation, kind, cells, ask) => {
  const answers = cells.split(' ');
  const asked = Object.keys(STATES)
    .map((state, i) => [state, answers[i] ?? ''] as const)
    .filter(([, answer]) => answer !== '-');
  test.each(asked)('%s: %s', async (state, answer) => {
    const { client, KeyId } = await STATES[state]!(aWorld('states'), kind);
    await expectAnswer(client, ask(KeyId), ANSWERS[answer]!(KeyId));
  });
});
