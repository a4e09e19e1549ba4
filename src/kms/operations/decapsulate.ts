import { blob, choice, structure, text } from '../../aws/shape.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { ciphertextBlob, dryRun, grantTokens, keyId } from '../shapes.ts';
import { ENCAPSULATION_ALGORITHMS } from '../specs.ts';

export const Decapsulate = kmsOperation({
  name: 'Decapsulate',
  summary: 'ML-KEM: opens a sealed secret with the private key of a KMS key.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    SharedSecretCiphertextBlob: ciphertextBlob(),
    EncapsulationAlgorithm: choice(...ENCAPSULATION_ALGORITHMS),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
  }),
  output: structure({
    KeyId: text(),
    SharedSecret: blob({ thing: 'dataKey' }),
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
  provesInDryRun: true,
  throws: ['InvalidCiphertextException'],

  handle(call, { key }) {
    const { SharedSecretCiphertextBlob: blob, EncapsulationAlgorithm } = call.input;
    const under = { key, material: currentMaterial(key) };
    const SharedSecret = call.hsm.decapsulate(call, under, blob);
    return { KeyId: key.arn, SharedSecret, EncapsulationAlgorithm };
  },
});
