import { blob, structure, text } from '../../aws/shape.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { requireAlgorithm } from '../refusals.ts';
import { dryRun, grantTokens, keyId, macAlgorithm, message } from '../shapes.ts';

export const GenerateMac = kmsOperation({
  name: 'GenerateMac',
  summary: 'Makes an HMAC: whoever may verify with the same key knows who made it.',
  readOnly: true,
  input: structure({
    Message: message(),
    KeyId: keyId(),
    MacAlgorithm: macAlgorithm(),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
  }),
  output: structure({ Mac: blob(), MacAlgorithm: macAlgorithm(), KeyId: text() }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'GENERATE_VERIFY_MAC',
      states: states.whenUsable,
      accepts: 'aliases and other accounts',
    },
  },

  check({ input }, { key }) {
    requireAlgorithm(input.MacAlgorithm, key);
  },

  handle(call, { key }) {
    const { MacAlgorithm, Message } = call.input;
    const under = { key, material: currentMaterial(key) };
    const Mac = call.hsm.generateMac(call, under, MacAlgorithm, Message);
    return { Mac, MacAlgorithm, KeyId: key.arn };
  },
});
