// DryRun never serves: it says that it would have, or what is in the way. Source: facts sheet, section 1d.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import {
  aCloud,
  aKey,
  ALICE,
  call,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';

const INPUTS = {
  Encrypt: (_: Cloud, KeyId: string) => ({ KeyId, Plaintext: utf8('a') }),
  Decrypt: (cloud: Cloud, KeyId: string) => ({ CiphertextBlob: sealed(cloud, KeyId, 'a') }),
  ReEncrypt: (cloud: Cloud, KeyId: string) => ({
    CiphertextBlob: sealed(cloud, KeyId, 'a'),
    DestinationKeyId: KeyId,
  }),
  GenerateDataKey: (_: Cloud, KeyId: string) => ({ KeyId, NumberOfBytes: 8 }),
  GenerateDataKeyWithoutPlaintext: (_: Cloud, KeyId: string) => ({ KeyId, NumberOfBytes: 8 }),
} as const;

test('these are the operations that know DryRun', () => {
  const known = Object.entries(kmsOperations).filter(([, { input }]) => 'DryRun' in input.members);
  expect(known.map(([name]) => name).sort()).toEqual(Object.keys(INPUTS).sort());
});

describe.each(Object.entries(INPUTS))('%s', (operation, inputOf) => {
  const dryRun = (cloud: Cloud, input: object, as?: string) =>
    cloud.call(`kms:${operation}`, { ...input, DryRun: true }, as === undefined ? {} : { as });

  test('says that it would have succeeded, in the words of AWS, and is logged', () => {
    const cloud = aCloud();
    const span = dryRun(cloud, inputOf(cloud, aKey(cloud)));
    expect(refusalOf(span)).toMatchObject({
      code: 'DryRunOperationException',
      message: 'The request would have succeeded, but the DryRun option is set.',
    });
    expect(span.children).toEqual([]);
    expect(span.trail.records).toMatchObject([{ errorCode: 'DryRunOperationException' }]);
  });

  test('gives the true error where there is one: permission, then the state of the key', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const input = inputOf(cloud, KeyId);
    expect(verdict(dryRun(cloud, input, ALICE))).toBe('AccessDeniedException');
    outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
    expect(verdict(dryRun(cloud, input))).toBe('DisabledException');
  });

  test('DryRun: false is no dry run', () => {
    const cloud = aCloud();
    const input = inputOf(cloud, aKey(cloud));
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
