import { boolean, structure, text } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import {
  dryRun,
  grantTokens,
  keyId,
  message,
  messageType,
  signature,
  signingAlgorithm,
} from '../shapes.ts';
import { signable } from '../signable.ts';

const input = structure({
  KeyId: keyId(),
  Message: message(),
  MessageType: messageType(),
  Signature: signature(),
  SigningAlgorithm: signingAlgorithm(),
  GrantTokens: grantTokens(),
  DryRun: dryRun(),
});

export const Verify = kmsOperation({
  name: 'Verify',
  summary:
    'Checks a signature inside KMS. It says yes or refuses; outside, the public key does as well.',
  readOnly: true,
  input,
  output: structure({
    KeyId: text(),
    SignatureValid: boolean(),
    SigningAlgorithm: signingAlgorithm(),
  }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'SIGN_VERIFY',
      states: states.whenUsable,
      accepts: 'aliases and other accounts',
    },
  },
  provesInDryRun: true,
  throws: ['KMSInvalidSignatureException'],
  trail: { request: (members) => ({ messageType: 'RAW', ...visible(input, members) }) },

  check: ({ input: asked }, { key }) => signable(asked, key),

  handle(call, { key }, { algorithm, message: signed }) {
    const under = { key, material: currentMaterial(key) };
    const { Signature } = call.input;
    call.hsm.verify(call, under, algorithm, { message: signed, signature: Signature });
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: algorithm };
  },
});
