// Making and describing keys.

import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateRandomCommand,
  type KeySpec,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  arnOfKey,
  aWorld,
  BOB,
  ELSEWHERE,
  expectAnswer,
  idOf,
  invalid,
  NO_KEY,
  notFound,
  refused,
  violated,
  type Row,
  NO_ALIAS,
} from './harness.ts';

const { sim, kms, aKey, as, holds } = aWorld('keys');
const KeyId = await aKey({ Description: 'first' });
const create = (input: CreateKeyCommandInput): CreateKeyCommand => new CreateKeyCommand(input);
const KeyMetadata = (facts: object): object => ({ KeyMetadata: facts });
/** Deprecated in the SDK, and served all the same. */
const former: object = { CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT' };
const TOO_LONG = 'd'.repeat(8193);
const SPECS = {
  HMAC_224: { KeyUsage: 'GENERATE_VERIFY_MAC', MacAlgorithms: ['HMAC_SHA_224'] },
  HMAC_384: { KeyUsage: 'GENERATE_VERIFY_MAC', MacAlgorithms: ['HMAC_SHA_384'] },
  ECC_NIST_P384: { KeyUsage: 'SIGN_VERIFY', SigningAlgorithms: ['ECDSA_SHA_384'] },
  ECC_NIST_P521: { KeyUsage: 'KEY_AGREEMENT', KeyAgreementAlgorithms: ['ECDH'] },
  ECC_SECG_P256K1: { KeyUsage: 'SIGN_VERIFY', SigningAlgorithms: ['ECDSA_SHA_256'] },
  ECC_NIST_EDWARDS25519: {
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ED25519_PH_SHA_512', 'ED25519_SHA_512'],
  },
  ML_DSA_44: { KeyUsage: 'SIGN_VERIFY', SigningAlgorithms: ['ML_DSA_SHAKE_256'] },
  ML_KEM_512: { KeyUsage: 'ENCAPSULATE_DECAPSULATE', EncapsulationAlgorithms: ['ML_KEM'] },
} as const;

test('metadata of a key that was asked for nothing in particular', async () => {
  const arn = await aKey();
  const answer = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
  expect(answer.KeyMetadata).toEqual({
    AWSAccountId: ACCOUNT,
    KeyId: idOf(arn),
    Arn: arn,
    CreationDate: expect.any(Date) as unknown,
    Enabled: true,
    Description: '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
  });
});

describe.each(Object.entries(SPECS))('%s', (KeySpec, facts) => {
  test('says what it is for, and has no id of material', async () => {
    const { KeyMetadata } = await kms.send(
      create({ KeySpec: KeySpec as KeySpec, KeyUsage: facts.KeyUsage }),
    );
    expect(KeyMetadata).toMatchObject({ KeySpec, CustomerMasterKeySpec: KeySpec, ...facts });
    expect(KeyMetadata).not.toHaveProperty('CurrentKeyMaterialId');
    expect(Object.keys(KeyMetadata!).filter((name) => name.endsWith('Algorithms'))).toHaveLength(1);
  });
});

const rows: readonly Row[] = [
  [
    'description of 8192',
    create({ Description: 'd'.repeat(8192) }),
    KeyMetadata({ Enabled: true }),
  ],
  [
    'description of 8193',
    create({ Description: TOO_LONG }),
    violated(
      `'${TOO_LONG}' at 'description' failed to satisfy constraint: Member must have length less than or equal to 8192`,
    ),
  ],
  [
    'SM2 outside China',
    create({ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }),
    refused('UnsupportedOperationException'),
  ],
  [
    'usage that a symmetric key has not',
    create({ KeyUsage: 'SIGN_VERIFY' }),
    invalid('KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT'),
  ],
  [
    'secp256k1 does not agree on keys',
    create({ KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'KEY_AGREEMENT' }),
    invalid('KeyUsage KEY_AGREEMENT is not compatible with KeySpec ECC_SECG_P256K1'),
  ],
  [
    'Ed25519 does not encrypt',
    create({ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'ENCRYPT_DECRYPT' }),
    invalid('KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_EDWARDS25519'),
  ],
  [
    'ML-KEM does not sign',
    create({ KeySpec: 'ML_KEM_512', KeyUsage: 'SIGN_VERIFY' }),
    invalid('KeyUsage SIGN_VERIFY is not compatible with KeySpec ML_KEM_512'),
  ],
  [
    'the deprecated name of the spec',
    create(former),
    KeyMetadata({ KeySpec: 'SYMMETRIC_DEFAULT' }),
  ],
  ['both names of the spec', create({ KeySpec: 'SYMMETRIC_DEFAULT', ...former }), invalid()],
  [
    'a spec that is none',
    create({ KeySpec: 'AES_256' as 'SYMMETRIC_DEFAULT' }),
    invalid(/at 'keySpec' .*enum value set: \[/),
  ],
  [
    'an origin that is none',
    create({ Origin: 'HEAVEN' as 'AWS_KMS' }),
    invalid(/Value 'HEAVEN' at 'origin'/),
  ],
  [
    'external material',
    create({ Origin: 'EXTERNAL' }),
    KeyMetadata({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' }),
  ],
  [
    'ML-DSA with external material',
    create({ Origin: 'EXTERNAL', KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' }),
    invalid('KeySpec ML_DSA_44 is not supported for Origin EXTERNAL'),
  ],
  [
    'a multi-Region key',
    create({ MultiRegion: true }),
    KeyMetadata({
      MultiRegion: true,
      KeyId: expect.stringMatching(/^mrk-[0-9a-f]{32}$/) as unknown,
      MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', ReplicaKeys: [] },
    }),
  ],
  [
    'a policy that is no JSON',
    create({ Policy: 'policy' }),
    refused('MalformedPolicyDocumentException'),
  ],
  ['an empty policy', create({ Policy: '' }), invalid(/at 'policy' .*greater than or equal to 1/)],
  [
    'by id',
    new DescribeKeyCommand({ KeyId: idOf(KeyId) }),
    KeyMetadata({ Arn: KeyId, Description: 'first' }),
  ],
  [
    'an empty id',
    new DescribeKeyCommand({ KeyId: '' }),
    violated(
      "'' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  [
    'no id',
    new DescribeKeyCommand({ KeyId: undefined }),
    violated("null at 'keyId' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'an id of 2049 characters',
    new DescribeKeyCommand({ KeyId: 'k'.repeat(2049) }),
    invalid(/at 'keyId' .*less than or equal to 2048/),
  ],
  [
    'an id of 2048 characters',
    new DescribeKeyCommand({ KeyId: 'k'.repeat(2048) }),
    notFound(`Invalid keyId '${'k'.repeat(2048)}'`),
  ],
  [
    'an id in capitals',
    new DescribeKeyCommand({ KeyId: idOf(KeyId).toUpperCase().replace(/^./, 'A') }),
    refused('NotFoundException'),
  ],
  [
    'an ARN of another service',
    new DescribeKeyCommand({ KeyId: 'arn:aws:s3:::bucket' }),
    refused('NotFoundException'),
  ],
  [
    'an ARN of another account, where the key is not',
    new DescribeKeyCommand({ KeyId: arnOfKey(NO_KEY, 'us-east-1', '444455556666') }),
    refused('AccessDeniedException'),
  ],
  [
    'an ARN of another Region, where the key is not',
    new DescribeKeyCommand({ KeyId: arnOfKey(idOf(KeyId), ELSEWHERE) }),
    notFound(`Invalid arn ${ELSEWHERE}`),
  ],
  [
    'an alias of AWS’s own makes its key',
    new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }),
    KeyMetadata({ KeyManager: 'AWS', KeyState: 'Enabled', Origin: 'AWS_KMS' }),
  ],
  [
    'an alias of AWS’s own that no service has',
    new DescribeKeyCommand({ KeyId: 'alias/aws/nothing' }),
    refused('NotFoundException'),
  ],
  ['a new description', new UpdateKeyDescriptionCommand({ KeyId, Description: '' }), {}],
  [
    'a description by alias',
    new UpdateKeyDescriptionCommand({ KeyId: 'alias/aws/s3', Description: '' }),
    NO_ALIAS,
  ],
  [
    'a description too long',
    new UpdateKeyDescriptionCommand({ KeyId, Description: TOO_LONG }),
    invalid(/at 'description'/),
  ],
  [
    'no description',
    new UpdateKeyDescriptionCommand({ KeyId, Description: undefined }),
    violated("null at 'description' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'two faults at once are both told',
    new UpdateKeyDescriptionCommand({ KeyId: '', Description: undefined }),
    invalid(/^2 validation errors detected: .*keyId.*; .*description/),
  ],
  ['enabling what is enabled', new EnableKeyCommand({ KeyId }), {}],
  [
    'a window of 6 days',
    new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 6 }),
    invalid(),
  ],
  [
    'a window of 31 days',
    new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 31 }),
    invalid(),
  ],
  [
    'a window of 0 days',
    new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 0 }),
    violated(
      "'0' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
  [
    'a window of 366 days',
    new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 366 }),
    violated(
      "'366' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 365",
    ),
  ],
  [
    'cancelling nothing',
    new CancelKeyDeletionCommand({ KeyId }),
    refused('KMSInvalidStateException', `${KeyId} is not pending deletion.`),
  ],
  [
    'random bytes from a key store that is none',
    new GenerateRandomCommand({ NumberOfBytes: 1, CustomKeyStoreId: 'cks-1234567890abcdef0' }),
    refused('CustomKeyStoreNotFoundException'),
  ],
];

test.each(rows)('%s', holds);

test.each([
  ['managed', 'PutKeyPolicy', (KeyId: string) => new PutKeyPolicyCommand({ KeyId, Policy: '{}' })],
  ['managed', 'ScheduleKeyDeletion', (KeyId: string) => new ScheduleKeyDeletionCommand({ KeyId })],
  ['managed', 'DisableKey', (KeyId: string) => new DisableKeyCommand({ KeyId })],
  [
    'managed',
    'Encrypt',
    (KeyId: string) => new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1) }),
  ],
])('an AWS %s key serves nobody with %s', async (_kind, _operation, command) => {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
  await expectAnswer(kms, command(KeyMetadata?.Arn ?? ''), refused('AccessDeniedException'));
});

