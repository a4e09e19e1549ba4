// Keys with a public half, HMAC keys, and what may be asked of each. Whoever has only the public key outside
// AWS is played by Node's own cryptography. Source: facts sheet, sections 1a, 1b, 2.

import {
  constants,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  publicEncrypt,
  verify as verifyOutside,
  createPrivateKey,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import {
  algorithmsOf,
  isForUsage,
  KEY_SPECS,
  KEY_USAGES,
  type KeySpec,
} from '../../src/kms/specs.ts';
import { aCloud, ALICE, bytesOf, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';

/** RSA takes long to make, so one world serves all tests that leave no trace in each other's keys. */
const cloud = aCloud({ seed: 'asymmetric' });
const made = new Map<string, string>();

function keyFor(KeySpec: KeySpec, KeyUsage: (typeof KEY_USAGES)[number]): string {
  const name = `${KeySpec} ${KeyUsage}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const { KeyMetadata } = outputOf(call(cloud, 'kms:CreateKey', { KeySpec, KeyUsage }));
  const { Arn } = KeyMetadata as { Arn: string };
  made.set(name, Arn);
  return Arn;
}

const publicKeyOf = (KeyId: string) =>
  createPublicKey({
    key: Buffer.from(bytesOf(call(cloud, 'kms:GetPublicKey', { KeyId }), 'PublicKey')),
    format: 'der',
    type: 'spki',
  });

const MESSAGE = utf8('Pay Carol 10');
const digest = (name: string): Uint8Array => createHash(name).update(MESSAGE).digest();

/** The larger RSA keys take seconds to make, and are RSA all the same. */
const SPECS = KEY_SPECS.filter((spec) => !['SM2', 'RSA_3072', 'RSA_4096'].includes(spec));

describe('CreateKey', () => {
  const pairs = SPECS.flatMap((spec) => KEY_USAGES.map((usage) => ({ spec, usage })));

  test.each(pairs.filter(({ spec, usage }) => !isForUsage(spec, usage)))(
    '$spec is not for $usage',
    ({ spec: KeySpec, usage: KeyUsage }) => {
      expect(refusalOf(call(aCloud(), 'kms:CreateKey', { KeySpec, KeyUsage }))).toMatchObject({
        code: 'ValidationException',
        message: `KeyUsage ${KeyUsage} is not compatible with KeySpec ${KeySpec}`,
      });
    },
  );

  test.each(pairs.filter(({ spec, usage }) => isForUsage(spec, usage)))(
    '$spec for $usage tells its algorithms, and no others',
    ({ spec, usage }) => {
      const KeyId = keyFor(spec, usage);
      const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId }));
      const metadata = KeyMetadata as Record<string, unknown>;
      const lists = Object.entries(metadata).filter(([name]) => name.endsWith('Algorithms'));
      expect(lists.map(([, list]) => list)).toEqual([algorithmsOf({ spec, usage })]);
      expect(metadata).toMatchObject({ KeySpec: spec, KeyUsage: usage, KeyState: 'Enabled' });
      expect('CurrentKeyMaterialId' in metadata).toBe(spec === 'SYMMETRIC_DEFAULT');
    },
  );

  test('all but symmetric keys must say what they are for', () => {
    expect(refusalOf(call(aCloud(), 'kms:CreateKey', { KeySpec: 'HMAC_256' }))).toMatchObject({
      code: 'ValidationException',
      message:
        'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    });
  });

  test('SM2 is named, and is for China', () => {
    const input = { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' } as const;
    expect(refusalOf(call(aCloud(), 'kms:CreateKey', input))).toMatchObject({
      code: 'UnsupportedOperationException',
      message: expect.stringContaining('China Regions') as unknown,
    });
  });

  test('the deprecated name of KeySpec does, but not both', () => {
    const KeyUsage = 'GENERATE_VERIFY_MAC';
    const old = { CustomerMasterKeySpec: 'HMAC_256', KeyUsage } as const;
    expect(outputOf(call(cloud, 'kms:CreateKey', old))['KeyMetadata']).toMatchObject({
      KeySpec: 'HMAC_256',
      CustomerMasterKeySpec: 'HMAC_256',
    });
    expect(verdict(call(cloud, 'kms:CreateKey', { ...old, KeySpec: 'HMAC_256' }))).toBe(
      'ValidationException',
    );
  });
});

const SIGNING = SPECS.filter((spec) => isForUsage(spec, 'SIGN_VERIFY')).flatMap((spec) =>
  algorithmsOf({ spec, usage: 'SIGN_VERIFY' }).map((algorithm) => ({ spec, algorithm })),
) as readonly { spec: KeySpec; algorithm: 'ECDSA_SHA_256' }[];

/** The message as each algorithm takes it: Ed25519ph takes nothing but a digest. */
const signed = (algorithm: string) =>
  algorithm === 'ED25519_PH_SHA_512'
    ? ({ Message: digest('sha512'), MessageType: 'DIGEST' } as const)
    : ({ Message: MESSAGE } as const);

describe.each(SIGNING)('$algorithm with $spec', ({ spec, algorithm: SigningAlgorithm }) => {
  const KeyId = keyFor(spec, 'SIGN_VERIFY');
  const asked = { KeyId, SigningAlgorithm, ...signed(SigningAlgorithm) };
  const Signature = bytesOf(call(cloud, 'kms:Sign', asked), 'Signature');

  test('what is signed verifies', () => {
    const answer = outputOf(call(cloud, 'kms:Verify', { ...asked, Signature }));
    expect(answer).toEqual({ KeyId, SignatureValid: true, SigningAlgorithm });
  });

  test('another message, another signature: KMSInvalidSignatureException without a word', () => {
    const other = Signature.with(Signature.length - 1, (Signature.at(-1) ?? 0) ^ 1);
    const Message = asked.Message.with(0, (asked.Message[0] ?? 0) ^ 1);
    for (const wrong of [{ Signature: other }, { Signature, Message }]) {
      expect(refusalOf(call(cloud, 'kms:Verify', { ...asked, ...wrong }))).toMatchObject({
        code: 'KMSInvalidSignatureException',
        message: '',
      });
    }
  });

  test.skipIf(spec.startsWith('ML_') || SigningAlgorithm.includes('_PH_'))(
    'whoever has the public key verifies it without KMS',
    () => {
      const [, hash = ''] = /SHA_(\d+)$/.exec(SigningAlgorithm) ?? [];
      const key = {
        key: publicKeyOf(KeyId),
        dsaEncoding: 'der',
        ...(SigningAlgorithm.includes('PSS') && {
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }),
      } as const;
      const edwards = SigningAlgorithm.startsWith('ED25519');
      expect(verifyOutside(edwards ? null : `sha${hash}`, MESSAGE, key, Signature)).toBe(true);
    },
  );
});

describe('what Sign turns away', () => {
  const KeyId = keyFor('ECC_NIST_P256', 'SIGN_VERIFY');
  const asked = { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE } as const;
  test.each([
    [
      { Message: digest('sha1'), MessageType: 'DIGEST' },
      'ValidationException',
      'Digest is invalid length for algorithm ECDSA_SHA_256.',
    ],
    [
      { SigningAlgorithm: 'ECDSA_SHA_384' },
      'InvalidKeyUsageException',
      'Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256.',
    ],
    [
      { SigningAlgorithm: 'SM2DSA' },
      'InvalidKeyUsageException',
      'Algorithm SM2DSA is incompatible with key spec ECC_NIST_P256.',
    ],
    [
      { MessageType: 'EXTERNAL_MU' },
      'ValidationException',
      'Message type EXTERNAL_MU is incompatible with key spec ECC_NIST_P256.',
    ],
    [
      { Message: new Uint8Array(4097) },
      'ValidationException',
      "1 validation error detected: Value at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096",
    ],
  ] as const)('%j', (wrong, code, message) => {
    expect(refusalOf(call(cloud, 'kms:Sign', { ...asked, ...wrong }))).toMatchObject({
      code,
      message,
    });
  });

  test('a digest and its message have the same signature scheme', () => {
    const Signature = bytesOf(call(cloud, 'kms:Sign', asked), 'Signature');
    const byDigest = {
      ...asked,
      Message: digest('sha256'),
      MessageType: 'DIGEST',
      Signature,
    } as const;
    expect(verdict(call(cloud, 'kms:Verify', byDigest))).toBe('ok');
  });

  test('a key for something else, in the words of AWS', () => {
    const symmetric = keyFor('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    expect(refusalOf(call(cloud, 'kms:Sign', { ...asked, KeyId: symmetric }))).toMatchObject({
      code: 'InvalidKeyUsageException',
      message: `${symmetric} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
    });
  });
});

