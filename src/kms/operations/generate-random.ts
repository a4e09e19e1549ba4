import { notModelled, validationError } from '../../aws/errors.ts';
import { blob, optional, structure, text } from '../../aws/shape.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave } from '../refusals.ts';
import { numberOfBytes, recipient } from '../shapes.ts';

export const GenerateRandom = kmsOperation({
  name: 'GenerateRandom',
  summary: 'Random bytes from the HSM. No key is involved.',
  readOnly: true,
  input: structure({
    NumberOfBytes: numberOfBytes(),
    CustomKeyStoreId: optional(text({ min: 1, max: 64 })),
    Recipient: recipient(),
  }),
  output: structure({
    Plaintext: optional(blob({ thing: 'plaintext' })),
    CiphertextForRecipient: optional(blob()),
  }),
  keys: {},
  also: ({ account }) => [{ action: 'kms:GenerateRandom', resource: '*', owner: account }],
  throws: ['UnsupportedOperationException'],

  handle(call) {
    const { NumberOfBytes, CustomKeyStoreId, Recipient } = call.input;
    if (NumberOfBytes === undefined) throw validationError('NumberOfBytes is required.');
    if (CustomKeyStoreId !== undefined) throw notModelled('custom key stores');
    noEnclave(Recipient);
    return { Plaintext: call.hsm.random(call, NumberOfBytes) };
  },
});
