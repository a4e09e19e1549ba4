import { blob, structure, text } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { dryRun, grantTokens, keyId, message, messageType, signingAlgorithm } from '../shapes.ts';
import { signable } from '../signable.ts';

const input = structure({
  KeyId: keyId(),
  Message: message(),
  MessageType: messageType(),
  GrantTokens: grantTokens(),
  SigningAlgorithm: signingAlgorithm(),
  DryRun: dryRun(),
});

export const Sign = kmsOperation({
  name: 'Sign',
  summary: 'Signs a message, or its digest, with the private key of an asymmetric KMS key.',
  readOnly: true,
  input,
  output: structure({ KeyId: text(), Signature: blob(), SigningAlgorithm: signingAlgorithm() }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'SIGN_VERIFY',
      states: states.whenUsable,
      accepts: 'aliases and other accounts',
    },
  },
  trail: { request: (members) => ({ messageType: 'RAW', ...visible(input, members) }) },

  check: ({ input: asked }, { key }) => signable(asked, key),

  handle(call, { key }, { algorithm, message: signed }) {
    const under = { key, material: currentMaterial(key) };
    return {
      KeyId: key.arn,
      Signature: call.hsm.sign(call, under, algorithm, signed),
      SigningAlgorithm: algorithm,
    };
  },
});
