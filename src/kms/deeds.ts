// What the HSM does, as the trace names it. Not an API: nobody can call these from outside.

import type { Operation, Service } from '../aws/operation.ts';
import { blob, integer, optional, structure, text, type Structure } from '../aws/shape.ts';
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

function operationOf([name, deed]: [string, Deed]): Operation {
  return {
    service: 'hsm',
    name,
    readOnly: true,
    errors: [],
    lane: 'hsm',
    event: 'none',
    ...deed,
    ...((name === 'Seal' || name === 'EncryptToPublicKey') && { seals: sealingOf }),
    find: () => [],
    handle: () => {
      throw new TypeError(`hsm:${name} is a deed of KMS and cannot be called`);
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

export const hsmService: Service = {
  name: 'hsm',
  endpoint: 'hsm',
  operations: Object.entries(deeds).map(operationOf),
  rules: [],
};
