import { blob, optional, structure, text } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { decrypt } from '../key-stores/work.ts';
import { namedMaterial } from '../metadata.ts';
import { openable } from '../openable.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave } from '../refusals.ts';
import {
  ciphertextBlob,
  dryRun,
  dryRunModifiers,
  encryptionAlgorithm,
  encryptionContext,
  grantTokens,
  keyId,
  recipient,
} from '../shapes.ts';
import { algorithmLogged, materialLogged } from '../trail.ts';

const input = structure({
  CiphertextBlob: optional(ciphertextBlob()),
  EncryptionContext: encryptionContext(),
  GrantTokens: grantTokens(),
  KeyId: optional(keyId()),
  EncryptionAlgorithm: encryptionAlgorithm(),
  Recipient: recipient(),
  DryRun: dryRun(),
  DryRunModifiers: dryRunModifiers(),
});

export const Decrypt = kmsOperation({
  name: 'Decrypt',
  summary:
    'Opens what a symmetric KMS key has sealed. The blob says which key, and which of its materials.',
  readOnly: true,
  input,
  output: structure({
    KeyId: text(),
    Plaintext: optional(blob({ thing: 'plaintext' })),
    EncryptionAlgorithm: encryptionAlgorithm(),
    CiphertextForRecipient: optional(blob()),
    KeyMaterialId: optional(text()),
  }),
  keys: {
    key: {
      from: 'CiphertextBlob',
      confirmedBy: 'KeyId',
      usage: 'ENCRYPT_DECRYPT',
      states: states.whenUsable,
      context: 'EncryptionContext',
      accepts: 'aliases and other accounts',
    },
  },
  provesInDryRun: true,
  throws: ['InvalidCiphertextException', 'IncorrectKeyException'],
  trail: { ...algorithmLogged(input), ...materialLogged },

  check(call, { key }) {
    const { input: asked } = call;
    noEnclave(asked.Recipient);
    return openable(call, key, asked.CiphertextBlob, {
      algorithm: asked.EncryptionAlgorithm,
      context: asked.EncryptionContext,
    });
  },

  handle(call, { key }, { under, sealed }) {
    return {
      KeyId: key.arn,
      Plaintext: decrypt(call, { under, sealed }),
      EncryptionAlgorithm: sealed.algorithm,
      ...namedMaterial(under),
    };
  },
});
