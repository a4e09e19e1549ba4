// What the HSM does, as the trace names it. Not an API: nobody can call these from outside.

import type { Operation, Service } from '../aws/operation.ts';
import { blob, integer, list, optional, structure, text, type Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';

const named = {
  KeyId: text(),
  Generation: integer(),
};
const under = { ...named, MaterialId: text() };
const plaintext = blob({ thing: 'plaintext' });
const ciphertext = blob({ thing: 'ciphertext' });
const dataKey = blob({ thing: 'dataKey' });

interface Deed {
  readonly summary: string;
  /** A deed that is asked for crosses into the HSM; a step of it stays within. */
  readonly traffic: 'exchange' | 'within';
  readonly input: Structure;
  readonly output: Structure;
}

const deeds: Readonly<Record<string, Deed>> = {
  GenerateMaterial: {
    summary: 'Make key material for a KMS key.',
    traffic: 'exchange',
    input: structure(named),
    output: structure({}),
  },
  DrawMaterial: {
    summary: 'Draw key material at random.',
    traffic: 'within',
    input: structure(named),
    output: structure({
      MaterialId: { ...text(), thing: 'keyMaterial' },
      PublicKey: optional(blob()),
    }),
  },
  PrepareImport: {
    summary: 'Make a key pair to wrap key material with.',
    traffic: 'exchange',
    input: structure({ KeyId: text(), WrappingAlgorithm: text(), WrappingKeySpec: text() }),
    output: structure({ PublicKey: blob(), ImportToken: blob() }),
  },
  ImportMaterial: {
    summary: 'Take in key material from outside.',
    traffic: 'exchange',
    input: structure({ KeyId: text(), EncryptedKeyMaterial: ciphertext }),
    output: structure({}),
  },
  UnwrapMaterial: {
    summary: 'Open the wrapping with the private key and look at the material.',
    traffic: 'within',
    input: structure({ KeyId: text(), WrappingAlgorithm: text() }),
    output: structure({
      MaterialId: { ...text(), thing: 'keyMaterial' },
      PublicKey: optional(blob()),
    }),
  },
  DropMaterial: {
    summary: 'Overwrite imported key material.',
    traffic: 'exchange',
    input: structure(under),
    output: structure({}),
  },
  ShareMaterial: {
    summary: 'Hand key material, wrapped, to the HSM of another Region.',
    traffic: 'exchange',
    input: structure({ KeyId: text(), Generations: list(integer()), Region: text() }),
    output: structure({}),
  },
  Encrypt: {
    summary: 'Encrypt under the current material.',
    traffic: 'exchange',
    input: structure({ ...under, Plaintext: plaintext }),
    output: structure({ CiphertextBlob: ciphertext }),
  },
  Decrypt: {
    summary: 'Decrypt with the material that the blob names.',
    traffic: 'exchange',
    input: structure(under),
    output: structure({ Plaintext: plaintext }),
  },
  ReEncrypt: {
    summary: 'Decrypt and encrypt anew, inside.',
    traffic: 'exchange',
    input: structure(under),
    output: structure({ CiphertextBlob: ciphertext }),
  },
  GenerateDataKey: {
    summary: 'Make a data key and seal a copy.',
    traffic: 'exchange',
    input: structure({ ...under, NumberOfBytes: integer() }),
    output: structure({ Plaintext: dataKey, CiphertextBlob: blob({ thing: 'encryptedDataKey' }) }),
  },
  DrawDataKey: {
    summary: 'Draw random bytes as a data key.',
    traffic: 'within',
    input: structure({ NumberOfBytes: integer() }),
    output: structure({ DataKey: dataKey }),
  },
  GenerateDataKeyPair: {
    summary: 'Make a key pair and seal its private key.',
    traffic: 'exchange',
    input: structure({ ...under, KeyPairSpec: text() }),
    output: structure({
      PublicKey: blob(),
      PrivateKeyPlaintext: dataKey,
      CiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    }),
  },
  DrawDataKeyPair: {
    summary: 'Draw a key pair at random.',
    traffic: 'within',
    input: structure({ KeyPairSpec: text() }),
    output: structure({ PublicKey: blob(), DataKey: dataKey }),
  },
  Sign: {
    summary: 'Sign with the private key.',
    traffic: 'exchange',
    input: structure({ ...under, Message: blob(), SigningAlgorithm: text() }),
    output: structure({ Signature: blob() }),
  },
  Verify: {
    summary: 'Check the signature with the public key.',
    traffic: 'exchange',
    input: structure({ ...under, Message: blob(), Signature: blob() }),
    output: structure({}),
  },
  GenerateMac: {
    summary: 'Compute the HMAC of the message.',
    traffic: 'exchange',
    input: structure({ ...under, Message: blob() }),
    output: structure({ Mac: blob() }),
  },
  VerifyMac: {
    summary: 'Compute the HMAC again and compare.',
    traffic: 'exchange',
    input: structure({ ...under, Message: blob(), Mac: blob() }),
    output: structure({}),
  },
  DeriveSharedSecret: {
    summary: 'Multiply the peer’s public point by the private key.',
    traffic: 'exchange',
    input: structure({ ...under, PublicKey: blob() }),
    output: structure({ SharedSecret: dataKey }),
  },
  Encapsulate: {
    summary: 'Draw a secret and seal it to the public key.',
    traffic: 'exchange',
    input: structure(under),
    output: structure({
      SharedSecret: dataKey,
      SharedSecretCiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    }),
  },
  Decapsulate: {
    summary: 'Open the secret with the private key.',
    traffic: 'exchange',
    input: structure(under),
    output: structure({ SharedSecret: dataKey }),
  },
  GenerateRandom: {
    summary: 'Draw random bytes.',
    traffic: 'exchange',
    input: structure({ NumberOfBytes: integer() }),
    output: structure({ Plaintext: plaintext }),
  },
  EncryptToPublicKey: {
    summary: 'Encrypt with RSA-OAEP to the public key.',
    traffic: 'within',
    input: structure({ ...under, Plaintext: plaintext, EncryptionAlgorithm: text() }),
    output: structure({ CiphertextBlob: ciphertext }),
  },
  DecryptWithPrivateKey: {
    summary: 'Decrypt with the private key and check the padding.',
    traffic: 'within',
    input: structure({ ...under, EncryptionAlgorithm: text() }),
    output: structure({ Plaintext: plaintext }),
  },
  Seal: {
    summary: 'Derive a one-time key from the material and seal with AES-256-GCM.',
    traffic: 'within',
    input: structure({ ...under, Plaintext: plaintext }),
    output: structure({ CiphertextBlob: ciphertext }),
  },
  Open: {
    summary: 'Derive the one-time key again, check the tag, open.',
    traffic: 'within',
    input: structure(under),
    output: structure({ Plaintext: plaintext }),
  },
};

function operationOf(service: string, lane: string, name: string, deed: Deed): Operation {
  return {
    service,
    name,
    readOnly: true,
    errors: [],
    lane,
    event: 'none',
    ...deed,
    ...((name === 'Seal' || name === 'EncryptToPublicKey') && { seals: sealingOf }),
    find: () => [],
    handle: () => {
      throw new TypeError(`${service}:${name} is a deed of KMS and cannot be called`);
    },
  };
}

const sealingOf: NonNullable<Operation['seals']> = (input, output) => [
  {
    into: output['CiphertextBlob'] as Uint8Array,
    what: input['Plaintext'] as Uint8Array,
    by: { id: String(input['MaterialId']), kind: 'keyMaterial', label: labelOf(input) },
  },
];

const labelOf = (input: Members): string =>
  `material ${String(input['Generation'])} of key ${String(input['KeyId']).slice(0, 8)}…`;

const serviceOf = (name: string, lane: string, does: readonly string[]): Service => ({
  name,
  title: lane === 'hsm' ? 'HSM' : 'CloudHSM cluster',
  endpoint: name,
  operations: Object.entries(deeds)
    .filter(([deed]) => does.includes(deed))
    .map(([deed, facts]) => operationOf(name, lane, deed, facts)),
  rules: [],
});

export const hsmService = serviceOf('hsm', 'hsm', Object.keys(deeds));

/** The deeds that a CloudHSM cluster does for symmetric encryption keys in its custom key store. */
export const clusterService = serviceOf('cluster', 'cloudhsm', [
  'GenerateMaterial',
  'DrawMaterial',
  'Encrypt',
  'Decrypt',
  'ReEncrypt',
  'GenerateDataKey',
  'DrawDataKey',
  'GenerateRandom',
  'Seal',
  'Open',
]);
