// Encrypt takes 4,096 bytes and not one more; GenerateDataKey takes nothing of the file at all.

import { defineScenarios, ref, sample } from '../../src/scenario/define.ts';

const KEY = 'alias/app';
const fits = sample(4_096);
const tooLong = sample(4_097);

const cast = { program: { is: 'user/admin', label: 'Your program' } } as const;

const before = [
  { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
  { call: 'kms:CreateAlias', input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') } },
] as const;

export default defineScenarios({
  wall: {
    title: 'Send a file to Encrypt, a little at a time',
    seed: 'the-4-kb-wall',
    names: [
      { of: fits, name: 'the first 4,096 bytes' },
      { of: tooLong, name: 'the first 4,097 bytes' },
    ],
    cast,
    before,
    steps: [
      {
        id: 'fits',
        call: 'kms:Encrypt',
        input: { KeyId: KEY, Plaintext: fits },
        say: '{{limit:kms.Encrypt.Plaintext.max}} bytes went to KMS, and a somewhat longer ciphertext comes back.',
      },
      {
        id: 'over',
        call: 'kms:Encrypt',
        input: { KeyId: KEY, Plaintext: tooLong },
        expect: 'ValidationException',
        say: 'KMS refuses: `ValidationException`. The request is malformed, so KMS looks up no key and asks no policy.',
        predict: {
          ask: 'One byte more: 4,097. What will KMS do?',
          options: [
            {
              text: 'Encrypt 4,096 bytes and drop the last',
              expect: { output: { CiphertextBlob: { bytes: 4_258 } } },
            },
            {
              text: 'Encrypt all of it, a little slower',
              expect: { output: { CiphertextBlob: { bytes: 4_259 } } },
            },
            { text: 'Refuse the whole request', expect: 'ValidationException' },
            { text: 'Refuse: a quota you can have raised', expect: 'LimitExceededException' },
          ],
        },
      },
    ],
  },

  around: {
    title: 'One call for a file of any size',
    seed: 'the-4-kb-wall',
    cast,
    before,
    steps: [
      {
        id: 'data-key',
        call: 'kms:GenerateDataKey',
        input: { KeyId: KEY, KeySpec: 'AES_256' },
        beats: { 1: 'Your program asks KMS: `GenerateDataKey`. The file is not in the request.' },
        say: 'A 32-byte **data key** comes back, once in plaintext and once encrypted. Not one byte of the file has moved.',
        predict: {
          ask: 'To get a data key for a 50 MB file, how much of the file must KMS see?',
          options: [
            {
              text: 'Its first 4,096 bytes',
              expect: { output: { CiphertextBlob: { bytes: 4_258 } } },
            },
            {
              text: 'Nothing',
              expect: { output: { Plaintext: { bytes: 32 }, CiphertextBlob: { bytes: 184 } } },
            },
            {
              text: 'All of it, in one stream',
              expect: { output: { CiphertextBlob: { bytes: 50_000_000 } } },
            },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'no-plaintext',
        label: 'What if the data key is needed later, and elsewhere?',
        at: 'data-key',
        steps: [
          {
            id: 'data-key',
            call: 'kms:GenerateDataKeyWithoutPlaintext',
            input: { KeyId: KEY, KeySpec: 'AES_256' },
            say: 'Only the encrypted data key comes back. Whoever needs it in plaintext asks KMS to decrypt it, when the time comes.',
          },
        ],
      },
    ],
  },
});
