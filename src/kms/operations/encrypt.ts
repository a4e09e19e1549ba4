import { blob, structure, text } from '../../aws/shape.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { encrypt } from '../key-stores/work.ts';
import { kmsOperation } from '../operation.ts';
import { wayFor } from '../openable.ts';
import { requireRoomFor } from '../refusals.ts';
import { dryRun, encryptionAlgorithm, encryptionContext, grantTokens, keyId } from '../shapes.ts';
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

  check(call, { key }) {
    const { Plaintext, EncryptionAlgorithm: algorithm, EncryptionContext: context } = call.input;
    const way = wayFor(call, key, { algorithm, context });
    requireRoomFor(Plaintext, way.algorithm, key);
    return way;
  },

  handle(call, { key }, way) {
    const under = { key, material: currentMaterial(key) };
    return {
      CiphertextBlob: encrypt(call, { under, way }, call.input.Plaintext),
      KeyId: key.arn,
      EncryptionAlgorithm: way.algorithm,
    };
  },
});
