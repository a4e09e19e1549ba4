import { blob, optional, structure, text } from '../../aws/shape.ts';
import { states } from '../key.ts';
import { openable } from '../openable.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave, symmetricOnly } from '../refusals.ts';
import { boundContext } from '../rules.ts';
import {
  ciphertextBlob,
  dryRun,
  dryRunModifiers,
  encryptionAlgorithm,
  encryptionContext,
  grantTokens,
  keyId,
  recipient,
  SYMMETRIC,
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
    KeyMaterialId: text(),
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
  throws: ['InvalidCiphertextException', 'IncorrectKeyException'],
  trail: { ...algorithmLogged(input), ...materialLogged },

  check(call, { key }) {
    const { input: asked } = call;
    noEnclave(asked.Recipient);
    symmetricOnly(asked.EncryptionAlgorithm, key);
    return openable(call, key, asked.CiphertextBlob);
  },

  handle(call, { key }, { under, envelope }) {
    const { input: asked, hsm, cloud } = call;
    const context = cloud.rule(boundContext)(asked.EncryptionContext);
    return {
      KeyId: key.arn,
      Plaintext: hsm.decrypt(call, under, envelope, context),
      EncryptionAlgorithm: SYMMETRIC,
      KeyMaterialId: under.material.id,
    };
  },
});
