// Keys that are not plain symmetric ones, in a furnished world: a request for each operation that wants them.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { entropyFor } from '../../src/crypto/drbg.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import type { KeyPair, KeyPairSpec, Suites } from '../../src/crypto/suites.ts';
import { aKey, bytesOf, call, outputOf } from './cloud.ts';
import { FOR_EVER, importInto, parametersFor, wrapped } from './importing.ts';

const made = new Map<KeyPairSpec, KeyPair>();

/** Pairs that take long to make are made once, and then are all the same. */
export const quickSuites: Suites = {
  ...suites,
  generateKeyPair(spec, entropy) {
    if (!spec.startsWith('RSA_')) return suites.generateKeyPair(spec, entropy);
    const pair = made.get(spec) ?? suites.generateKeyPair(spec, entropyFor('quick', spec));
    made.set(spec, pair);
    return { ...pair, privateKey: pair.privateKey.slice() };
  },
};

export function otherKindRequests(cloud: Cloud): Readonly<Record<string, Members>> {
  const Message = utf8('hello');
  const signing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
  const signed = {
    KeyId: aKey(cloud, signing),
    Message,
    SigningAlgorithm: 'ECDSA_SHA_256',
  } as const;
  const Signature = bytesOf(call(cloud, 'kms:Sign', signed), 'Signature');

  const mac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
  const coded = { KeyId: aKey(cloud, mac), Message, MacAlgorithm: 'HMAC_SHA_256' } as const;
  const Mac = bytesOf(call(cloud, 'kms:GenerateMac', coded), 'Mac');

  const agreeing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
  const agreed = { KeyId: aKey(cloud, agreeing), KeyAgreementAlgorithm: 'ECDH' } as const;
  const PublicKey = bytesOf(call(cloud, 'kms:GetPublicKey', signed), 'PublicKey');

  const sealing = { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' } as const;
  const sealed = { KeyId: aKey(cloud, sealing), EncapsulationAlgorithm: 'ML_KEM' } as const;
  const { SharedSecretCiphertextBlob } = outputOf(call(cloud, 'kms:Encapsulate', sealed));

  const pair = { KeyId: aKey(cloud), KeyPairSpec: 'ECC_NIST_P256', EncryptionContext: {} } as const;

  const material = new Uint8Array(32).fill(7);
  const foreign = aKey(cloud, { Origin: 'EXTERNAL' });
  const parameters = parametersFor(cloud, foreign);
  outputOf(importInto(cloud, parameters, material));

  const primary = aKey(cloud, { MultiRegion: true });
  const moving = aKey(cloud, { MultiRegion: true });
  outputOf(call(cloud, 'kms:ReplicateKey', { KeyId: moving, ReplicaRegion: 'eu-west-1' }));
  cloud.advance(60_000);

  return {
    'kms:Decapsulate': { ...sealed, SharedSecretCiphertextBlob },
    'kms:DeleteImportedKeyMaterial': { KeyId: foreign },
    'kms:DeriveSharedSecret': { ...agreed, PublicKey },
    'kms:Encapsulate': sealed,
    'kms:GenerateDataKeyPair': pair,
    'kms:GenerateDataKeyPairWithoutPlaintext': pair,
    'kms:GenerateMac': coded,
    'kms:GetParametersForImport': {
      KeyId: foreign,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    },
    'kms:GetPublicKey': { KeyId: signed.KeyId },
    'kms:ImportKeyMaterial': {
      KeyId: foreign,
      ImportToken: parameters.ImportToken,
      EncryptedKeyMaterial: wrapped(parameters, material),
      ...FOR_EVER,
    },
    'app:WrapKeyMaterial': { PublicKey: parameters.PublicKey, KeyMaterial: material },
    'kms:ReplicateKey': { KeyId: primary, ReplicaRegion: 'eu-west-1' },
    'kms:Sign': { ...signed, MessageType: 'RAW' },
    'kms:UpdatePrimaryRegion': { KeyId: moving, PrimaryRegion: 'eu-west-1' },
    'kms:Verify': { ...signed, Signature },
    'kms:VerifyMac': { ...coded, Mac },
  };
}
