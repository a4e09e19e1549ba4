// Imported key material: wrapped outside by Node's own cryptography, taken in by KMS, and then used on both sides.
// Where words of AWS are asserted, they are recorded or stand in the facts sheet, sections 2 and 5.

import {
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  publicEncrypt,
  constants,
  sign as signOutside,
  verify as verifyOutside,
  type KeyObject,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import type { WrappingAlgorithm } from '../../src/crypto/suites.ts';
import type { KmsKey } from '../../src/kms/key.ts';
import { algorithmsOf, isImportable, KEY_SPECS, type KeySpec } from '../../src/kms/specs.ts';
import {
  WRAPPING_ALGORITHMS,
  WRAPPING_KEY_SPECS,
  wrappingFor,
} from '../../src/kms/imports/wrapping.ts';
import {
  aCloud,
  aKey,
  bytesOf,
  call,
  NOW,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';
import { FOR_EVER, importInto, parametersFor, wrapped } from '../support/importing.ts';

const DAY = 86_400_000;
const BYTES = new Uint8Array(32).fill(65);
const OTHER = new Uint8Array(32).fill(66);
const MESSAGE = utf8('Pay Carol 10');

const anExternalKey = (cloud = aCloud(), input: Parameters<typeof aKey>[1] = {}) => {
  const KeyId = aKey(cloud, { Origin: 'EXTERNAL', ...input });
  return { cloud, KeyId };
};

const pkcs8 = (key: KeyObject): Uint8Array => key.export({ format: 'der', type: 'pkcs8' });
const spki = (key: KeyObject): Uint8Array => key.export({ format: 'der', type: 'spki' });

describe('wrapping', () => {
  const DIRECT: readonly WrappingAlgorithm[] = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'];
  const TWOFOLD: readonly WrappingAlgorithm[] = [
    'RSA_AES_KEY_WRAP_SHA_1',
    'RSA_AES_KEY_WRAP_SHA_256',
  ];

  test.each([
    ...DIRECT.flatMap((algorithm) => [
      { algorithm, wrappingSpec: 'RSA_2048' as const },
      { algorithm, wrappingSpec: 'RSA_3072' as const },
    ]),
    { algorithm: 'RSAES_OAEP_SHA_256' as const, wrappingSpec: 'RSA_4096' as const },
  ])('$algorithm under $wrappingSpec brings a symmetric key', ({ algorithm, wrappingSpec }) => {
    const { cloud, KeyId } = anExternalKey();
    const parameters = parametersFor(cloud, KeyId, algorithm, wrappingSpec);
    const { KeyMaterialId, ...rest } = outputOf(importInto(cloud, parameters, BYTES));
    expect(rest).toEqual({ KeyId });
    expect(KeyMaterialId).toMatch(/^[0-9a-f]{64}$/);
    expect(opened(cloud, sealed(cloud, KeyId, 'secret'))).toBe('secret');
  });

  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  test.each([
    ...TWOFOLD.flatMap((algorithm) => [
      { algorithm, wrappingSpec: 'RSA_2048' as const },
      { algorithm, wrappingSpec: 'RSA_3072' as const },
    ]),
    { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' as const, wrappingSpec: 'RSA_4096' as const },
  ])('$algorithm under $wrappingSpec brings a private RSA key', ({ algorithm, wrappingSpec }) => {
    const { cloud, KeyId } = anExternalKey(aCloud(), {
      KeySpec: 'RSA_2048',
      KeyUsage: 'ENCRYPT_DECRYPT',
    });
    const parameters = parametersFor(cloud, KeyId, algorithm, wrappingSpec);
    expect(outputOf(importInto(cloud, parameters, pkcs8(privateKey)))).toEqual({ KeyId });
    const published = bytesOf(call(cloud, 'kms:GetPublicKey', { KeyId }), 'PublicKey');
    expect(hex(published)).toBe(hex(spki(publicKey)));
    const CiphertextBlob = publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      MESSAGE,
    );
    const input = { KeyId, CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const };
    expect(bytesOf(call(cloud, 'kms:Decrypt', input), 'Plaintext')).toEqual(MESSAGE);
  });

  /** As AWS documents it, and recorded what it refuses. */
  const suits = (spec: KeySpec, algorithm: string, wrappingSpec: string): boolean => {
    if (wrappingSpec === 'SM2' || ['RSAES_PKCS1_V1_5', 'SM2PKE'].includes(algorithm)) return false;
    const isDirect = DIRECT.some((one) => one === algorithm);
    if (spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_')) return isDirect;
    if (spec.startsWith('RSA_')) return !isDirect;
    const isLong = spec === 'ECC_NIST_P521' || spec === 'ECC_NIST_EDWARDS25519';
    return !(isLong && isDirect && wrappingSpec === 'RSA_2048');
  };

  test('each spec takes the wrappings that suit it, and no others', () => {
    const rows = KEY_SPECS.filter((spec) => spec !== 'SM2' && isImportable(spec)).flatMap((spec) =>
      WRAPPING_ALGORITHMS.flatMap((algorithm) =>
        WRAPPING_KEY_SPECS.map((wrappingSpec) => ({ spec, algorithm, wrappingSpec })),
      ),
    );
    const isTaken = ({ spec, algorithm, wrappingSpec }: (typeof rows)[number]): boolean => {
      try {
        return Boolean(wrappingFor({ spec } as KmsKey, algorithm, wrappingSpec));
      } catch {
        return false;
      }
    };
    const taken = rows.filter(isTaken);
    expect(taken).toEqual(rows.filter((row) => suits(row.spec, row.algorithm, row.wrappingSpec)));
    expect([rows.length, taken.length]).toEqual([13 * 24, 5 * 6 + 3 * 6 + 5 * 12 - 4]);
  });

  test.each([
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSAES_PKCS1_V1_5', 'RSA_2048'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048'],
    ['RSA_3072', 'SIGN_VERIFY', 'RSAES_OAEP_SHA_256', 'RSA_4096'],
    ['ECC_NIST_P521', 'SIGN_VERIFY', 'RSAES_OAEP_SHA_1', 'RSA_2048'],
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'SM2PKE', 'SM2'],
  ] as const)(
    '%s for %s: %s under %s is refused',
    (KeySpec, KeyUsage, WrappingAlgorithm, WrappingKeySpec) => {
      const { cloud, KeyId } = anExternalKey(aCloud(), { KeySpec, KeyUsage });
      const input = { KeyId, WrappingAlgorithm, WrappingKeySpec };
      expect(refusalOf(call(cloud, 'kms:GetParametersForImport', input))).toMatchObject({
        code: 'ValidationException',
        message: `Wrapping algorithm ${WrappingAlgorithm} and wrapping key spec ${WrappingKeySpec} cannot be used to import a ${KeySpec} key.`,
      });
    },
  );

  test('token and public key are good for 24 hours, and every call gives new ones', () => {
    const { cloud, KeyId } = anExternalKey(aCloud({ tick: 0 }));
    const input = { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
    const span = call(cloud, 'kms:GetParametersForImport', input as never);
    expect(outputOf(span)).toMatchObject({ KeyId, ParametersValidTo: NOW + DAY });
    const again = parametersFor(cloud, KeyId);
    expect(hex(again.ImportToken)).not.toBe(hex(bytesOf(span, 'ImportToken')));
    expect(hex(again.PublicKey)).not.toBe(hex(bytesOf(span, 'PublicKey')));
  });
});

describe('keys of other kinds', () => {
  test.each([
    { spec: 'HMAC_224', hash: 'sha224', shortest: 28 },
    { spec: 'HMAC_256', hash: 'sha256', shortest: 32 },
    { spec: 'HMAC_384', hash: 'sha384', shortest: 48 },
    { spec: 'HMAC_512', hash: 'sha512', shortest: 64 },
  ] as const)('$spec takes $shortest to 128 bytes', ({ spec, hash, shortest }) => {
    const MacAlgorithm = spec.replace('HMAC', 'HMAC_SHA') as 'HMAC_SHA_256';
    for (const length of [shortest, 100, 128]) {
      const { cloud, KeyId } = anExternalKey(aCloud(), {
        KeySpec: spec,
        KeyUsage: 'GENERATE_VERIFY_MAC',
      });
      const parameters = parametersFor(cloud, KeyId);
      for (const wrong of [shortest - 1, 129]) {
        const span = importInto(cloud, parameters, new Uint8Array(wrong).fill(7));
        expect(refusalOf(span)).toMatchObject({ code: 'InvalidCiphertextException', message: '' });
      }
      const material = new Uint8Array(length).fill(length);
      expect(outputOf(importInto(cloud, parameters, material))).toEqual({ KeyId });
      const code = createHmac(hash, material).update(MESSAGE).digest();
      const input = { KeyId, Message: MESSAGE, MacAlgorithm };
      expect(hex(bytesOf(call(cloud, 'kms:GenerateMac', input), 'Mac'))).toBe(hex(code));
      expect(verdict(call(cloud, 'kms:VerifyMac', { ...input, Mac: code }))).toBe('ok');
    }
  });

  test.each([
    { spec: 'ECC_NIST_P256', curve: 'prime256v1', hash: 'sha256' },
    { spec: 'ECC_NIST_P384', curve: 'secp384r1', hash: 'sha384' },
    { spec: 'ECC_NIST_P521', curve: 'secp521r1', hash: 'sha512' },
    { spec: 'ECC_SECG_P256K1', curve: 'secp256k1', hash: 'sha256' },
    { spec: 'ECC_NIST_EDWARDS25519', curve: 'ed25519', hash: null },
  ] as const)('$spec signs for the outside, and verifies what is signed there', (row) => {
    const { spec, curve, hash } = row;
    const { privateKey, publicKey } =
      curve === 'ed25519'
        ? generateKeyPairSync(curve)
        : generateKeyPairSync('ec', { namedCurve: curve });
    const usage = { KeySpec: spec, KeyUsage: 'SIGN_VERIFY' } as const;
    const { cloud, KeyId } = anExternalKey(aCloud(), usage);
    const parameters = parametersFor(cloud, KeyId, 'RSA_AES_KEY_WRAP_SHA_256');
    expect(outputOf(importInto(cloud, parameters, pkcs8(privateKey)))).toEqual({ KeyId });

    const published = bytesOf(call(cloud, 'kms:GetPublicKey', { KeyId }), 'PublicKey');
    expect(hex(published)).toBe(hex(spki(publicKey)));
    const SigningAlgorithm = algorithmsOf({ spec, usage: 'SIGN_VERIFY' }).at(-1) as 'ECDSA_SHA_256';
    const input = { KeyId, Message: MESSAGE, SigningAlgorithm };
    const signature = bytesOf(call(cloud, 'kms:Sign', input), 'Signature');
    expect(verifyOutside(hash, MESSAGE, publicKey, signature)).toBe(true);
    const Signature = signOutside(hash, MESSAGE, privateKey);
    expect(verdict(call(cloud, 'kms:Verify', { ...input, Signature }))).toBe('ok');
  });

  test('an imported key agrees with a partner outside, and tells its origin', () => {
    const ours = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const theirs = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const { cloud, KeyId } = anExternalKey(aCloud(), {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'KEY_AGREEMENT',
    });
    outputOf(importInto(cloud, parametersFor(cloud, KeyId), pkcs8(ours.privateKey)));
    const span = call(cloud, 'kms:DeriveSharedSecret', {
      KeyId,
      KeyAgreementAlgorithm: 'ECDH',
      PublicKey: spki(theirs.publicKey),
    });
    const secret = diffieHellman({ privateKey: theirs.privateKey, publicKey: ours.publicKey });
    expect(hex(bytesOf(span, 'SharedSecret'))).toBe(hex(secret));
    expect(outputOf(span)['KeyOrigin']).toBe('EXTERNAL');
  });

  test('a private key of another spec, or none at all, is no material', () => {
    const usage = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
    const { cloud, KeyId } = anExternalKey(aCloud(), usage);
    const parameters = parametersFor(cloud, KeyId, 'RSA_AES_KEY_WRAP_SHA_1');
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const raw = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    for (const material of [
      pkcs8(other.privateKey),
      spki(other.publicKey),
      raw.export({ format: 'der', type: 'sec1' }),
      BYTES,
    ]) {
      const span = importInto(cloud, parameters, material);
      expect(refusalOf(span)).toMatchObject({ code: 'InvalidCiphertextException', message: '' });
    }
  });

  test.each(['ImportType', 'KeyMaterialId', 'KeyMaterialDescription'] as const)(
    '%s is for symmetric keys',
    (member) => {
      const usage = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
      const { cloud, KeyId } = anExternalKey(aCloud(), usage);
      const parameters = parametersFor(cloud, KeyId);
      const value = { ImportType: 'NEW_KEY_MATERIAL', KeyMaterialId: '0'.repeat(64) } as const;
      const more = { KeyMaterialDescription: 'text', ...value }[member];
      const span = importInto(cloud, parameters, BYTES, { ...FOR_EVER, [member]: more });
      const parameter = member.charAt(0).toLowerCase() + member.slice(1);
      expect(refusalOf(span)).toMatchObject({
        code: 'ValidationException',
        message: `Input parameter ${parameter} cannot be used with HMAC_256 imported keys.`,
      });
    },
  );
});

describe('what cannot be imported', () => {
  test.each([
    ['ML_DSA_44', 'SIGN_VERIFY'],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE'],
  ] as const)('a key of the spec %s', (KeySpec, KeyUsage) => {
    const input = { KeySpec, KeyUsage, Origin: 'EXTERNAL' } as const;
    expect(refusalOf(call(aCloud(), 'kms:CreateKey', input))).toMatchObject({
      code: 'ValidationException',
      message: `KeySpec ${KeySpec} is not supported for Origin EXTERNAL`,
    });
  });

  test.each(['GetParametersForImport', 'ImportKeyMaterial', 'DeleteImportedKeyMaterial'] as const)(
    '%s refuses a key that KMS has made',
    (operation) => {
      const cloud = aCloud();
      const KeyId = aKey(cloud);
      const span = cloud.call(`kms:${operation}`, {
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
        ImportToken: BYTES,
        EncryptedKeyMaterial: BYTES,
        ...FOR_EVER,
      });
      expect(refusalOf(span)).toMatchObject({
        code: 'UnsupportedOperationException',
        message: `${KeyId} origin is AWS_KMS which is not valid for this operation.`,
      });
      expect(cloud.operation(`kms:${operation}`).errors).toContain(refusalOf(span).code);
    },
  );

  test.each([0, 1, 16, 31, 33, 64])('a symmetric key of %i bytes', (length) => {
    const { cloud, KeyId } = anExternalKey();
    const span = importInto(cloud, parametersFor(cloud, KeyId), new Uint8Array(length));
    expect(refusalOf(span)).toMatchObject({ code: 'InvalidCiphertextException', message: '' });
    expect(verdict(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: MESSAGE }))).toBe(
      'KMSInvalidStateException',
    );
  });

  test('material that was wrapped for another public key, in another way, or altered', () => {
    const { cloud, KeyId } = anExternalKey();
    const parameters = parametersFor(cloud, KeyId);
    const { PublicKey } = parametersFor(cloud, KeyId);
    const { KeyId: _, PublicKey: own, algorithm, ...rest } = parameters;
    const good = wrapped(parameters, BYTES);
    const altered = good.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
    for (const EncryptedKeyMaterial of [
      wrapped({ PublicKey, algorithm }, BYTES),
      wrapped({ PublicKey: own, algorithm: 'RSAES_OAEP_SHA_1' }, BYTES),
      wrapped({ PublicKey: own, algorithm: 'RSA_AES_KEY_WRAP_SHA_256' }, BYTES),
      altered,
      good.slice(1),
      BYTES,
    ]) {
      const input = { KeyId, ...rest, EncryptedKeyMaterial, ...FOR_EVER };
      expect(refusalOf(call(cloud, 'kms:ImportKeyMaterial', input))).toMatchObject({
        code: 'InvalidCiphertextException',
        message: '',
      });
    }
    const input = { KeyId, ...rest, EncryptedKeyMaterial: good, ...FOR_EVER };
    expect(verdict(call(cloud, 'kms:ImportKeyMaterial', input))).toBe('ok');
  });

  test('with the token of another key, an altered one, or no token at all', () => {
    const { cloud, KeyId } = anExternalKey();
    const parameters = parametersFor(cloud, KeyId);
    const { ImportToken } = parameters;
    const stranger = parametersFor(cloud, anExternalKey(cloud).KeyId).ImportToken;
    const altered = Array.from(ImportToken, (_, i) =>
      ImportToken.map((byte, at) => (at === i ? byte ^ 1 : byte)),
    );
    for (const token of [stranger, ...altered, ImportToken.slice(1), BYTES, BYTES.slice(0, 1)]) {
      const span = importInto(cloud, { ...parameters, ImportToken: token }, BYTES);
      expect(refusalOf(span)).toMatchObject({ code: 'InvalidImportTokenException', message: '' });
    }
    expect(verdict(importInto(cloud, parameters, BYTES))).toBe('ok');
  });

  test('with a token of yesterday', () => {
    const { cloud, KeyId } = anExternalKey(aCloud({ tick: 0 }));
    const parameters = parametersFor(cloud, KeyId);
    cloud.advance(DAY - 1);
    expect(verdict(importInto(cloud, parameters, BYTES))).toBe('ok');
    cloud.advance(1);
    expect(refusalOf(importInto(cloud, parameters, BYTES)).code).toBe(
      'ExpiredImportTokenException',
    );
    expect(verdict(importInto(cloud, parametersFor(cloud, KeyId), BYTES))).toBe('ok');
  });

  test.each([
    [{}, 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES'],
    [
      { ExpirationModel: 'KEY_MATERIAL_EXPIRES' },
      'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
    ],
    [
      { ...FOR_EVER, ValidTo: NOW + DAY },
      'A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE',
    ],
    [{ ValidTo: NOW }, 'ValidTo must be in the future'],
    [{ ValidTo: NOW - DAY }, 'ValidTo must be in the future'],
    [{ ValidTo: NOW + 365 * DAY + 1 }, 'ValidTo must be less than 365 days in the future'],
    [{ ValidTo: 1e300 }, 'ValidTo must be less than 365 days in the future'],
  ] as const)('with the expiry %j', (more, message) => {
    const { cloud, KeyId } = anExternalKey(aCloud({ tick: 0 }));
    const span = importInto(cloud, parametersFor(cloud, KeyId), BYTES, more);
    expect(refusalOf(span)).toMatchObject({ code: 'ValidationException', message });
  });

  test('into a key that waits for its deletion', () => {
    const { cloud, KeyId } = anExternalKey();
    const parameters = parametersFor(cloud, KeyId);
    call(cloud, 'kms:ScheduleKeyDeletion', { KeyId });
    expect(refusalOf(importInto(cloud, parameters, BYTES))).toMatchObject({
      code: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });
});

describe('the same bytes', () => {
  test('in two keys do not open each other’s blobs', () => {
    const { cloud, KeyId } = anExternalKey();
    const { KeyId: twin } = anExternalKey(cloud);
    const ids = [KeyId, twin].map(
      (id) => outputOf(importInto(cloud, parametersFor(cloud, id), BYTES))['KeyMaterialId'],
    );
    expect(new Set(ids).size).toBe(2);
    const input = { CiphertextBlob: sealed(cloud, KeyId, 'secret'), KeyId: twin };
    expect(verdict(call(cloud, 'kms:Decrypt', input))).toBe('IncorrectKeyException');
    expect(opened(cloud, input.CiphertextBlob)).toBe('secret');
  });

  test('are imported again at any time, with the same token, and change the expiry', () => {
    const { cloud, KeyId } = anExternalKey(aCloud({ tick: 0 }));
    const parameters = parametersFor(cloud, KeyId);
    const first = outputOf(
      importInto(cloud, parameters, BYTES, { ...FOR_EVER, KeyMaterialDescription: 'mine' }),
    );
    const metadata = () => outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'];
    expect(metadata()).toMatchObject({
      KeyState: 'Enabled',
      Origin: 'EXTERNAL',
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      CurrentKeyMaterialId: first['KeyMaterialId'],
    });
    expect(metadata()).not.toHaveProperty('ValidTo');

    const ValidTo = NOW + 365 * DAY;
    expect(outputOf(importInto(cloud, parameters, BYTES, { ValidTo: ValidTo - 1 }))).toEqual(first);
    const kept = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: ValidTo - 1000 };
    expect(metadata()).toMatchObject(kept);
    const input = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' } as const;
    expect(outputOf(call(cloud, 'kms:ListKeyRotations', input))['Rotations']).toEqual([
      {
        KeyId,
        KeyMaterialId: first['KeyMaterialId'],
        KeyMaterialDescription: 'mine',
        ImportState: 'IMPORTED',
        KeyMaterialState: 'CURRENT',
        ...kept,
      },
    ]);
  });

  test('are the only ones, for ever', () => {
    const { cloud, KeyId } = anExternalKey();
    const parameters = parametersFor(cloud, KeyId);
    const id = String(outputOf(importInto(cloud, parameters, BYTES))['KeyMaterialId']);
    const zeros = '0'.repeat(64);
    const expected = (name: string): string =>
      `Imported key material does not have the expected identifier (${name}).`;
    const rows = [
      [OTHER, {}, expected(id)],
      [OTHER, { KeyMaterialId: id }, expected(id)],
      [BYTES, { KeyMaterialId: zeros }, expected(zeros)],
      [
        BYTES,
        { ImportType: 'NEW_KEY_MATERIAL' },
        `Key material (id: ${id}) being imported as NEW_KEY_MATERIAL is already associated with KMS key ${KeyId}.`,
      ],
    ] as const;
    for (const [bytes, more, message] of rows) {
      const span = importInto(cloud, parameters, bytes, { ...FOR_EVER, ...more });
      expect(refusalOf(span)).toMatchObject({ code: 'IncorrectKeyMaterialException', message });
    }
    const both = { ImportType: 'NEW_KEY_MATERIAL', KeyMaterialId: id } as const;
    expect(refusalOf(importInto(cloud, parameters, OTHER, { ...FOR_EVER, ...both }))).toMatchObject(
      {
        code: 'ValidationException',
        message: 'Input parameter keyMaterialId cannot be used with NEW_KEY_MATERIAL importType.',
      },
    );
    const right = { ImportType: 'EXISTING_KEY_MATERIAL', KeyMaterialId: id } as const;
    expect(verdict(importInto(cloud, parameters, BYTES, { ...FOR_EVER, ...right }))).toBe('ok');
  });

  test('cannot exist in a key that has never had any', () => {
    const { cloud, KeyId } = anExternalKey();
    const more = { ...FOR_EVER, ImportType: 'EXISTING_KEY_MATERIAL' } as const;
    const span = importInto(cloud, parametersFor(cloud, KeyId), BYTES, more);
    expect(refusalOf(span).code).toBe('IncorrectKeyMaterialException');
  });

  test('bind an HMAC key and a key pair, too', () => {
    const first = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    const second = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    for (const [KeySpec, KeyUsage, own, other] of [
      ['HMAC_256', 'GENERATE_VERIFY_MAC', BYTES, OTHER],
      ['ECC_NIST_P256', 'SIGN_VERIFY', pkcs8(first), pkcs8(second)],
    ] as const) {
      const { cloud, KeyId } = anExternalKey(aCloud(), { KeySpec, KeyUsage });
      const parameters = parametersFor(cloud, KeyId);
      outputOf(importInto(cloud, parameters, own));
      outputOf(call(cloud, 'kms:DeleteImportedKeyMaterial', { KeyId }));
      expect(verdict(importInto(cloud, parameters, other))).toBe('IncorrectKeyMaterialException');
      expect(verdict(importInto(cloud, parameters, own))).toBe('ok');
    }
  });
});
