// What AWS says when something is wrong: the words that were recorded, row by row.

import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  GenerateRandomCommand,
  GetKeyPolicyCommand,
  GetParametersForImportCommand,
  ImportKeyMaterialCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  TagResourceCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { refusedBy } from '../support/clients.ts';
import {
  ACCOUNT,
  arnOfKey,
  aWorld,
  BOB,
  bytes,
  ELSEWHERE,
  idOf,
  invalid,
  NO_KEY,
  notFound,
  refused,
  refusedWordless,
  violated,
  type Row,
} from './harness.ts';

const world = aWorld('errors');
const { kms, aKey, as, holds } = world;
const KeyId = await aKey();
const disabled = await aKey();
const leaving = await aKey();
const waiting = await aKey({ Origin: 'EXTERNAL' });
const mac = await aKey({ KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' });
const signer = await aKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
const abroad = await aKey({}, as('arn:aws:iam::111122223333:user/admin', ELSEWHERE));
await kms.send(new DisableKeyCommand({ KeyId: disabled }));
await kms.send(new ScheduleKeyDeletionCommand({ KeyId: leaving }));
await kms.send(new CreateAliasCommand({ AliasName: 'alias/taken', TargetKeyId: KeyId }));
const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: bytes(1) }));
const encrypt = (KeyId: string, Plaintext = bytes(1)): EncryptCommand =>
  new EncryptCommand({ KeyId, Plaintext });
const tag = (TagKey: string, TagValue = ''): { TagKey: string; TagValue: string } => ({
  TagKey,
  TagValue,
});

