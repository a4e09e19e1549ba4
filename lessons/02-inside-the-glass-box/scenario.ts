// A key is made, described and used, and never held: what leaves the HSM is ciphertext, plaintext and names.

import { defineScenarios, flip, ref, utf8 } from '../../src/scenario/define.ts';

const KEY = 'alias/first';
const password = utf8('swordfish');

const cast = {
  program: { is: 'user/admin', label: 'Your program' },
  stranger: { is: 'role/stranger', label: 'A stranger', kind: 'person' },
} as const;

export default defineScenarios({
  make: {
    title: 'Make a KMS key, and look for it',
    seed: 'inside-the-glass-box',
    cast,
    steps: [
      {
        id: 'create',
        call: 'kms:CreateKey',
        input: { Description: 'My first key' },
        say: 'KMS answers with an id and an ARN: **names** for something that you will never hold.',
        predict: {
          ask: 'Your program asks for a new key. What will KMS send back?',
          options: [
            {
              text: 'The key itself, 32 bytes',
              expect: { output: { Plaintext: { bytes: 32 } } },
            },
            {
              text: 'Names and facts: an id, an ARN, a date',
              expect: { output: { KeyMetadata: { KeyState: 'Enabled' } } },
            },
            {
              text: 'The key, encrypted with your password',
              expect: { output: { CiphertextBlob: { bytes: 184 } } },
            },
          ],
        },
      },
      {
        id: 'describe',
        call: 'kms:DescribeKey',
        input: { KeyId: ref('create.KeyMetadata.KeyId') },
        say: '`DescribeKey` tells what KMS knows of the key. Its material is **not** among it, and no other call returns it.',
      },
    ],
  },

  twice: {
    title: 'Encrypt the same word twice',
    seed: 'inside-the-glass-box',
    names: [{ of: password, name: 'the password' }],
    cast,
    before: [
      { id: 'key', call: 'kms:CreateKey', input: { Description: 'My first key' } },
      {
        call: 'kms:CreateAlias',
        input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') },
      },
    ],
    steps: [
      {
        id: 'encrypt',
        call: 'kms:Encrypt',
        input: { KeyId: KEY, Plaintext: password },
        say: 'The ciphertext comes back. The password went **to** the key; the key did not move.',
      },
      {
        id: 'again',
        call: 'kms:Encrypt',
        input: { KeyId: KEY, Plaintext: password },
        beats: {
          3: 'The HSM draws a new random number and makes **another** one-time key. It encrypts with that.',
        },
        say: 'Same key, same word, **other** bytes. Comparing the two ciphertexts does not tell that they hold the same word.',
      },
      {
        id: 'decrypt',
        call: 'kms:Decrypt',
        input: { CiphertextBlob: ref('encrypt.CiphertextBlob') },
        say: 'The password comes back. No key was named: the ciphertext itself says which key material encrypted it.',
        predict: {
          ask: 'Your program sends the first ciphertext to `Decrypt` and names no key. What comes back?',
          options: [
            { text: 'An error: the key is not named', expect: 'ValidationException' },
            {
              text: 'An error: that one-time key is gone',
              expect: 'InvalidCiphertextException',
            },
            { text: 'The password', expect: { output: { Plaintext: { bytes: 9 } } } },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'stranger',
        label: 'What if a stranger copies the ciphertext?',
        at: 'decrypt',
        steps: [
          {
            id: 'decrypt',
            as: 'stranger',
            call: 'kms:Decrypt',
            input: { CiphertextBlob: ref('encrypt.CiphertextBlob') },
            expect: 'AccessDeniedException',
            say: 'KMS refuses: `AccessDeniedException`. The ciphertext is worth nothing to a caller whom no policy allows to use the key.',
          },
        ],
      },
      {
        id: 'altered',
        label: 'What if one bit of the ciphertext changes?',
        at: 'decrypt',
        steps: [
          {
            id: 'decrypt',
            call: 'kms:Decrypt',
            input: { CiphertextBlob: flip('encrypt.CiphertextBlob', -1) },
            expect: 'InvalidCiphertextException',
            say: 'KMS refuses: `InvalidCiphertextException`. One altered bit, and nothing comes back, not even a damaged word.',
          },
        ],
      },
    ],
  },
});
