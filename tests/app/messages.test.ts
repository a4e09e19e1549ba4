// The program as a client of the AWS Encryption SDK: what it asks of KMS, what it holds in memory, and when it fails.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Span } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, bytesOf, call, outputOf, refusalOf } from '../support/cloud.ts';
import { diagramOf } from '../support/diagram.ts';

const Plaintext = utf8('the price list');
const context = { dataset: 'sales' };
const suite = 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY';

const encrypt = (cloud: Cloud, KeyIds: readonly string[], more: object = {}): Span =>
  call(cloud, 'app:EncryptMessage', { KeyIds, Plaintext, EncryptionContext: context, ...more });
const decrypt = (cloud: Cloud, Message: Uint8Array, more: object = {}): Span =>
  call(cloud, 'app:DecryptMessage', { Message, ...more });
const asked = ({ children }: Span): readonly string[] =>
  children.map((child) => child.call).filter((name) => name.startsWith('kms:'));

test('the first key makes the data key, the others encrypt it, and each opens the message', () => {
  const cloud = aCloud();
  const one = aKey(cloud);
  const other = aKey(cloud, {}, { region: 'eu-west-1' });
  const made = encrypt(cloud, [one, other]);
  expect(asked(made)).toEqual(['kms:GenerateDataKey', 'kms:Encrypt']);
  expect(made.children.map(({ region, via }) => [region, via])).toEqual([
    ['us-east-1', undefined],
    ['eu-west-1', undefined],
    ['us-east-1', undefined],
  ]);
  const message = bytesOf(made, 'Message');
  for (const KeyId of [one, other]) {
    const opened = outputOf(decrypt(cloud, message, { KeyIds: [KeyId] }));
    expect(opened).toEqual({ Plaintext, EncryptionContext: context });
  }
});

test('a key that refuses is passed over, and the next one opens', () => {
  const cloud = aCloud();
  const keys = [aKey(cloud), aKey(cloud)];
  const message = bytesOf(encrypt(cloud, keys), 'Message');
  call(cloud, 'kms:DisableKey', { KeyId: keys[0]! });
  const opened = decrypt(cloud, message);
  expect(opened.outcome.ok).toBe(true);
  expect(asked(opened)).toEqual(['kms:Decrypt', 'kms:Decrypt']);
});

describe('is refused', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const message = bytesOf(encrypt(cloud, [KeyId]), 'Message');

  test('what no allowed key opens', () => {
    expect(refusalOf(decrypt(cloud, message, { KeyIds: [aKey(cloud)] }))).toMatchObject({
      code: 'NoKeyOpensIt',
      why: expect.stringContaining('names no KMS key') as unknown,
    });
  });

  test('what was altered, or is no message', () => {
    const altered = message.slice();
    altered[altered.length - 1]! ^= 1;
    expect(refusalOf(decrypt(cloud, altered)).code).toBe('MessageNotOpened');
    expect(refusalOf(decrypt(cloud, utf8('no message'))).code).toBe('MessageNotRead');
  });

  test('a suite that the commitment policy forbids, on either way', () => {
    const old = 'ALG_AES_256_GCM_IV12_TAG16_HKDF_SHA256';
    expect(refusalOf(encrypt(cloud, [KeyId], { AlgorithmSuite: old })).code).toBe(
      'CommitmentPolicyRefused',
    );
    const CommitmentPolicy = 'FORBID_ENCRYPT_ALLOW_DECRYPT';
    const made = encrypt(cloud, [KeyId], { AlgorithmSuite: old, CommitmentPolicy });
    expect(refusalOf(decrypt(cloud, bytesOf(made, 'Message'))).code).toBe(
      'CommitmentPolicyRefused',
    );
  });

  test('a pair under the name that the SDK keeps for itself', () => {
    const EncryptionContext = { 'aws-crypto-public-key': 'mine' };
    const made = call(cloud, 'app:EncryptMessage', {
      KeyIds: [KeyId],
      Plaintext,
      EncryptionContext,
    });
    expect(refusalOf(made).code).toBe('ReservedContext');
  });

  test('a message for which KMS gives no data key', () => {
    const made = encrypt(cloud, ['alias/none']);
    expect(refusalOf(made).message).toMatch(/^NotFoundException: Alias/);
  });
});

describe('with a cache', () => {
  const Cache = { MaxAgeSeconds: 60, MaxMessages: 3 };

  test('one data key serves several messages, within its bounds', () => {
    const cloud = aCloud();
    const KeyIds = [aKey(cloud)];
    const counts = Array.from({ length: 4 }, () => asked(encrypt(cloud, KeyIds, { Cache })).length);
    expect(counts).toEqual([1, 0, 0, 1]);
    cloud.advance(60_000);
    expect(asked(encrypt(cloud, KeyIds, { Cache }))).toHaveLength(1);
  });

  test('but not for another context', () => {
    const cloud = aCloud();
    const KeyIds = [aKey(cloud)];
    encrypt(cloud, KeyIds, { Cache });
    expect(asked(encrypt(cloud, KeyIds, { Cache, EncryptionContext: {} }))).toHaveLength(1);
  });
});

test('in the diagram the data key comes, seals, and goes', () => {
  const key = { id: 'key', call: 'kms:CreateKey', input: {} } as const;
  const text = diagramOf(
    [key],
    [
      {
        call: 'app:EncryptMessage',
        input: {
          KeyIds: [{ $ref: 'key.KeyMetadata.Arn' }],
          Plaintext: { $utf8: 'hello' },
          AlgorithmSuite: suite,
        },
      },
    ],
  );
  expect(text).toMatchInlineSnapshot(`
    [
      "Administrator to KMS: GenerateDataKey, 32 bytes",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 32 bytes",
      "HSM: encrypt with key material 1",
      "HSM to Administrator: plaintext key + encrypted key",
      "Administrator: encrypt the message locally",
      "Administrator: the message is ready",
    ]
  `);
});
