// Signing, agreeing and encapsulating keys, and RSA encryption, each checked by Node where Node can.

import {
  DecapsulateCommand,
  DecryptCommand,
  DeriveSharedSecretCommand,
  EncapsulateCommand,
  EncryptCommand,
  type EncryptionAlgorithmSpec,
  GetPublicKeyCommand,
  type KeySpec,
  type KeyUsageType,
  SignCommand,
  type SignCommandInput,
  type SigningAlgorithmSpec,
  VerifyCommand,
} from '@aws-sdk/client-kms';
import {
  constants,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  publicEncrypt,
  verify,
  type KeyObject,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  aWorld,
  bytes,
  expectAnswer,
  invalid,
  refused,
  refusedWordless,
  violated,
  type Row,
} from './harness.ts';

const { kms, aKey, holds } = aWorld('asymmetric');
const make = (KeySpec: KeySpec, KeyUsage: KeyUsageType): Promise<string> =>
  aKey({ KeySpec, KeyUsage });
const rsa = await make('RSA_2048', 'ENCRYPT_DECRYPT');
const rsaSigner = await make('RSA_2048', 'SIGN_VERIFY');
const p256 = await make('ECC_NIST_P256', 'SIGN_VERIFY');
const p384 = await make('ECC_NIST_P384', 'SIGN_VERIFY');
const p521 = await make('ECC_NIST_P521', 'SIGN_VERIFY');
const k256 = await make('ECC_SECG_P256K1', 'SIGN_VERIFY');
const ed25519 = await make('ECC_NIST_EDWARDS25519', 'SIGN_VERIFY');
const mlDsa = await make('ML_DSA_44', 'SIGN_VERIFY');
const mlKem = await make('ML_KEM_512', 'ENCAPSULATE_DECAPSULATE');
const agreeing = await make('ECC_NIST_P256', 'KEY_AGREEMENT');
const symmetric = await aKey();
const mac = await make('HMAC_256', 'GENERATE_VERIFY_MAC');

const sign = (
  KeyId: string,
  SigningAlgorithm: SigningAlgorithmSpec,
  more: Partial<SignCommandInput> = {},
): SignCommand => new SignCommand({ KeyId, SigningAlgorithm, Message: bytes(5), ...more });
const digest = (length: number): Partial<SignCommandInput> => ({
  Message: bytes(length),
  MessageType: 'DIGEST',
});
const encrypt = (
  length: number,
  EncryptionAlgorithm: EncryptionAlgorithmSpec,
  more: object = {},
): EncryptCommand =>
  new EncryptCommand({ KeyId: rsa, Plaintext: bytes(length), EncryptionAlgorithm, ...more });
const derive = (PublicKey: Uint8Array, more: object = {}): DeriveSharedSecretCommand =>
  new DeriveSharedSecretCommand({
    KeyId: agreeing,
    KeyAgreementAlgorithm: 'ECDH',
    PublicKey,
    ...more,
  });
const decapsulate = (length: number): DecapsulateCommand =>
  new DecapsulateCommand({
    KeyId: mlKem,
    SharedSecretCiphertextBlob: bytes(length),
    EncapsulationAlgorithm: 'ML_KEM',
  });
const spki = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }));
const onCurve = (namedCurve: string): KeyObject =>
  generateKeyPairSync('ec', { namedCurve }).publicKey;
