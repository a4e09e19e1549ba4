import { validationError } from '../../aws/errors.ts';
import { blob, optional, structure } from '../../aws/shape.ts';
import { randomIn } from '../key-stores/random.ts';
import { keyStoreId } from '../key-stores/shapes.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave } from '../refusals.ts';
import { numberOfBytes, recipient } from '../shapes.ts';

export const GenerateRandom = kmsOperation({
  name: 'GenerateRandom',
  summary: 'Random bytes from the HSM. No key is involved.',
  readOnly: true,
  input: structure({
    NumberOfBytes: numberOfBytes(),
    CustomKeyStoreId: optional(keyStoreId()),
    Recipient: recipient(),
  }),
  output: structure({
    Plaintext: optional(blob({ thing: 'plaintext' })),
    CiphertextForRecipient: optional(blob()),
  }),
  keys: {},
  also: ({ account }) => [{ action: 'kms:GenerateRandom', resource: '*', owner: account }],
  throws: [
    'CustomKeyStoreInvalidStateException',
    'CustomKeyStoreNotFoundException',
    'UnsupportedOperationException',
  ],

  handle(call) {
    const { NumberOfBytes, CustomKeyStoreId, Recipient } = call.input;
    if (NumberOfBytes === undefined) throw validationError('NumberOfBytes is required.');
    noEnclave(Recipient);
    return {
      Plaintext:
        CustomKeyStoreId === undefined
          ? call.hsm.random(call, NumberOfBytes)
          : randomIn(call, CustomKeyStoreId, NumberOfBytes),
    };
  },
});