describe.each([224, 256, 384, 512] as const)('HMAC_%d', (bits) => {
  const KeyId = keyFor(`HMAC_${bits}`, 'GENERATE_VERIFY_MAC');
  const MacAlgorithm = `HMAC_SHA_${bits}` as const;
  const asked = { KeyId, MacAlgorithm, Message: MESSAGE };
  const Mac = bytesOf(call(cloud, 'kms:GenerateMac', asked), 'Mac');

  test('a code has the length of the hash, and verifies', () => {
    expect(Mac).toHaveLength(bits / 8);
    expect(outputOf(call(cloud, 'kms:VerifyMac', { ...asked, Mac }))).toEqual({
      KeyId,
      MacValid: true,
      MacAlgorithm,
    });
  });

  test('the same message gives the same code, another key another one', () => {
    expect(hex(bytesOf(call(cloud, 'kms:GenerateMac', asked), 'Mac'))).toBe(hex(Mac));
    const { KeyMetadata } = outputOf(
      call(cloud, 'kms:CreateKey', { KeySpec: `HMAC_${bits}`, KeyUsage: 'GENERATE_VERIFY_MAC' }),
    );
    const other = { ...asked, KeyId: (KeyMetadata as { Arn: string }).Arn };
    expect(hex(bytesOf(call(cloud, 'kms:GenerateMac', other), 'Mac'))).not.toBe(hex(Mac));
  });

  test('a wrong code is refused without a word, and another algorithm in AWS’s', () => {
    for (const wrong of [Mac.with(0, (Mac[0] ?? 0) ^ 1), Mac.slice(1)]) {
      expect(refusalOf(call(cloud, 'kms:VerifyMac', { ...asked, Mac: wrong }))).toMatchObject({
        code: 'KMSInvalidMacException',
        message: '',
      });
    }
    const algorithm = bits === 256 ? 'HMAC_SHA_224' : 'HMAC_SHA_256';
    expect(
      refusalOf(call(cloud, 'kms:GenerateMac', { ...asked, MacAlgorithm: algorithm })).message,
    ).toBe(`Algorithm ${algorithm} is incompatible with key spec HMAC_${bits}.`);
  });
});

