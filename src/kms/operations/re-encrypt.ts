import { optional, structure, text, blob } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';
import { currentMaterial, states } from '../key.ts';
import { openable } from '../openable.ts';
import { kmsOperation } from '../operation.ts';
import { symmetricOnly } from '../refusals.ts';
import { boundContext } from '../rules.ts';
import {
  ciphertextBlob,
  dryRun,
  dryRunModifiers,
  encryptionAlgorithm,
  encryptionContext,
  grantTokens,
  keyId,
  SYMMETRIC,
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
    SourceKeyMaterialId: text(),
    DestinationKeyMaterialId: text(),
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
  throws: ['InvalidCiphertextException', 'IncorrectKeyException'],
  trail: {
    request: (members) => ({
      sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      ...visible(input, members),
    }),
    additional: ({ SourceKeyMaterialId, DestinationKeyMaterialId }) => ({
      sourceKeyMaterialId: SourceKeyMaterialId,
      destinationKeyMaterialId: DestinationKeyMaterialId,
    }),
  },

  check(call, keys) {
    const { input: asked } = call;
    symmetricOnly(asked.SourceEncryptionAlgorithm, keys.source);
    symmetricOnly(asked.DestinationEncryptionAlgorithm, keys.destination);
    return openable(call, keys.source, asked.CiphertextBlob);
  },

  handle(call, keys, opened) {
    const { input: asked, hsm, cloud } = call;
    const bound = cloud.rule(boundContext);
    const destination = { key: keys.destination, material: currentMaterial(keys.destination) };
    return {
      CiphertextBlob: hsm.reEncrypt(
        call,
        { ...opened, context: bound(asked.SourceEncryptionContext) },
        { under: destination, context: bound(asked.DestinationEncryptionContext) },
      ),
      SourceKeyId: keys.source.arn,
      KeyId: keys.destination.arn,
      SourceEncryptionAlgorithm: SYMMETRIC,
      DestinationEncryptionAlgorithm: SYMMETRIC,
      SourceKeyMaterialId: opened.under.material.id,
      DestinationKeyMaterialId: destination.material.id,
    };
  },
});
