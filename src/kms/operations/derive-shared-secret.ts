import { blob, choice, optional, structure, text } from '../../aws/shape.ts';
import { currentMaterial, KEY_ORIGINS } from '../key.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { noEnclave } from '../refusals.ts';
import { dryRun, grantTokens, keyId, recipient } from '../shapes.ts';
import { KEY_AGREEMENT_ALGORITHMS } from '../specs.ts';

const keyAgreementAlgorithm = () => choice(...KEY_AGREEMENT_ALGORITHMS);

export const DeriveSharedSecret = kmsOperation({
  name: 'DeriveSharedSecret',
  summary:
    'ECDH: your private key in KMS and somebody’s public key give a secret that only both can make.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    KeyAgreementAlgorithm: keyAgreementAlgorithm(),
    PublicKey: blob({ min: 1, max: 8192, sensitive: false }),
    GrantTokens: grantTokens(),
    DryRun: dryRun(),
    Recipient: recipient(),
  }),
  output: structure({
    KeyId: text(),
    SharedSecret: optional(blob({ thing: 'dataKey' })),
    CiphertextForRecipient: optional(blob()),
    KeyAgreementAlgorithm: keyAgreementAlgorithm(),
    KeyOrigin: choice(...KEY_ORIGINS),
  }),
  keys: {
    key: {
      from: 'KeyId',
      usage: 'KEY_AGREEMENT',
      states: states.whenUsable,
      accepts: 'aliases and other accounts',
    },
  },
  provesInDryRun: true,

  check({ input }) {
    noEnclave(input.Recipient);
  },

  handle(call, { key }) {
    const { KeyAgreementAlgorithm, PublicKey } = call.input;
    const under = { key, material: currentMaterial(key) };
    return {
      KeyId: key.arn,
      SharedSecret: call.hsm.deriveSharedSecret(call, under, PublicKey),
      KeyAgreementAlgorithm,
      KeyOrigin: key.origin,
    };
  },
});
