import { blob, choice, structure, text } from '../../aws/shape.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { dryRun, grantTokens, keyId } from '../shapes.ts';
import { ENCAPSULATION_ALGORITHMS } from '../specs.ts';

export const Encapsulate = kmsOperation({
  name: 'Encapsulate',
  summary: 'ML-KEM: makes a secret, and the same secret sealed to the public key of a KMS key.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    EncapsulationAlgorithm: choice(...ENCAPSULATION_ALGORITHMS),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
  }),
  output: structure({
    KeyId: text(),
    SharedSecret: blob({ thing: 'dataKey' }),
    SharedSecretCiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    EncapsulationAlgorithm: choice(...ENCAPSULATION_ALGORITHMS),
  }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'ENCAPSULATE_DECAPSULATE',
      states: states.whenUsable,
      accepts: 'aliases and other accounts',
    },
  },

  handle(call, { key }) {
    const { EncapsulationAlgorithm } = call.input;
    const under = { key, material: currentMaterial(key) };
    return { KeyId: key.arn, ...call.hsm.encapsulate(call, under), EncapsulationAlgorithm };
  },
});
