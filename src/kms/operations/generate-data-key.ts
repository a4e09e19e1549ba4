import { blob, optional, structure, text } from '../../aws/shape.ts';
import { dataKeyFor, sizeOf } from '../data-key.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { namedMaterial } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave } from '../refusals.ts';
import {
  dataKeySpec,
  dryRun,
  encryptionContext,
  grantTokens,
  keyId,
  numberOfBytes,
  recipient,
} from '../shapes.ts';
import { materialLogged } from '../trail.ts';

export const GenerateDataKey = kmsOperation({
  name: 'GenerateDataKey',
  summary:
    'Makes a data key and answers with it twice: in plaintext, and encrypted under the KMS key.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    EncryptionContext: encryptionContext(),
    NumberOfBytes: numberOfBytes(),
    KeySpec: dataKeySpec(),
    GrantTokens: grantTokens(),
    Recipient: recipient(),
    DryRun: dryRun(),
  }),
  output: structure({
    CiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    Plaintext: optional(blob({ thing: 'dataKey' })),
    KeyId: text(),
    CiphertextForRecipient: optional(blob()),
    KeyMaterialId: optional(text()),
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
  trail: materialLogged,

  check({ input }, { key }) {
    noEnclave(input.Recipient);
    return sizeOf(input, key);
  },

  handle(call, { key }, size) {
    return {
      ...dataKeyFor(call, key, size),
      KeyId: key.arn,
      ...namedMaterial({ key, material: currentMaterial(key) }),
    };
  },
});
