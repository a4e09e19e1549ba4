import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { defineRule } from '../../src/aws/operation.ts';
import type { KmsKey } from '../../src/kms/key.ts';
import { decode } from '../../src/kms/ciphertext.ts';
import { hex } from '../../src/crypto/bytes.ts';
import {
  aCloud,
  aKey,
  bytesOf,
  call,
  opened,
  outputOf,
  refusalOf,
  sealed,
} from '../support/cloud.ts';

const rotate = (cloud: Cloud, KeyId: string) => call(cloud, 'kms:RotateKeyOnDemand', { KeyId });

const materialOf = (cloud: Cloud, KeyId: string): unknown =>
  (outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Record<string, unknown>)[
    'CurrentKeyMaterialId'
  ];

test('rotation adds material and keeps the old: blobs of every generation open', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const blobs = ['first', 'second', 'third'].map((text) => {
    const blob = sealed(cloud, KeyId, text);
    outputOf(rotate(cloud, KeyId));
    return blob;
  });
  expect(blobs.map((blob) => opened(cloud, blob))).toEqual(['first', 'second', 'third']);
  expect(new Set(blobs.map((blob) => hex(decode(blob)!.materialId))).size).toBe(3);
});

test('id, ARN and aliases stay; new blobs are sealed with the newest material; nothing is encrypted again', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const before = materialOf(cloud, KeyId);
  const old = sealed(cloud, KeyId, 'a');
  expect(outputOf(rotate(cloud, KeyId))).toEqual({ KeyId });
  const after = materialOf(cloud, KeyId);
  expect(after).not.toBe(before);
  const materialFor = (CiphertextBlob: Uint8Array): unknown =>
    outputOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }))['KeyMaterialId'];
  expect(materialFor(old)).toBe(before);
  expect(materialFor(sealed(cloud, KeyId, 'a'))).toBe(after);
});

test('a data key is not rotated: the copy made before rotation opens to the same bytes', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  outputOf(rotate(cloud, KeyId));
  const again = call(cloud, 'kms:Decrypt', { CiphertextBlob: bytesOf(span, 'CiphertextBlob') });
  expect(bytesOf(again, 'Plaintext')).toEqual(bytesOf(span, 'Plaintext'));
});

test('AWS logs the call, and then the rotation itself as a service event', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const previousKeyMaterialId = materialOf(cloud, KeyId);
  const from = cloud.trail.length;
  outputOf(rotate(cloud, KeyId));
  expect(cloud.trail.slice(from)).toMatchObject([
    { eventName: 'RotateKeyOnDemand', responseElements: { keyId: KeyId } },
    {
      eventName: 'RotateKey',
      eventType: 'AwsServiceEvent',
      serviceEventDetails: {
        rotationType: 'ON_DEMAND',
        keyOrigin: 'AWS_KMS',
        previousKeyMaterialId,
        currentKeyMaterialId: materialOf(cloud, KeyId),
      },
    },
  ]);
});

test('25 rotations on demand, and the 26th is refused for ever', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (let i = 0; i < 25; i++) outputOf(rotate(cloud, KeyId));
  expect(refusalOf(rotate(cloud, KeyId))).toMatchObject({
    code: 'LimitExceededException',
    message: `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${KeyId}`,
  });
  cloud.advance(400 * 86_400_000);
  expect(refusalOf(rotate(cloud, KeyId)).code).toBe('LimitExceededException');
});

test('the belief that rotation throws old material away is one rule replaced: old blobs then do not open', () => {
  const believed = defineRule('kms.materialsForDecrypt', (key: KmsKey) => key.materials.slice(-1));
  const cloud = aCloud({ mutants: [believed] });
  const KeyId = aKey(cloud);
  const old = sealed(cloud, KeyId, 'a');
  expect(opened(cloud, old)).toBe('a');
  outputOf(rotate(cloud, KeyId));
  expect(opened(cloud, old)).toBe('KMSInvalidStateException');
  expect(opened(cloud, sealed(cloud, KeyId, 'b'))).toBe('b');
});

test('a mutant of a rule that does not exist is refused', () => {
  expect(() => aCloud({ mutants: [defineRule('kms.noSuchRule', () => true)] })).toThrow(
    'no such rule: kms.noSuchRule',
  );
});
