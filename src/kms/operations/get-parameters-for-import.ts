import { blob, choice, structure, text, timestamp } from '../../aws/shape.ts';
import { hours } from '../events.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';
import { WRAPPING_ALGORITHMS, WRAPPING_KEY_SPECS, wrappingFor } from '../imports/wrapping.ts';

export const GetParametersForImport = kmsOperation({
  name: 'GetParametersForImport',
  summary: 'Makes a public key to wrap your own key material with, and a token that goes with it.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    WrappingAlgorithm: choice(...WRAPPING_ALGORITHMS),
    WrappingKeySpec: choice(...WRAPPING_KEY_SPECS),
  }),
  output: structure({
    KeyId: text(),
    ImportToken: blob(),
    PublicKey: blob(),
    ParametersValidTo: timestamp(),
  }),
  keys: { key: { from: 'KeyId', origins: ['EXTERNAL'], states: states.whenPreparable } },

  check: ({ input }, { key }) => wrappingFor(key, input.WrappingAlgorithm, input.WrappingKeySpec),

  handle(call, { key }, wrapping) {
    const { cloud, hsm, now } = call;
    const { PublicKey, ImportToken } = hsm.prepareImport(call, key, wrapping);
    const end = now + hours(limits.importParametersHours);
    cloud.agenda.add(end, () => {
      hsm.endImport(ImportToken);
    });
    return { KeyId: key.arn, ImportToken, PublicKey, ParametersValidTo: end };
  },
});
