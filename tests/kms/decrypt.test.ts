import { expect, test } from 'vitest';
import { fromHex, utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  call,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';

test('Decrypt names the key, the algorithm and the material that opened the blob', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId }));
  const span = call(cloud, 'kms:Decrypt', { CiphertextBlob: sealed(cloud, KeyId, 'hello') });
  expect(outputOf(span)).toEqual({
    KeyId,
    Plaintext: utf8('hello'),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    KeyMaterialId: (KeyMetadata as { CurrentKeyMaterialId: string }).CurrentKeyMaterialId,
  });
});

test('KeyId may name the same key by id, ARN, alias or alias ARN', () => {
  const cloud = aCloud();
  const arn = aKey(cloud);
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: arn }));
  const CiphertextBlob = sealed(cloud, arn, 'hello');
  const names = [arn, arn.split('/')[1]!, 'alias/app', arn.replace(/key\/.*/, 'alias/app')];
  for (const KeyId of names) {
    expect(outputOf(call(cloud, 'kms:Decrypt', { CiphertextBlob, KeyId }))['KeyId']).toBe(arn);
  }
});

test('with another key in KeyId, Decrypt refuses: the blob says who sealed it', () => {
  const cloud = aCloud();
  const CiphertextBlob = sealed(cloud, aKey(cloud), 'hello');
  const refused = call(cloud, 'kms:Decrypt', { CiphertextBlob, KeyId: aKey(cloud) });
  expect(refusalOf(refused)).toMatchObject({
    code: 'IncorrectKeyException',
    message: 'The key ID in the request does not identify a CMK that can perform this operation.',
  });
  expect(refused.trail.records).toMatchObject([{ errorCode: 'IncorrectKeyException' }]);
  expect(refused.trail.records[0]).not.toHaveProperty('additionalEventData');
});

test('KeyId is looked up before anything else: one that is not there is NotFoundException', () => {
  const cloud = aCloud();
  const arn = aKey(cloud);
  const CiphertextBlob = sealed(cloud, arn, 'hello');
  const cases: readonly (readonly [string, string])[] = [
    ['fake-key-id', "Invalid keyId 'fake-key-id'"],
    [arn.replace('us-east-1', 'us-west-2'), 'Invalid arn us-west-2'],
    [
      '00000000-0000-4000-8000-000000000000',
      "Key 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000' does not exist",
    ],
    ['alias/none', 'Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.'],
  ];
  for (const [KeyId, message] of cases) {
    expect(refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob, KeyId }))).toMatchObject({
      code: 'NotFoundException',
      message,
    });
  }
});

test('whatever is wrong with a blob, the refusal is the same, and AWS gives no message with it', () => {
  const cloud = aCloud();
  const blob = sealed(cloud, aKey(cloud), 'hello', { dept: 'finance' });
  const otherKey = sealed(cloud, aKey(cloud), 'hello', { dept: 'finance' });
  const withBytesOf = (other: Uint8Array, from: number, to: number): Uint8Array => {
    const mixed = blob.slice();
    mixed.set(other.subarray(from, to), from);
    return mixed;
  };
  const refusals = [
    utf8('not a blob'),
    fromHex('00'),
    new Uint8Array(6144),
    Uint8Array.of(...blob, 0),
    withBytesOf(otherKey, 5, 37),
    withBytesOf(otherKey, blob.length - 16, blob.length),
    withBytesOf(new Uint8Array(blob.length), 38, 54),
  ].map((CiphertextBlob) =>
    refusalOf(
      call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext: { dept: 'finance' } }),
    ),
  );
  refusals.push(refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob: blob })));
  for (const refusal of refusals) {
    expect(refusal).toEqual({ ...refusals[0], code: 'InvalidCiphertextException', message: '' });
  }
});

test('a blob of more than 6144 bytes, or of none, breaks the limits of the API', () => {
  const cloud = aCloud();
  const message = (length: number): string =>
    refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob: new Uint8Array(length) })).message;
  expect(message(6145)).toBe(
    "1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144",
  );
  expect(message(0)).toBe(
    "1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
  expect(refusalOf(call(cloud, 'kms:Decrypt', {})).message).toBe(
    "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
  );
});

test('a symmetric key knows no RSA, and says so', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const refused = call(cloud, 'kms:Decrypt', {
    CiphertextBlob: sealed(cloud, KeyId, 'hello'),
    KeyId,
    EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
  });
  expect(verdict(refused)).toBe('InvalidKeyUsageException');
});

test('what needs real hardware is refused plainly, never answered wrongly', () => {
  const cloud = aCloud();
  const CiphertextBlob = sealed(cloud, aKey(cloud), 'hello');
  const Recipient = { AttestationDocument: utf8('made up') };
  const refused = call(cloud, 'kms:Decrypt', { CiphertextBlob, Recipient });
  expect(refusalOf(refused).message).toBe(
    'Glassbox KMS does not model attestation by Nitro Enclaves (Recipient).',
  );
  expect(JSON.stringify(refused.trail.records)).not.toContain('attestationDocument');
});

test('the same word gives two different blobs, and both open', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const blobs = [sealed(cloud, KeyId, 'hello'), sealed(cloud, KeyId, 'hello')] as const;
  expect(blobs[0]).not.toEqual(blobs[1]);
  expect(blobs.map((blob) => opened(cloud, blob))).toEqual(['hello', 'hello']);
});

test('what the caller does with the bytes afterwards changes nothing in the record of the call', () => {
  const cloud = aCloud();
  const Plaintext = utf8('hello');
  const span = call(cloud, 'kms:Encrypt', { KeyId: aKey(cloud), Plaintext });
  Plaintext.fill(0);
  expect(span.input['Plaintext']).toEqual(utf8('hello'));
});