describe('RSA encryption', () => {
  const KeyId = keyFor('RSA_2048', 'ENCRYPT_DECRYPT');
  const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256' as const;
  const encrypt = (more: object = {}) =>
    call(cloud, 'kms:Encrypt', { KeyId, Plaintext: MESSAGE, EncryptionAlgorithm, ...more });

  test('what the public key seals, outside or inside, KMS opens', () => {
    const outside = publicEncrypt(
      { key: publicKeyOf(KeyId), oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING },
      MESSAGE,
    );
    for (const CiphertextBlob of [outside, bytesOf(encrypt(), 'CiphertextBlob')]) {
      expect(CiphertextBlob).toHaveLength(256);
      const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, KeyId, EncryptionAlgorithm });
      expect(hex(bytesOf(opened, 'Plaintext'))).toBe(hex(MESSAGE));
      expect(outputOf(opened)).not.toHaveProperty('KeyMaterialId');
    }
  });

  test('a ciphertext says nothing of its key: without KeyId nobody can tell', () => {
    const CiphertextBlob = bytesOf(encrypt(), 'CiphertextBlob');
    expect(
      refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionAlgorithm })),
    ).toMatchObject({ code: 'ValidationException', message: 'KeyId must not be null' });
    const altered = CiphertextBlob.with(9, (CiphertextBlob[9] ?? 0) ^ 1);
    for (const wrong of [
      { CiphertextBlob: altered, EncryptionAlgorithm },
      { CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' as const },
    ]) {
      expect(verdict(call(cloud, 'kms:Decrypt', { ...wrong, KeyId }))).toBe(
        'InvalidCiphertextException',
      );
    }
  });

  test.each([
    ['RSAES_OAEP_SHA_1', 214],
    ['RSAES_OAEP_SHA_256', 190],
  ] as const)('%s takes %d bytes, and not one more', (algorithm, most) => {
    const seal = (length: number) =>
      encrypt({ EncryptionAlgorithm: algorithm, Plaintext: new Uint8Array(length) });
    expect(verdict(seal(most))).toBe('ok');
    expect(refusalOf(seal(most + 1))).toMatchObject({
      code: 'ValidationException',
      message: `Algorithm ${algorithm} and key spec RSA_2048 cannot encrypt data larger than ${most} bytes.`,
    });
  });

  test('the algorithm must be named, and knows no encryption context', () => {
    expect(refusalOf(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: MESSAGE })).message).toBe(
      'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    );
    expect(verdict(encrypt({ EncryptionContext: { a: 'b' } }))).toBe('ValidationException');
  });

  test('ReEncrypt moves between a symmetric and an RSA key', () => {
    const DestinationKeyId = keyFor('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const moved = call(cloud, 'kms:ReEncrypt', {
      CiphertextBlob: bytesOf(encrypt(), 'CiphertextBlob'),
      SourceKeyId: KeyId,
      SourceEncryptionAlgorithm: EncryptionAlgorithm,
      DestinationKeyId,
    });
    expect(outputOf(moved)).toMatchObject({
      SourceEncryptionAlgorithm: EncryptionAlgorithm,
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    });
    expect(outputOf(moved)).not.toHaveProperty('SourceKeyMaterialId');
    const CiphertextBlob = bytesOf(moved, 'CiphertextBlob');
    expect(hex(bytesOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }), 'Plaintext'))).toBe(
      hex(MESSAGE),
    );
  });

  test.each(['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'] as const)(
    '%s wants a symmetric key',
    (operation) => {
      expect(refusalOf(call(cloud, operation, { KeyId, KeySpec: 'AES_256' })).code).toBe(
        'InvalidKeyUsageException',
      );
    },
  );
});