test.each([
  [7, 7],
  [30, 30],
  [undefined, 30],
])('a window of %s days ends after %s', async (PendingWindowInDays, expected) => {
  const KeyId = await aKey();
  const answer = await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
  expect(answer).toMatchObject({
    KeyId,
    KeyState: 'PendingDeletion',
    PendingWindowInDays: expected,
  });
  const wait = answer.DeletionDate!.getTime() - sim.clock.now().getTime();
  expect(Math.round(wait / 86_400_000)).toBe(expected);
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata).toMatchObject({
    KeyState: 'PendingDeletion',
    Enabled: false,
    DeletionDate: answer.DeletionDate,
  });
});

test('cancelled in time the key is disabled; when the time is up it is gone', async () => {
  const [saved, lost] = [await aKey(), await aKey()];
  for (const KeyId of [saved, lost]) {
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  }
  expect(await kms.send(new CancelKeyDeletionCommand({ KeyId: saved }))).toMatchObject({
    KeyId: saved,
  });
  sim.clock.advance(9 * 86_400_000);
  await expectAnswer(kms, new DescribeKeyCommand({ KeyId: saved }), {
    KeyMetadata: { KeyState: 'Disabled' },
  });
  await expectAnswer(
    kms,
    new DescribeKeyCommand({ KeyId: lost }),
    notFound(`Key '${lost}' does not exist`),
  );
});

test('keys are made in the caller’s account and Region', async () => {
  const arn = await aKey({}, as(BOB, ELSEWHERE));
  expect(arn).toMatch(/^arn:aws:kms:eu-west-1:444455556666:key\/[0-9a-f-]{36}$/);
});
