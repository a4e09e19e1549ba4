// Data keys and data key pairs.

import {
  DecryptCommand,
  GenerateDataKeyCommand,
  type GenerateDataKeyCommandInput,
  GenerateDataKeyPairCommand,
  type GenerateDataKeyPairCommandInput,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  aWorld,
  expectAnswer,
  invalid,
  refused,
  refusedWordless,
  violated,
  type Row,
} from './harness.ts';

const { kms, aKey, holds } = aWorld('data keys');
const KeyId = await aKey();
const mac = await aKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
const rsa = await aKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
const make = (more: Partial<GenerateDataKeyCommandInput>): GenerateDataKeyCommand =>
  new GenerateDataKeyCommand({ KeyId, ...more });
const makePair = (more: Partial<GenerateDataKeyPairCommandInput>): GenerateDataKeyPairCommand =>
  new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256', ...more });
const EITHER = invalid('Please specify either number of bytes or key spec.');

const rows: readonly Row[] = [
  [
    'AES_256',
    make({ KeySpec: 'AES_256' }),
    { KeyId, Plaintext: { length: 32 }, CiphertextBlob: { length: 184 } },
  ],
  ['AES_128', make({ KeySpec: 'AES_128' }), { KeyId, Plaintext: { length: 16 } }],
  ['1 byte', make({ NumberOfBytes: 1 }), { Plaintext: { length: 1 } }],
  ['1024 bytes', make({ NumberOfBytes: 1024 }), { Plaintext: { length: 1024 } }],
  [
    '0 bytes',
    make({ NumberOfBytes: 0 }),
    violated(
      "'0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
  [
    '1025 bytes',
    make({ NumberOfBytes: 1025 }),
    violated(
      "'1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    ),
  ],
  ['neither', make({}), EITHER],
  ['both', make({ KeySpec: 'AES_256', NumberOfBytes: 32 }), EITHER],
  [
    'of a key for codes',
    make({ KeyId: mac, KeySpec: 'AES_256' }),
    refused(
      'InvalidKeyUsageException',
      `${mac} key usage is GENERATE_VERIFY_MAC which is not valid for GenerateDataKey.`,
    ),
  ],
  ['of an RSA key', make({ KeyId: rsa, KeySpec: 'AES_256' }), refused('InvalidKeyUsageException')],
  ['a dry run', make({ KeySpec: 'AES_256', DryRun: true }), refused('DryRunOperationException')],
  ['a dry run of neither', make({ DryRun: true }), EITHER],
  [
    'without plaintext',
    new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_128' }),
    { KeyId, CiphertextBlob: { length: 168 } },
  ],
  ['without plaintext, neither', new GenerateDataKeyWithoutPlaintextCommand({ KeyId }), EITHER],
  ['a pair', makePair({}), { KeyId, KeyPairSpec: 'ECC_NIST_P256' }],
  [
    'a pair of no spec',
    makePair({ KeyPairSpec: undefined }),
    violated("null at 'keyPairSpec' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'a pair of a spec that signs codes',
    makePair({ KeyPairSpec: 'HMAC_256' as 'SM2' }),
    invalid(/at 'keyPairSpec' .*enum value set/),
  ],
  [
    'a pair of a Chinese spec',
    makePair({ KeyPairSpec: 'SM2' }),
    refused('UnsupportedOperationException'),
  ],
  ['a pair under an RSA key', makePair({ KeyId: rsa }), refused('InvalidKeyUsageException')],
  ['a pair under a key for codes', makePair({ KeyId: mac }), refused('InvalidKeyUsageException')],
];

test.each(rows)('%s', holds);

test.each([['GenerateDataKey', make({ KeySpec: 'AES_256', EncryptionContext: { a: 'b' } })]])(
  '%s: the blob opens to the plaintext, under its context alone',
  async (_name, command) => {
    const { CiphertextBlob, Plaintext, KeyMaterialId } = await kms.send(command);
    const EncryptionContext = { a: 'b' };
    await expectAnswer(kms, new DecryptCommand({ CiphertextBlob, EncryptionContext }), {
      Plaintext,
      KeyId,
      KeyMaterialId,
    });
    await expectAnswer(
      kms,
      new DecryptCommand({ CiphertextBlob }),
      refusedWordless('InvalidCiphertextException'),
    );
  },
);

test('without plaintext means without plaintext', async () => {
  const answer = await kms.send(
    new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_256' }),
  );
  expect(answer).not.toHaveProperty('Plaintext');
  const pair = await kms.send(
    new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }),
  );
  expect(pair).not.toHaveProperty('PrivateKeyPlaintext');
});

test.each([
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  'RSA_2048',
] as const)(
  'a pair of %s: others read it, and its private half opens from the blob',
  async (KeyPairSpec) => {
    const pair = await kms.send(makePair({ KeyPairSpec, EncryptionContext: { a: 'b' } }));
    const der = { format: 'der' } as const;
    const privateKey = createPrivateKey({
      ...der,
      type: 'pkcs8',
      key: Buffer.from(pair.PrivateKeyPlaintext!),
    });
    const publicKey = createPublicKey({ ...der, type: 'spki', key: Buffer.from(pair.PublicKey!) });
    expect(createPublicKey(privateKey).export({ ...der, type: 'spki' })).toEqual(
      publicKey.export({ ...der, type: 'spki' }),
    );
    const opening = new DecryptCommand({
      CiphertextBlob: pair.PrivateKeyCiphertextBlob,
      EncryptionContext: { a: 'b' },
    });
    await expectAnswer(kms, opening, { Plaintext: pair.PrivateKeyPlaintext });
  },
);
