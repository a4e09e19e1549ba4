import { blob, optional, structure, text } from '../../aws/shape.ts';
import { dataKeyPairFor, pairSpecOf } from '../data-key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave } from '../refusals.ts';
import {
  dataKeyPairSpec,
  dryRun,
  encryptionContext,
  grantTokens,
  keyId,
  recipient,
} from '../shapes.ts';
import { materialLogged } from '../trail.ts';

export const GenerateDataKeyPair = kmsOperation({
  name: 'GenerateDataKeyPair',
  summary:
    'Makes a key pair, and answers with the private key twice: in plaintext, and encrypted under the KMS key.',
  readOnly: true,
  input: structure({
    EncryptionContext: encryptionContext(),
    KeyId: keyId(),
    KeyPairSpec: dataKeyPairSpec(),
    GrantTokens: grantTokens(),
    Recipient: recipient(),
    DryRun: dryRun(),
  }),
  output: structure({
    PrivateKeyCiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    PrivateKeyPlaintext: optional(blob({ thing: 'dataKey' })),
    PublicKey: blob({ sensitive: false }),
    KeyId: text(),
    KeyPairSpec: dataKeyPairSpec(),
    CiphertextForRecipient: optional(blob()),
    KeyMaterialId: text(),
  }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'ENCRYPT_DECRYPT',
      states: states.whenUsableInKms,
      origins: ['AWS_KMS', 'EXTERNAL'],
      context: 'EncryptionContext',
      accepts: 'aliases and other accounts',
    },
  },
  trail: materialLogged,

  check({ input }, { key }) {
    noEnclave(input.Recipient);
    return pairSpecOf(input, key);
  },

  handle: (call, { key }, spec) => dataKeyPairFor(call, key, spec),
});
