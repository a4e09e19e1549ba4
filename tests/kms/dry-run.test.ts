// DryRun never serves: it says that it would have, or what is in the way. Source: facts sheet, section 1d.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  aCloud,
  aKey,
  ALICE,
  aUser,
  bytesOf,
  call,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';

type Cloudy = (cloud: Cloud) => Readonly<Record<string, unknown>>;

const message = { Message: utf8('a') };
const signing = { ...message, SigningAlgorithm: 'ECDSA_SHA_256' };
const authenticating = { ...message, MacAlgorithm: 'HMAC_SHA_256' };
const encapsulating = { EncapsulationAlgorithm: 'ML_KEM' };
const grant = { GranteePrincipal: ALICE, Operations: ['Decrypt'] };

const ofSymmetric =
  (more: (cloud: Cloud, KeyId: string) => Readonly<Record<string, unknown>>): Cloudy =>
  (cloud) => {
    const KeyId = aKey(cloud);
    return { KeyId, ...more(cloud, KeyId) };
  };

const of =
  (kind: Calls['kms:CreateKey'], more: (cloud: Cloud, KeyId: string) => object): Cloudy =>
  (cloud) => {
    const KeyId = aKey(cloud, kind);
    return { KeyId, ...more(cloud, KeyId) };
  };

