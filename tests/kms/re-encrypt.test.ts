import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  allow,
  aUser,
  bytesOf,
  call,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';

test('ReEncrypt moves a blob to another key and another context; no plaintext leaves', () => {
  const cloud = aCloud();
  const [source, destination] = [aKey(cloud), aKey(cloud)] as const;
  const span = call(cloud, 'kms:ReEncrypt', {
    CiphertextBlob: sealed(cloud, source, 's3cret', { stage: 'test' }),
    SourceEncryptionContext: { stage: 'test' },
    DestinationKeyId: destination,
    DestinationEncryptionContext: { stage: 'live' },
  });
  expect(outputOf(span)).toMatchObject({
    SourceKeyId: source,
    KeyId: destination,
    SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  });
  expect(Object.keys(outputOf(span))).not.toContain('Plaintext');
  expect(opened(cloud, bytesOf(span, 'CiphertextBlob'), { stage: 'live' })).toBe('s3cret');
  expect(opened(cloud, bytesOf(span, 'CiphertextBlob'), { stage: 'test' })).toBe(
    'InvalidCiphertextException',
  );
});

test('CloudTrail lists both keys, and which generation of each served', () => {
  const cloud = aCloud();
  const [source, destination] = [aKey(cloud), aKey(cloud)] as const;
  const span = call(cloud, 'kms:ReEncrypt', {
    CiphertextBlob: sealed(cloud, source, 'a'),
    DestinationKeyId: destination,
  });
  const { SourceKeyMaterialId, DestinationKeyMaterialId } = outputOf(span);
  expect(span.trail.records).toMatchObject([
    {
      eventName: 'ReEncrypt',
      readOnly: true,
      requestParameters: {
        sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        destinationKeyId: destination,
      },
      responseElements: null,
      additionalEventData: {
        sourceKeyMaterialId: SourceKeyMaterialId,
        destinationKeyMaterialId: DestinationKeyMaterialId,
      },
      resources: [{ ARN: source }, { ARN: destination }],
    },
  ]);
});

test('to the same key it moves a blob to the newest material', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const old = sealed(cloud, KeyId, 'hello');
  outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId }));
  const span = call(cloud, 'kms:ReEncrypt', { CiphertextBlob: old, DestinationKeyId: KeyId });
  const { SourceKeyMaterialId, DestinationKeyMaterialId } = outputOf(span);
  expect(SourceKeyMaterialId).not.toBe(DestinationKeyMaterialId);
  expect(opened(cloud, bytesOf(span, 'CiphertextBlob'))).toBe('hello');
  expect(opened(cloud, old)).toBe('hello');
});

test('it takes two permissions, kms:ReEncryptFrom and kms:ReEncryptTo; there is no kms:ReEncrypt', () => {
  const cloud = aCloud();
  const CiphertextBlob = sealed(cloud, aKey(cloud), 'a');
  const input = { CiphertextBlob, DestinationKeyId: aKey(cloud) };
  const attempt = (name: string, ...actions: string[]): string => {
    const span = call(cloud, 'kms:ReEncrypt', input, { as: aUser(cloud, name, allow(...actions)) });
    return span.outcome.ok ? 'ok' : refusalOf(span).message;
  };
  expect(attempt('both', 'kms:ReEncryptFrom', 'kms:ReEncryptTo')).toBe('ok');
  expect(attempt('star', 'kms:ReEncrypt*')).toBe('ok');
  expect(attempt('from', 'kms:ReEncryptFrom')).toContain(
    'is not authorized to perform: kms:ReEncryptTo on resource: ',
  );
  expect(attempt('to', 'kms:ReEncryptTo')).toBe(
    'User: arn:aws:iam::111122223333:user/to is not authorized to perform: kms:ReEncryptFrom on the resource associated with this ciphertext because no identity-based policy allows the kms:ReEncryptFrom action',
  );
  expect(attempt('made-up', 'kms:ReEncrypt', 'kms:Encrypt', 'kms:Decrypt')).toContain(
    'kms:ReEncryptFrom',
  );
});

test('SourceKeyId must be the key that sealed, and each key must be usable', () => {
  const cloud = aCloud();
  const [source, destination, other] = [aKey(cloud), aKey(cloud), aKey(cloud)] as const;
  const CiphertextBlob = sealed(cloud, source, 'a');
  const attempt = (SourceKeyId: string): string =>
    verdict(
      call(cloud, 'kms:ReEncrypt', { CiphertextBlob, SourceKeyId, DestinationKeyId: destination }),
    );
  expect(attempt(source)).toBe('ok');
  expect(attempt(other)).toBe('IncorrectKeyException');
  outputOf(call(cloud, 'kms:DisableKey', { KeyId: destination }));
  expect(attempt(source)).toBe('DisabledException');
});

test('a wrong source context refuses, and so does an altered blob', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const CiphertextBlob = sealed(cloud, KeyId, 'a', { a: '1' });
  const input = { CiphertextBlob, DestinationKeyId: KeyId };
  expect(verdict(call(cloud, 'kms:ReEncrypt', input))).toBe('InvalidCiphertextException');
  const garbage = { CiphertextBlob: utf8('garbage'), DestinationKeyId: KeyId };
  expect(verdict(call(cloud, 'kms:ReEncrypt', garbage))).toBe('InvalidCiphertextException');
});