describe.each([
  ['ECC_NIST_P256', 'prime256v1', 32],
  ['ECC_NIST_P384', 'secp384r1', 48],
  ['ECC_NIST_P521', 'secp521r1', 66],
] as const)('DeriveSharedSecret with %s', (spec, namedCurve, bytes) => {
  const KeyId = keyFor(spec, 'KEY_AGREEMENT');
  const outside = generateKeyPairSync('ec', { namedCurve });
  const peer = outside.publicKey.export({ type: 'spki', format: 'der' });
  const derive = (PublicKey: Uint8Array) =>
    call(cloud, 'kms:DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey });

  test('both sides come to the same secret', () => {
    const secret = bytesOf(derive(peer), 'SharedSecret');
    expect(secret).toHaveLength(bytes);
    const theirs = diffieHellman({
      privateKey: outside.privateKey,
      publicKey: publicKeyOf(KeyId),
    });
    expect(hex(secret)).toBe(hex(theirs));
  });

  test('what is no point of this curve is refused', () => {
    const other = spec === 'ECC_NIST_P256' ? 'secp384r1' : 'prime256v1';
    const elsewhere = generateKeyPairSync('ec', { namedCurve: other }).publicKey;
    for (const wrong of [new Uint8Array(91), elsewhere.export({ type: 'spki', format: 'der' })]) {
      expect(refusalOf(derive(wrong))).toMatchObject({ code: 'ValidationException', message: '' });
    }
  });
});

describe.each([
  ['ML_KEM_512', 768],
  ['ML_KEM_768', 1088],
  ['ML_KEM_1024', 1568],
] as const)('%s', (spec, bytes) => {
  const KeyId = keyFor(spec, 'ENCAPSULATE_DECAPSULATE');
  const asked = { KeyId, EncapsulationAlgorithm: 'ML_KEM' } as const;
  const made = call(cloud, 'kms:Encapsulate', asked);
  const secret = bytesOf(made, 'SharedSecret');
  const ciphertext = bytesOf(made, 'SharedSecretCiphertextBlob');
  const decapsulate = (SharedSecretCiphertextBlob: Uint8Array) =>
    call(cloud, 'kms:Decapsulate', { ...asked, SharedSecretCiphertextBlob });

  test('the secret comes back', () => {
    expect([secret.length, ciphertext.length]).toEqual([32, bytes]);
    expect(hex(bytesOf(decapsulate(ciphertext), 'SharedSecret'))).toBe(hex(secret));
  });

  test('an altered ciphertext gives another secret; one of another length is refused', () => {
    const altered = ciphertext.with(0, (ciphertext[0] ?? 0) ^ 1);
    expect(hex(bytesOf(decapsulate(altered), 'SharedSecret'))).not.toBe(hex(secret));
    expect(verdict(decapsulate(ciphertext.slice(1)))).toBe('InvalidCiphertextException');
  });
});

describe('data key pairs', () => {
  const KeyId = keyFor('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
  const EncryptionContext = { purpose: 'signing' };
  const asked = { KeyId, EncryptionContext };

  test.each(['ECC_NIST_P256', 'ECC_SECG_P256K1', 'ECC_NIST_EDWARDS25519', 'RSA_2048'] as const)(
    '%s: the private key, in plaintext and sealed, belongs to the public one',
    (KeyPairSpec) => {
      const answer = call(cloud, 'kms:GenerateDataKeyPair', { ...asked, KeyPairSpec });
      const plain = bytesOf(answer, 'PrivateKeyPlaintext');
      const CiphertextBlob = bytesOf(answer, 'PrivateKeyCiphertextBlob');
      const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext });
      expect(hex(bytesOf(opened, 'Plaintext'))).toBe(hex(plain));
      const key = createPrivateKey({ key: Buffer.from(plain), format: 'der', type: 'pkcs8' });
      const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
      expect(hex(spki)).toBe(hex(bytesOf(answer, 'PublicKey')));
    },
  );

  test('without plaintext: the public key and the sealed private one', () => {
    const answer = outputOf(
      call(cloud, 'kms:GenerateDataKeyPairWithoutPlaintext', {
        ...asked,
        KeyPairSpec: 'ECC_NIST_P256',
      }),
    );
    expect(Object.keys(answer).sort()).toEqual([
      'KeyId',
      'KeyMaterialId',
      'KeyPairSpec',
      'PrivateKeyCiphertextBlob',
      'PublicKey',
    ]);
  });

  test('an RSA key seals no key pairs, and SM2 is for China', () => {
    const rsa = keyFor('RSA_2048', 'ENCRYPT_DECRYPT');
    expect(
      verdict(call(cloud, 'kms:GenerateDataKeyPair', { KeyId: rsa, KeyPairSpec: 'ECC_NIST_P256' })),
    ).toBe('InvalidKeyUsageException');
    expect(verdict(call(cloud, 'kms:GenerateDataKeyPair', { KeyId, KeyPairSpec: 'SM2' }))).toBe(
      'UnsupportedOperationException',
    );
  });
});

