// Recipient: what only a Nitro Enclave can sign is refused, wherever it may be sent, and never answered wrongly.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import { createSimulator, Refused } from '../../src/lib/simulator.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { aCloud, aKey, bytesOf, call, refusalOf, sealed, verdict } from '../support/cloud.ts';

const Recipient = {
  KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
  AttestationDocument: utf8('made up'),
} as const;

const made = (cloud: Cloud, input: Calls['kms:CreateKey']) => ({ KeyId: aKey(cloud, input) });

const INPUTS: Readonly<Record<string, (cloud: Cloud) => object>> = {
  Decrypt: (cloud) => ({ CiphertextBlob: sealed(cloud, aKey(cloud), 'a') }),
  GenerateDataKey: (cloud) => ({ KeyId: aKey(cloud), KeySpec: 'AES_256' }),
  GenerateDataKeyPair: (cloud) => ({ KeyId: aKey(cloud), KeyPairSpec: 'ECC_NIST_P256' }),
  GenerateRandom: () => ({ NumberOfBytes: 8 }),
  DeriveSharedSecret: (cloud) => {
    const key = made(cloud, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
    const PublicKey = bytesOf(call(cloud, 'kms:GetPublicKey', key), 'PublicKey');
    return { ...key, PublicKey, KeyAgreementAlgorithm: 'ECDH' };
  },
};

test('these are the operations that know Recipient', () => {
  const known = Object.entries(kmsOperations).filter(
    ([, { input }]) => 'Recipient' in input.members,
  );
  expect(known.map(([name]) => name).sort()).toEqual(Object.keys(INPUTS).sort());
});

test.each(Object.entries(INPUTS))('%s refuses it with a reason, and serves without', (name, of) => {
  const cloud = aCloud();
  const input = of(cloud);
  const span = cloud.call(`kms:${name}`, { ...input, Recipient });
  expect(refusalOf(span)).toMatchObject({
    code: 'UnsupportedOperationException',
    message: 'Glassbox KMS does not model attestation by Nitro Enclaves (Recipient).',
    status: 400,
    why: expect.stringMatching(/^AWS offers this\./) as unknown,
  });
  expect(span.children).toEqual([]);
  expect(verdict(cloud.call(`kms:${name}`, input))).toBe('ok');
});

test('a program catches it by name and reads the reason', () => {
  const simulator = createSimulator({ seed: 'a' });
  const random = () => simulator.call('kms:GenerateRandom', { NumberOfBytes: 8, Recipient });
  expect(random).toThrow(Refused);
  expect(random).toThrow(/does not model attestation by Nitro Enclaves/);
  expect(random).toThrow(expect.objectContaining({ name: 'UnsupportedOperationException' }));
});
