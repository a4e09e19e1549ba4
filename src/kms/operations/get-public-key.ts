import { blob, choice, list, optional, structure, text } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { states } from '../key-states.ts';
import { algorithmMembers } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import { grantTokens, keyId } from '../shapes.ts';
import {
  ENCAPSULATION_ALGORITHMS,
  ENCRYPTION_ALGORITHMS,
  KEY_AGREEMENT_ALGORITHMS,
  KEY_SPECS,
  KEY_USAGES,
  SIGNING_ALGORITHMS,
} from '../specs.ts';

export const GetPublicKey = kmsOperation({
  name: 'GetPublicKey',
  summary: 'The public half of an asymmetric KMS key, for use without KMS.',
  readOnly: true,
  input: structure({ KeyId: keyId(), GrantTokens: grantTokens() }),
  output: structure({
    KeyId: text(),
    PublicKey: blob({ sensitive: false }),
    CustomerMasterKeySpec: text(),
    KeySpec: choice(...KEY_SPECS),
    KeyUsage: choice(...KEY_USAGES),
    EncryptionAlgorithms: optional(list(choice(...ENCRYPTION_ALGORITHMS))),
    SigningAlgorithms: optional(list(choice(...SIGNING_ALGORITHMS))),
    KeyAgreementAlgorithms: optional(list(choice(...KEY_AGREEMENT_ALGORITHMS))),
    EncapsulationAlgorithms: optional(list(choice(...ENCAPSULATION_ALGORITHMS))),
  }),
  keys: {
    key: {
      from: 'KeyId',
      states: states.whenPublished,
      accepts: 'aliases and other accounts',
    },
  },
  throws: ['UnsupportedOperationException'],

  handle(_call, { key }) {
    const publicKey = key.materials.at(-1)?.publicKey;
    if (!publicKey) throw errors.noPublicKey();
    return {
      KeyId: key.arn,
      PublicKey: publicKey,
      CustomerMasterKeySpec: key.spec,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      ...algorithmMembers(key),
    };
  },
});