describe('GetPublicKey', () => {
  test('a disabled key still shows it; symmetric and HMAC keys have none', () => {
    const world: Cloud = aCloud({ seed: 'public' });
    const { KeyMetadata } = outputOf(
      call(world, 'kms:CreateKey', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    );
    const { Arn: KeyId } = KeyMetadata as { Arn: string };
    outputOf(call(world, 'kms:DisableKey', { KeyId }));
    expect(outputOf(call(world, 'kms:GetPublicKey', { KeyId }))).toMatchObject({
      KeyId,
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    });
    for (const [spec, usage] of [
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
      ['HMAC_256', 'GENERATE_VERIFY_MAC'],
    ] as const) {
      expect(verdict(call(cloud, 'kms:GetPublicKey', { KeyId: keyFor(spec, usage) }))).toBe(
        'UnsupportedOperationException',
      );
    }
  });

  test('it is public to those alone who may ask for it', () => {
    const KeyId = keyFor('ECC_NIST_P256', 'SIGN_VERIFY');
    expect(verdict(call(cloud, 'kms:GetPublicKey', { KeyId }, { as: ALICE }))).toBe(
      'AccessDeniedException',
    );
  });
});

test('neither message, signature, code nor secret is in the trail', () => {
  const told = JSON.stringify(cloud.trail);
  expect(told).not.toContain('Carol');
  for (const name of ['"message"', '"signature"', '"mac"', '"sharedSecret', 'plaintext']) {
    expect(told).not.toContain(name);
  }
});
