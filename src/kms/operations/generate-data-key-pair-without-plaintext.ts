import { blob, structure, text } from '../../aws/shape.ts';
import { dataKeyPairFor, pairSpecOf } from '../data-key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { dataKeyPairSpec, dryRun, encryptionContext, grantTokens, keyId } from '../shapes.ts';
import { materialLogged } from '../trail.ts';

export const GenerateDataKeyPairWithoutPlaintext = kmsOperation({
  name: 'GenerateDataKeyPairWithoutPlaintext',
  summary:
    'Makes a key pair, and answers with the private key only as encrypted under the KMS key.',
  readOnly: true,
  input: structure({
    EncryptionContext: encryptionContext(),
    KeyId: keyId(),
    KeyPairSpec: dataKeyPairSpec(),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
  }),
  output: structure({
    PrivateKeyCiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    PublicKey: blob({ sensitive: false }),
    KeyId: text(),
    KeyPairSpec: dataKeyPairSpec(),
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

  check: ({ input }, { key }) => pairSpecOf(input, key),

  handle(call, { key }, spec) {
    const { PrivateKeyPlaintext: _, ...answer } = dataKeyPairFor(call, key, spec);
    return answer;
  },
});
