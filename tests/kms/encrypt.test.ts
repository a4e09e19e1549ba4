import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, bytesOf, call, outputOf, refusalOf } from '../support/cloud.ts';

test('what Encrypt sealed, Decrypt opens, without being told the key', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const sealed = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('hello') });
  const opened = call(cloud, 'kms:Decrypt', { CiphertextBlob: bytesOf(sealed, 'CiphertextBlob') });
  expect(bytesOf(opened, 'Plaintext')).toEqual(utf8('hello'));
  expect(outputOf(opened)['KeyId']).toBe(KeyId);
});

test('4096 bytes pass, 4097 are refused in the words of AWS, and leave no record', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  outputOf(call(cloud, 'kms:Encrypt', { KeyId, Plaintext: new Uint8Array(4096) }));
  const refused = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: new Uint8Array(4097) });
  expect(refusalOf(refused)).toMatchObject({
    code: 'ValidationException',
    message:
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
  });
  expect(refused.trail.records).toEqual([]);
});

test('a data key of 32 bytes gives a blob of 184 bytes that begins as AWS’s do', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  expect(bytesOf(span, 'CiphertextBlob')).toHaveLength(184);
  expect([...bytesOf(span, 'CiphertextBlob').slice(0, 5)]).toEqual([1, 2, 3, 0, 0x78]);
});
