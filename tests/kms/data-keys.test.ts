import { describe, expect, test } from 'vitest';
import { hex } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, bytesOf, call, opened, outputOf, refusalOf } from '../support/cloud.ts';

const BOTH = ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'] as const;

test('GenerateDataKey answers with the same key twice: readable, and sealed', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const EncryptionContext = { file: 'report.csv' };
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256', EncryptionContext });
  const CiphertextBlob = bytesOf(span, 'CiphertextBlob');
  const again = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext });
  expect(bytesOf(again, 'Plaintext')).toEqual(bytesOf(span, 'Plaintext'));
  expect(outputOf(span)['KeyMaterialId']).toBe(outputOf(again)['KeyMaterialId']);
  expect(outputOf(span)['KeyId']).toBe(KeyId);
});

test('KeySpec AES_256 gives 32 bytes, AES_128 gives 16, NumberOfBytes gives as many as asked', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const length = (size: object): number =>
    bytesOf(call(cloud, 'kms:GenerateDataKey', { KeyId, ...size }), 'Plaintext').length;
  expect(length({ KeySpec: 'AES_256' })).toBe(32);
  expect(length({ KeySpec: 'AES_128' })).toBe(16);
  for (const NumberOfBytes of [1, 64, 1024]) expect(length({ NumberOfBytes })).toBe(NumberOfBytes);
});

test('the blob tells how the key was asked for: AQIDAH by KeySpec, AQIBAH by NumberOfBytes', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const start = (size: object): string =>
    hex(
      bytesOf(call(cloud, 'kms:GenerateDataKey', { KeyId, ...size }), 'CiphertextBlob').slice(0, 5),
    );
  expect(start({ KeySpec: 'AES_256' })).toBe('0102030078');
  expect(start({ NumberOfBytes: 32 })).toBe('0102010078');
});

test('GenerateDataKeyWithoutPlaintext gives the sealed copy alone', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const span = call(cloud, 'kms:GenerateDataKeyWithoutPlaintext', { KeyId, NumberOfBytes: 24 });
  expect(Object.keys(outputOf(span)).sort()).toEqual(['CiphertextBlob', 'KeyId', 'KeyMaterialId']);
  const CiphertextBlob = bytesOf(span, 'CiphertextBlob');
  expect(bytesOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }), 'Plaintext')).toHaveLength(24);
});

describe.each(BOTH)('%s', (operation) => {
  test('takes KeySpec or NumberOfBytes: one of the two, not both', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const message = 'Please specify either number of bytes or key spec.';
    for (const size of [{}, { KeySpec: 'AES_256', NumberOfBytes: 32 } as const]) {
      expect(refusalOf(call(cloud, operation, { KeyId, ...size }))).toMatchObject({
        code: 'ValidationException',
        message,
      });
    }
  });

  test('0 and 1025 bytes are outside the limits, in the words of AWS', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const message = (NumberOfBytes: number): string =>
      refusalOf(call(cloud, operation, { KeyId, NumberOfBytes })).message;
    expect(message(1025)).toBe(
      "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    );
    expect(message(0)).toBe(
      "1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  test('leaves a record that shows what was asked, and nothing of the key', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const span = call(cloud, operation, {
      KeyId,
      KeySpec: 'AES_256',
      EncryptionContext: { a: '1' },
    });
    expect(span.trail.records).toMatchObject([
      {
        eventName: operation.slice(4),
        readOnly: true,
        requestParameters: { keyId: KeyId, keySpec: 'AES_256', encryptionContext: { a: '1' } },
        responseElements: null,
        additionalEventData: { keyMaterialId: outputOf(span)['KeyMaterialId'] },
        resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: KeyId }],
      },
    ]);
  });
});

test('a data key is not kept: two calls give two keys', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const next = (): string =>
    hex(bytesOf(call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' }), 'Plaintext'));
  expect(next()).not.toBe(next());
});

test('GenerateRandom gives bytes that belong to no key, and says what it needs', () => {
  const cloud = aCloud();
  const random = call(cloud, 'kms:GenerateRandom', { NumberOfBytes: 1024 });
  expect(bytesOf(random, 'Plaintext')).toHaveLength(1024);
  expect(opened(cloud, bytesOf(random, 'Plaintext'))).toBe('InvalidCiphertextException');
  expect(refusalOf(call(cloud, 'kms:GenerateRandom', {})).message).toBe(
    'NumberOfBytes is required.',
  );
  expect(random.trail.records).toMatchObject([
    {
      eventName: 'GenerateRandom',
      requestParameters: { numberOfBytes: 1024 },
      responseElements: null,
    },
  ]);
});
