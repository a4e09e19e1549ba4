import { blob, structure, text } from '../../aws/shape.ts';
import { currentMaterial, states } from '../key.ts';
import { kmsOperation } from '../operation.ts';
import { symmetricOnly } from '../refusals.ts';
import { boundContext } from '../rules.ts';
import {
  dryRun,
  encryptionAlgorithm,
  encryptionContext,
  grantTokens,
  keyId,
  SYMMETRIC,
} from '../shapes.ts';
import { algorithmLogged } from '../trail.ts';

const input = structure({
  KeyId: keyId(),
  Plaintext: blob({ min: 1, max: 4096, thing: 'plaintext' }),
  EncryptionContext: encryptionContext(),
  GrantTokens: grantTokens(),
  EncryptionAlgorithm: encryptionAlgorithm(),
  DryRun: dryRun(),
});

export const Encrypt = kmsOperation({
  name: 'Encrypt',
  summary: 'Encrypts up to 4,096 bytes under a KMS key, inside the HSM.',
  readOnly: true,
  input,
  output: structure({
    CiphertextBlob: blob({ thing: 'ciphertext' }),
    KeyId: text(),
    EncryptionAlgorithm: encryptionAlgorithm(),
  }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'ENCRYPT_DECRYPT',
      states: states.whenUsable,
      context: 'EncryptionContext',
      accepts: 'aliases and other accounts',
    },
  },
  trail: algorithmLogged(input),

  check: ({ input: asked }, { key }) => symmetricOnly(asked.EncryptionAlgorithm, key),

  handle(call, { key }) {
    const { input: asked, hsm, cloud } = call;
    const context = cloud.rule(boundContext)(asked.EncryptionContext);
    const under = { key, material: currentMaterial(key) };
    return {
      CiphertextBlob: hsm.encrypt(call, under, asked.Plaintext, context),
      KeyId: key.arn,
      EncryptionAlgorithm: SYMMETRIC,
    };
  },
});
