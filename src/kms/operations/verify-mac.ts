import { boolean, structure, text } from '../../aws/shape.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { requireAlgorithm } from '../refusals.ts';
import { dryRun, grantTokens, keyId, macAlgorithm, message, signature } from '../shapes.ts';

export const VerifyMac = kmsOperation({
  name: 'VerifyMac',
  summary: 'Checks an HMAC inside KMS. It says yes or refuses.',
  readOnly: true,
  input: structure({
    Message: message(),
    KeyId: keyId(),
    MacAlgorithm: macAlgorithm(),
    Mac: signature(),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
  }),
  output: structure({ KeyId: text(), MacValid: boolean(), MacAlgorithm: macAlgorithm() }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'GENERATE_VERIFY_MAC',
      states: states.whenUsable,
      accepts: 'aliases and other accounts',
    },
  },
  provesInDryRun: true,
  throws: ['KMSInvalidMacException'],

  check({ input }, { key }) {
    requireAlgorithm(input.MacAlgorithm, key);
  },

  handle(call, { key }) {
    const { MacAlgorithm, Message, Mac } = call.input;
    const under = { key, material: currentMaterial(key) };
    call.hsm.verifyMac(call, under, MacAlgorithm, { message: Message, code: Mac });
    return { KeyId: key.arn, MacValid: true, MacAlgorithm };
  },
});
