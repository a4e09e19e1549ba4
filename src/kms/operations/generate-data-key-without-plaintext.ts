import { blob, optional, structure, text } from '../../aws/shape.ts';
import { dataKeyFor, sizeOf } from '../data-key.ts';
import { currentMaterial } from '../key.ts';
import { states } from '../key-states.ts';
import { namedMaterial } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import {
  dataKeySpec,
  dryRun,
  encryptionContext,
  grantTokens,
  keyId,
  numberOfBytes,
} from '../shapes.ts';
import { materialLogged } from '../trail.ts';

export const GenerateDataKeyWithoutPlaintext = kmsOperation({
  name: 'GenerateDataKeyWithoutPlaintext',
  summary: 'Makes a data key for later: only the encrypted copy leaves.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    EncryptionContext: encryptionContext(),
    KeySpec: dataKeySpec(),
    NumberOfBytes: numberOfBytes(),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
  }),
  output: structure({
    CiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    KeyId: text(),
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

  check: ({ input }, { key }) => sizeOf(input, key),

  handle(call, { key }, size) {
    const { CiphertextBlob } = dataKeyFor(call, key, size);
    return {
      CiphertextBlob,
      KeyId: key.arn,
      ...namedMaterial({ key, material: currentMaterial(key) }),
    };
  },
});