const rows: readonly Row[] = [
  [
    'plaintext of 4097 bytes',
    encrypt(KeyId, bytes(4097)),
    violated(
      "at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    ),
  ],
  [
    'no plaintext at all',
    encrypt(KeyId, bytes(0)),
    violated(
      "at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  [
    'a message of 4097 bytes for a MAC',
    new GenerateMacCommand({ KeyId: mac, Message: bytes(4097), MacAlgorithm: 'HMAC_SHA_224' }),
    violated(
      "at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096",
    ),
  ],
  ['a UUID that is no key', encrypt(NO_KEY), notFound(`Key '${arnOfKey(NO_KEY)}' does not exist`)],
  [
    'an ARN that is no key',
    encrypt(arnOfKey(NO_KEY)),
    notFound(`Key '${arnOfKey(NO_KEY)}' does not exist`),
  ],
  ['a word for an id', encrypt('fake-key-id'), notFound("Invalid keyId 'fake-key-id'")],
  [
    'a UUID without dashes',
    encrypt(NO_KEY.replaceAll('-', '')),
    notFound(`Invalid keyId '${NO_KEY.replaceAll('-', '')}'`),
  ],
  ['mrk- and junk', encrypt('mrk-junk'), notFound("Invalid keyId 'mrk-junk'")],
  ['an ARN of another Region', encrypt(abroad), notFound(`Invalid arn ${ELSEWHERE}`)],
  [
    'the id of a key in another Region',
    encrypt(idOf(abroad)),
    notFound(`Key '${arnOfKey(idOf(abroad))}' does not exist`),
  ],
  [
    'an alias that is none',
    encrypt('alias/missing'),
    notFound(`Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/missing is not found.`),
  ],
  ['a disabled key', encrypt(disabled), refused('DisabledException', `${disabled} is disabled.`)],
  [
    'a key that is to be deleted',
    encrypt(leaving),
    refused('KMSInvalidStateException', `${leaving} is pending deletion.`),
  ],
  [
    'a key without material',
    encrypt(waiting),
    refused('KMSInvalidStateException', `${waiting} is pending import.`),
  ],
  [
    'a key for encryption, asked for a MAC',
    new GenerateMacCommand({ KeyId, Message: bytes(1), MacAlgorithm: 'HMAC_SHA_256' }),
    refused(
      'InvalidKeyUsageException',
      `${KeyId} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`,
    ),
  ],
  [
    'a MAC algorithm of another length',
    new GenerateMacCommand({ KeyId: mac, Message: bytes(1), MacAlgorithm: 'HMAC_SHA_256' }),
    refused(
      'InvalidKeyUsageException',
      'Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.',
    ),
  ],
  [
    'a digest of the wrong length',
    new SignCommand({
      KeyId: signer,
      Message: bytes(31),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
    invalid('Digest is invalid length for algorithm ECDSA_SHA_256.'),
  ],
  [
    'a MAC that is not of this message',
    new VerifyMacCommand({
      KeyId: mac,
      Message: bytes(1),
      Mac: bytes(28),
      MacAlgorithm: 'HMAC_SHA_224',
    }),
    refusedWordless('KMSInvalidMacException'),
  ],
  [
    'import into a key that KMS made',
    new GetParametersForImportCommand({
      KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    }),
    refused(
      'UnsupportedOperationException',
      `${KeyId} origin is AWS_KMS which is not valid for this operation.`,
    ),
  ],
  [
    'automatic rotation of an imported key',
    new EnableKeyRotationCommand({ KeyId: waiting }),
    refused(
      'UnsupportedOperationException',
      `${waiting} origin is EXTERNAL which is not valid for this operation.`,
    ),
  ],
  [
    'rotation of an HMAC key',
    new RotateKeyOnDemandCommand({ KeyId: mac }),
    refusedWordless('UnsupportedOperationException'),
  ],
  [
    'import that expires at no date',
    new ImportKeyMaterialCommand({
      KeyId: waiting,
      ImportToken: bytes(1),
      EncryptedKeyMaterial: bytes(1),
    }),
    invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES'),
  ],
  [
    'random bytes, and no number',
    new GenerateRandomCommand({}),
    invalid('NumberOfBytes is required.'),
  ],
  [
    'random bytes: 0',
    new GenerateRandomCommand({ NumberOfBytes: 0 }),
    violated(
      "'0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
  [
    'random bytes: 1025',
    new GenerateRandomCommand({ NumberOfBytes: 1025 }),
    violated(
      "'1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    ),
  ],
  [
    'random bytes: 1024',
    new GenerateRandomCommand({ NumberOfBytes: 1024 }),
    { Plaintext: { length: 1024 } },
  ],
  [
    'HMAC spec without usage',
    new CreateKeyCommand({ KeySpec: 'HMAC_256' }),
    invalid(
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ),
  ],
  [
    'RSA spec without usage',
    new CreateKeyCommand({ KeySpec: 'RSA_2048' }),
    invalid(
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ),
  ],
  [
    'RSA for key agreement',
    new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' }),
    invalid('KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048'),
  ],
  [
    'an alias without its prefix',
    new CreateAliasCommand({ AliasName: 'app', TargetKeyId: KeyId }),
    invalid(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ),
  ],
  [
    'an alias that exists',
    new CreateAliasCommand({ AliasName: 'alias/taken', TargetKeyId: KeyId }),
    refused(
      'AlreadyExistsException',
      `An alias with the name arn:aws:kms:us-east-1:${ACCOUNT}:alias/taken already exists`,
    ),
  ],
  [
    'one tag key twice',
    new TagResourceCommand({ KeyId, Tags: [tag('a', '1'), tag('a', '2')] }),
    refused('TagException', 'Duplicate tag keys'),
  ],
  [
    '51 tags',
    new TagResourceCommand({ KeyId, Tags: Array.from({ length: 51 }, (_, i) => tag(`t${i}`)) }),
    refused('TagException', 'Too many tags'),
  ],
  [
    'a tag of AWS’s own',
    new TagResourceCommand({ KeyId, Tags: [tag('aws:name')] }),
    refused('TagException', 'Tags beginning with aws: are reserved'),
  ],
  [
    'a tag key of 129 characters',
    new TagResourceCommand({ KeyId, Tags: [tag('k'.repeat(129))] }),
    violated(
      `'${'k'.repeat(129)}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ),
  ],
  [
    'a policy that locks its author out',
    new PutKeyPolicyCommand({
      KeyId,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: BOB }, Action: 'kms:*', Resource: '*' }],
      }),
    }),
    refused(
      'MalformedPolicyDocumentException',
      'The new key policy will not allow you to update the key policy in the future.',
    ),
  ],
  [
    'a dry run that would succeed',
    new EncryptCommand({ KeyId, Plaintext: bytes(1), DryRun: true }),
    refused(
      'DryRunOperationException',
      'The request would have succeeded, but the DryRun option is set.',
    ),
  ],
  [
    'a blob under another context',
    new DecryptCommand({ CiphertextBlob, EncryptionContext: { a: 'b' } }),
    refusedWordless('InvalidCiphertextException'),
  ],
  [
    'a blob with the id of another key',
    new DecryptCommand({ CiphertextBlob, KeyId: await aKey() }),
    refused(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    ),
  ],
  [
    'a policy of another name',
    new GetKeyPolicyCommand({ KeyId, PolicyName: 'other' }),
    refused('NotFoundException'),
  ],
  [
    'a marker that is none',
    new ListKeysCommand({ Marker: 'nonsense' }),
    refused('InvalidMarkerException'),
  ],
  [
    'an alias of AWS’s own, deleted',
    new DeleteAliasCommand({ AliasName: 'alias/aws/s3' }),
    refused('NotAuthorizedException'),
  ],
];

test.each(rows)('%s', holds);

test.each([
  [
    'keySpec',
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_512' as 'AES_256' }),
    ['AES_256', 'AES_128'],
  ],
  [
    'wrappingKeySpec',
    new GetParametersForImportCommand({
      KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'AES_512' as 'RSA_2048',
    }),
    ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2'],
  ],
  [
    'macAlgorithm',
    new GenerateMacCommand({ KeyId, Message: bytes(1), MacAlgorithm: 'AES_512' as 'HMAC_SHA_224' }),
    ['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512'],
  ],
])(
  'a value that %s does not have is answered with all that it has',
  async (member, command, values) => {
    const { message } = (await refusedBy(kms.send(command as unknown as EncryptCommand))) as Error;
    const [, listed = ''] =
      /^1 validation error detected: Value 'AES_512' at '(?:.*)' failed to satisfy constraint: Member must satisfy enum value set: \[(.*)\]$/.exec(
        message,
      ) ?? [];
    expect(message).toContain(`at '${member}'`);
    expect(listed.split(', ').sort()).toEqual([...values].sort());
  },
);