const signer = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
const agreeing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
const authenticator = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
const lattice = { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' } as const;

const answered = (cloud: Cloud, name: string, input: object, member: string): Uint8Array =>
  bytesOf(cloud.call(name, input), member);

const granted = (cloud: Cloud, KeyId: string) => {
  const { GrantId } = outputOf(cloud.call('kms:CreateGrant', { KeyId, ...grant }));
  return { GrantId };
};

/** What would be served, if it were no dry run. */
const INPUTS: Readonly<Record<string, Cloudy>> = {
  Encrypt: ofSymmetric(() => ({ Plaintext: utf8('a') })),
  Decrypt: ofSymmetric((cloud, KeyId) => ({ CiphertextBlob: sealed(cloud, KeyId, 'a') })),
  ReEncrypt: (cloud) => {
    const KeyId = aKey(cloud);
    return { CiphertextBlob: sealed(cloud, KeyId, 'a'), DestinationKeyId: KeyId };
  },
  GenerateDataKey: ofSymmetric(() => ({ NumberOfBytes: 8 })),
  GenerateDataKeyWithoutPlaintext: ofSymmetric(() => ({ NumberOfBytes: 8 })),
  GenerateDataKeyPair: ofSymmetric(() => ({ KeyPairSpec: 'ECC_NIST_P256' })),
  GenerateDataKeyPairWithoutPlaintext: ofSymmetric(() => ({ KeyPairSpec: 'ECC_NIST_P256' })),
  Sign: of(signer, () => signing),
  Verify: of(signer, (cloud, KeyId) => ({
    ...signing,
    Signature: answered(cloud, 'kms:Sign', { KeyId, ...signing }, 'Signature'),
  })),
  GenerateMac: of(authenticator, () => authenticating),
  VerifyMac: of(authenticator, (cloud, KeyId) => ({
    ...authenticating,
    Mac: answered(cloud, 'kms:GenerateMac', { KeyId, ...authenticating }, 'Mac'),
  })),
  DeriveSharedSecret: of(agreeing, (cloud, KeyId) => ({
    KeyAgreementAlgorithm: 'ECDH',
    PublicKey: answered(cloud, 'kms:GetPublicKey', { KeyId }, 'PublicKey'),
  })),
  Encapsulate: of(lattice, () => encapsulating),
  Decapsulate: of(lattice, (cloud, KeyId) => ({
    ...encapsulating,
    SharedSecretCiphertextBlob: answered(
      cloud,
      'kms:Encapsulate',
      { KeyId, ...encapsulating },
      'SharedSecretCiphertextBlob',
    ),
  })),
  CreateGrant: ofSymmetric(() => grant),
  RetireGrant: ofSymmetric(granted),
  RevokeGrant: ofSymmetric(granted),
};

/** What only the HSM can tell: whether it fits. Recorded of four of them; of two it follows. */
const PROVED = ['Decrypt', 'ReEncrypt', 'Verify', 'VerifyMac', 'DeriveSharedSecret', 'Decapsulate'];

/** Ended in every state of a key, the switched-off one included. */
const WHATEVER_STATE = ['RetireGrant', 'RevokeGrant'];

test('these are the operations that know DryRun: fifteen, and the two of ML-KEM', () => {
  const known = Object.entries(kmsOperations).filter(([, { input }]) => 'DryRun' in input.members);
  expect(known.map(([name]) => name).sort()).toEqual(Object.keys(INPUTS).sort());
  expect(known).toHaveLength(17);
});

describe.each(Object.entries(INPUTS))('%s', (operation, inputOf) => {
  const dryRun = (cloud: Cloud, input: object, as?: string) =>
    cloud.call(`kms:${operation}`, { ...input, DryRun: true }, as === undefined ? {} : { as });

  test('says that it would have succeeded, in the words of AWS, and is logged', () => {
    const cloud = aCloud();
    const span = dryRun(cloud, inputOf(cloud));
    expect(refusalOf(span)).toMatchObject({
      code: 'DryRunOperationException',
      message: 'The request would have succeeded, but the DryRun option is set.',
    });
    const deeds = span.children.map(({ call: name }) => name);
    expect(deeds).toEqual(PROVED.includes(operation) ? [`hsm:${operation}`] : []);
    expect(span.trail.records).toMatchObject([{ errorCode: 'DryRunOperationException' }]);
  });

  test('changes nothing: neither the key, nor its last use, nor its grants', () => {
    const cloud = aCloud();
    const input = inputOf(cloud);
    const KeyId = String(input['KeyId'] ?? input['DestinationKeyId']);
    const told = () =>
      [
        call(cloud, 'kms:DescribeKey', { KeyId }),
        call(cloud, 'kms:GetKeyLastUsage', { KeyId }),
        call(cloud, 'kms:ListGrants', { KeyId }),
      ].map(outputOf);
    const before = told();
    dryRun(cloud, input);
    expect(told()).toEqual(before);
  });

  test('gives the true error where there is one: permission, then the state of the key', () => {
    const cloud = aCloud();
    const input = inputOf(cloud);
    expect(verdict(dryRun(cloud, input, aUser(cloud, 'nobody')))).toBe('AccessDeniedException');
    const KeyId = String(input['KeyId'] ?? input['DestinationKeyId']);
    outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
    expect(verdict(dryRun(cloud, input))).toBe(
      WHATEVER_STATE.includes(operation) ? 'DryRunOperationException' : 'DisabledException',
    );
  });

  test('DryRun: false is no dry run', () => {
    const cloud = aCloud();
    const input = inputOf(cloud);
    expect(verdict(cloud.call(`kms:${operation}`, { ...input, DryRun: false }))).toBe('ok');
  });
});

test('a request that would be refused for itself is refused in a dry run, too', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const DryRun = true;
  const both = { KeyId, KeySpec: 'AES_256', NumberOfBytes: 8, DryRun } as const;
  expect(verdict(call(cloud, 'kms:GenerateDataKey', both))).toBe('ValidationException');
  const rsa = {
    KeyId,
    Plaintext: utf8('a'),
    EncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
    DryRun,
  } as const;
  expect(verdict(call(cloud, 'kms:Encrypt', rsa))).toBe('InvalidKeyUsageException');
  const garbage = { CiphertextBlob: utf8('garbage'), DryRun };
  expect(verdict(call(cloud, 'kms:Decrypt', garbage))).toBe('InvalidCiphertextException');
});

test('IGNORE_CIPHERTEXT: permission alone is asked for, with no blob or with any', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const ignoring = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] } as const;
  const served = 'DryRunOperationException';
  expect(verdict(call(cloud, 'kms:Decrypt', { KeyId, ...ignoring }))).toBe(served);
  const garbage = { KeyId, CiphertextBlob: utf8('garbage'), ...ignoring };
  expect(verdict(call(cloud, 'kms:Decrypt', garbage))).toBe(served);
  expect(verdict(call(cloud, 'kms:Decrypt', { KeyId, ...ignoring }, { as: ALICE }))).toBe(
    'AccessDeniedException',
  );
  const both = { SourceKeyId: KeyId, DestinationKeyId: KeyId, ...ignoring };
  expect(verdict(call(cloud, 'kms:ReEncrypt', both))).toBe(served);
  expect(refusalOf(call(cloud, 'kms:Decrypt', ignoring)).message).toBe(
    "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
  );
});

test('without DryRun the modifier changes nothing', () => {
  const cloud = aCloud();
  const input = { KeyId: aKey(cloud), DryRunModifiers: ['IGNORE_CIPHERTEXT'] } as const;
  expect(verdict(call(cloud, 'kms:Decrypt', input))).toBe('ValidationException');
});
