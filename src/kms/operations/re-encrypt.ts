import { optional, structure, text, blob } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { reEncrypt } from '../key-stores/work.ts';
import { openable, wayFor } from '../openable.ts';
import { namedMaterial } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import {
  ciphertextBlob,
  dryRun,
  dryRunModifiers,
  encryptionAlgorithm,
  encryptionContext,
  grantTokens,
  keyId,
} from '../shapes.ts';

const input = structure({
  CiphertextBlob: optional(ciphertextBlob()),
  SourceEncryptionContext: encryptionContext(),
  SourceKeyId: optional(keyId()),
  DestinationKeyId: keyId(),
  DestinationEncryptionContext: encryptionContext(),
  SourceEncryptionAlgorithm: encryptionAlgorithm(),
  DestinationEncryptionAlgorithm: encryptionAlgorithm(),
  GrantTokens: grantTokens(),
  DryRun: dryRun(),
  DryRunModifiers: dryRunModifiers(),
});

export const ReEncrypt = kmsOperation({
  name: 'ReEncrypt',
  summary: 'Opens a blob and seals it under another key, all inside the HSM.',
  readOnly: true,
  input,
  output: structure({
    CiphertextBlob: blob({ thing: 'ciphertext' }),
    SourceKeyId: text(),
    KeyId: text(),
    SourceEncryptionAlgorithm: encryptionAlgorithm(),
    DestinationEncryptionAlgorithm: encryptionAlgorithm(),
    SourceKeyMaterialId: optional(text()),
    DestinationKeyMaterialId: optional(text()),
  }),
  // Two permissions, one for each key; there is none named kms:ReEncrypt.
  keys: {
    source: {
      from: 'CiphertextBlob',
      confirmedBy: 'SourceKeyId',
      action: 'kms:ReEncryptFrom',
      usage: 'ENCRYPT_DECRYPT',
      states: states.whenUsable,
      context: 'SourceEncryptionContext',
      accepts: 'aliases and other accounts',
    },
    destination: {
      from: 'DestinationKeyId',
      action: 'kms:ReEncryptTo',
      usage: 'ENCRYPT_DECRYPT',
      states: states.whenUsable,
      context: 'DestinationEncryptionContext',
      accepts: 'aliases and other accounts',
    },
  },
  conditions: ([source, destination]) => ({
    'kms:ReEncryptOnSameKey': String(source?.resource === destination?.resource),
  }),
  provesInDryRun: true,
  throws: ['InvalidCiphertextException', 'IncorrectKeyException'],
  trail: {
    request: (members) => ({
      sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      ...visible(input, members),
    }),
    additional: ({ SourceKeyMaterialId: source, DestinationKeyMaterialId: destination }) => ({
      ...(source !== undefined && { sourceKeyMaterialId: source }),
      ...(destination !== undefined && { destinationKeyMaterialId: destination }),
    }),
  },

  check(call, keys) {
    const { input: asked } = call;
    const source = openable(call, keys.source, asked.CiphertextBlob, {
      algorithm: asked.SourceEncryptionAlgorithm,
      context: asked.SourceEncryptionContext,
    });
    const way = wayFor(call, keys.destination, {
      algorithm: asked.DestinationEncryptionAlgorithm,
      context: asked.DestinationEncryptionContext,
    });
    return { source, way };
  },

  handle(call, keys, { source, way }) {
    const under = { key: keys.destination, material: currentMaterial(keys.destination) };
    const { KeyMaterialId: from } = namedMaterial(source.under);
    const { KeyMaterialId: to } = namedMaterial(under);
    return {
      CiphertextBlob: reEncrypt(call, source, { under, way }),
      SourceKeyId: keys.source.arn,
      KeyId: keys.destination.arn,
      SourceEncryptionAlgorithm: source.sealed.algorithm,
      DestinationEncryptionAlgorithm: way.algorithm,
      ...(from !== undefined && { SourceKeyMaterialId: from }),
      ...(to !== undefined && { DestinationKeyMaterialId: to }),
    };
  },
});