const publicHalf = async (KeyId: string): Promise<KeyObject> => {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey!), format: 'der', type: 'spki' });
};
const incompatible = (algorithm: string, spec: string) =>
  refused(
    'InvalidKeyUsageException',
    `Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
  );
const wrongUsage = (arn: string, usage: string, operation: string) =>
  refused(
    'InvalidKeyUsageException',
    `${arn} key usage is ${usage} which is not valid for ${operation}.`,
  );

const rows: readonly Row[] = [
  [
    'RSA, SHA-256, 190 bytes',
    encrypt(190, 'RSAES_OAEP_SHA_256'),
    { KeyId: rsa, CiphertextBlob: { length: 256 } },
  ],
  [
    'RSA, SHA-256, 191 bytes',
    encrypt(191, 'RSAES_OAEP_SHA_256'),
    invalid(
      'Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger than 190 bytes.',
    ),
  ],
  ['RSA, SHA-1, 214 bytes', encrypt(214, 'RSAES_OAEP_SHA_1'), { KeyId: rsa }],
  [
    'RSA, SHA-1, 215 bytes',
    encrypt(215, 'RSAES_OAEP_SHA_1'),
    invalid(
      'Algorithm RSAES_OAEP_SHA_1 and key spec RSA_2048 cannot encrypt data larger than 214 bytes.',
    ),
  ],
  [
    'RSA, the standard algorithm',
    new EncryptCommand({ KeyId: rsa, Plaintext: bytes(1) }),
    incompatible('SYMMETRIC_DEFAULT', 'RSA_2048'),
  ],
  ['RSA, the Chinese algorithm', encrypt(1, 'SM2PKE'), incompatible('SM2PKE', 'RSA_2048')],
  [
    'RSA, a context',
    encrypt(1, 'RSAES_OAEP_SHA_256', { EncryptionContext: { a: 'b' } }),
    invalid(),
  ],
  [
    'RSA for signing, asked to encrypt',
    encrypt(1, 'RSAES_OAEP_SHA_256', { KeyId: rsaSigner }),
    wrongUsage(rsaSigner, 'SIGN_VERIFY', 'Encrypt'),
  ],
  [
    'RSA for encryption, asked to sign',
    sign(rsa, 'RSASSA_PSS_SHA_256'),
    wrongUsage(rsa, 'ENCRYPT_DECRYPT', 'Sign'),
  ],
  [
    'a key for agreement, asked to sign',
    sign(agreeing, 'ECDSA_SHA_256'),
    wrongUsage(agreeing, 'KEY_AGREEMENT', 'Sign'),
  ],
  [
    'an algorithm of another curve',
    sign(p256, 'ECDSA_SHA_384'),
    incompatible('ECDSA_SHA_384', 'ECC_NIST_P256'),
  ],
  [
    'an algorithm of RSA on a curve',
    sign(p256, 'RSASSA_PSS_SHA_256'),
    incompatible('RSASSA_PSS_SHA_256', 'ECC_NIST_P256'),
  ],
  [
    'an algorithm that is none',
    sign(p256, 'ECDSA' as 'ECDSA_SHA_256'),
    invalid(/at 'signingAlgorithm'/),
  ],
  [
    'a message of 4096',
    sign(p256, 'ECDSA_SHA_256', { Message: bytes(4096) }),
    { KeyId: p256, SigningAlgorithm: 'ECDSA_SHA_256' },
  ],
  [
    'a message of 4097',
    sign(p256, 'ECDSA_SHA_256', { Message: bytes(4097) }),
    violated(
      "at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096",
    ),
  ],
  ['a digest for P-384', sign(p384, 'ECDSA_SHA_384', digest(48)), { KeyId: p384 }],
  [
    'a short digest for P-384',
    sign(p384, 'ECDSA_SHA_384', digest(32)),
    invalid('Digest is invalid length for algorithm ECDSA_SHA_384.'),
  ],
  [
    'a digest for PSS with SHA-512',
    sign(rsaSigner, 'RSASSA_PSS_SHA_512', digest(64)),
    { Signature: { length: 256 } },
  ],
  [
    'a long digest for PKCS #1',
    sign(rsaSigner, 'RSASSA_PKCS1_V1_5_SHA_384', digest(64)),
    invalid('Digest is invalid length for algorithm RSASSA_PKCS1_V1_5_SHA_384.'),
  ],
  ['a digest, and Ed25519 takes messages', sign(ed25519, 'ED25519_SHA_512', digest(64)), invalid()],
  ['a message, and Ed25519ph takes digests', sign(ed25519, 'ED25519_PH_SHA_512'), invalid()],
  [
    'a digest for Ed25519ph',
    sign(ed25519, 'ED25519_PH_SHA_512', digest(64)),
    { Signature: { length: 64 } },
  ],
  [
    'mu for ML-DSA',
    sign(mlDsa, 'ML_DSA_SHAKE_256', { Message: bytes(64), MessageType: 'EXTERNAL_MU' }),
    { Signature: { length: 2420 } },
  ],
  [
    'mu of 63 bytes',
    sign(mlDsa, 'ML_DSA_SHAKE_256', { Message: bytes(63), MessageType: 'EXTERNAL_MU' }),
    invalid(),
  ],
  [
    'mu for a curve',
    sign(p256, 'ECDSA_SHA_256', { Message: bytes(64), MessageType: 'EXTERNAL_MU' }),
    invalid(),
  ],
  [
    'a dry run of a signature',
    sign(p256, 'ECDSA_SHA_256', { DryRun: true }),
    refused('DryRunOperationException'),
  ],
  [
    'public half of a symmetric key',
    new GetPublicKeyCommand({ KeyId: symmetric }),
    refused('UnsupportedOperationException'),
  ],
  [
    'public half of a key for codes',
    new GetPublicKeyCommand({ KeyId: mac }),
    refused('UnsupportedOperationException'),
  ],
  [
    'a secret with a point of another curve',
    derive(spki(onCurve('secp384r1'))),
    refusedWordless('ValidationException'),
  ],
  ['a secret with rubbish', derive(bytes(91)), refusedWordless('ValidationException')],
  [
    'a secret with nothing',
    derive(bytes(0)),
    invalid(/at 'publicKey' .*greater than or equal to 1/),
  ],
  [
    'a secret with 8193 bytes',
    derive(bytes(8193)),
    invalid(/at 'publicKey' .*less than or equal to 8192/),
  ],
  [
    'a secret of a signing key',
    derive(spki(onCurve('prime256v1')), { KeyId: p256 }),
    wrongUsage(p256, 'SIGN_VERIFY', 'DeriveSharedSecret'),
  ],
  [
    'a sealed secret',
    new EncapsulateCommand({ KeyId: mlKem, EncapsulationAlgorithm: 'ML_KEM' }),
    { SharedSecret: { length: 32 }, SharedSecretCiphertextBlob: { length: 768 } },
  ],
  ['a sealed secret of another length', decapsulate(767), refused('InvalidCiphertextException')],
  ['a sealed secret that is none', decapsulate(768), { SharedSecret: { length: 32 } }],
  [
    'a sealed secret for a signing key',
    new EncapsulateCommand({ KeyId: p256, EncapsulationAlgorithm: 'ML_KEM' }),
    wrongUsage(p256, 'SIGN_VERIFY', 'Encapsulate'),
  ],
];

test.each(rows)('%s', holds);

const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};

describe.each([
  [p256, 'ECDSA_SHA_256', 'sha256', {}],
  [p384, 'ECDSA_SHA_384', 'sha384', {}],
  [p521, 'ECDSA_SHA_512', 'sha512', {}],
  [k256, 'ECDSA_SHA_256', 'sha256', {}],
  [ed25519, 'ED25519_SHA_512', null, {}],
  [rsaSigner, 'RSASSA_PSS_SHA_256', 'sha256', PSS],
  [rsaSigner, 'RSASSA_PSS_SHA_384', 'sha384', PSS],
  [rsaSigner, 'RSASSA_PKCS1_V1_5_SHA_512', 'sha512', {}],
] as const)('%s signs by %s', (KeyId, SigningAlgorithm, hash, options) => {
  const Message = bytes(100);
  test('and Node and KMS both verify', async () => {
    const { Signature } = await kms.send(sign(KeyId, SigningAlgorithm, { Message }));
    expect(verify(hash, Message, { key: await publicHalf(KeyId), ...options }, Signature!)).toBe(
      true,
    );
    const check = (more: object): VerifyCommand =>
      new VerifyCommand({ KeyId, SigningAlgorithm, Message, Signature, ...more });
    await expectAnswer(kms, check({}), { KeyId, SignatureValid: true, SigningAlgorithm });
    const refusal = refusedWordless('KMSInvalidSignatureException');
    await expectAnswer(kms, check({ Message: bytes(99) }), refusal);
    await expectAnswer(
      kms,
      check({ Signature: Signature!.map((byte, i) => (i === 40 ? byte ^ 1 : byte)) }),
      refusal,
    );
    await expectAnswer(kms, check({ Signature: bytes(1) }), refusal);
  });
});

test('what Node seals for the public half, KMS opens', async () => {
  const key = await publicHalf(rsa);
  const CiphertextBlob = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    bytes(20),
  );
  const opening = new DecryptCommand({
    KeyId: rsa,
    CiphertextBlob,
    EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
  });
  await expectAnswer(kms, opening, { Plaintext: bytes(20), KeyId: rsa });
});

test('KMS and Node agree on one secret', async () => {
  const own = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { SharedSecret, KeyOrigin } = await kms.send(derive(spki(own.publicKey)));
  const agreed = diffieHellman({
    privateKey: own.privateKey,
    publicKey: await publicHalf(agreeing),
  });
  expect(SharedSecret).toEqual(new Uint8Array(agreed));
  expect(KeyOrigin).toBe('AWS_KMS');
});

test('a secret that is sealed to a key is opened by it', async () => {
  const { SharedSecret, SharedSecretCiphertextBlob } = await kms.send(
    new EncapsulateCommand({ KeyId: mlKem, EncapsulationAlgorithm: 'ML_KEM' }),
  );
  const opening = new DecapsulateCommand({
    KeyId: mlKem,
    SharedSecretCiphertextBlob,
    EncapsulationAlgorithm: 'ML_KEM',
  });
  await expectAnswer(kms, opening, { SharedSecret, KeyId: mlKem });
});
