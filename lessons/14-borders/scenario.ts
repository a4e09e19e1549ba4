// Regions: a key is in one, a multi-Region key has a relative in another, and a guardrail shuts a whole Region.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';
import { decryptOf } from '../../src/scenario/phrases.ts';

const KEY = 'alias/app';
const EUROPE = 'eu-west-1';
const secret = utf8('a password');

const usesKeys = {
  Version: '2012-10-17',
  Id: 'uses-keys',
  Statement: [{ Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: '*' }],
};

const cast = {
  etl: { is: 'role/etl', label: 'Your ETL job', policies: [usesKeys] },
  reader: { is: 'role/reporting', label: 'A job in Europe', policies: [usesKeys] },
  admin: { is: 'user/admin', label: 'An administrator', kind: 'person' },
} as const;

const world = { seed: 'borders', names: [{ of: secret, name: 'password' }], cast } as const;

const related = [
  {
    id: 'primary',
    call: 'kms:CreateKey',
    input: { Description: 'Key of the sales pipeline, everywhere', MultiRegion: true },
  },
] as const;

const replicate = {
  id: 'replica',
  as: 'admin',
  call: 'kms:ReplicateKey',
  input: { KeyId: ref('primary.KeyMetadata.KeyId'), ReplicaRegion: EUROPE },
} as const;

const encryptHere = {
  id: 'here',
  as: 'etl',
  call: 'kms:Encrypt',
  input: { KeyId: ref('primary.KeyMetadata.KeyId'), Plaintext: secret },
} as const;

export default defineScenarios({
  abroad: {
    ...world,
    title: 'Encrypted in Virginia, decrypted in Ireland',
    before: [
      { id: 'key', call: 'kms:CreateKey', input: { Description: 'Key of the sales pipeline' } },
      {
        call: 'kms:CreateAlias',
        input: { AliasName: KEY, TargetKeyId: ref('key.KeyMetadata.Arn') },
      },
    ],
    steps: [
      {
        id: 'encrypt',
        as: 'etl',
        call: 'kms:Encrypt',
        input: { KeyId: KEY, Plaintext: secret },
        say: 'The ciphertext comes back. It was made by KMS in `us-east-1`, in Virginia.',
      },
      {
        ...decryptOf('reader', 'decrypt', 'encrypt'),
        region: EUROPE,
        beats: { 1: 'A job in Ireland has a copy of the ciphertext, and asks KMS in `eu-west-1`.' },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. In Ireland there is no such key, and KMS does not say more.',
        predict: {
          ask: 'The job may use every key of the account. It sends the ciphertext to KMS in Ireland. What comes of it?',
          options: [
            { text: 'The plaintext: keys are known everywhere', expect: 'ok' },
            { text: 'A refusal: the key is not in this Region', expect: 'AccessDeniedException' },
            { text: 'A refusal: the ciphertext is damaged', expect: 'InvalidCiphertextException' },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'home',
        label: 'What if the job asks KMS in the key’s own Region?',
        at: 'decrypt',
        steps: [
          {
            ...decryptOf('reader', 'decrypt', 'encrypt'),
            region: 'us-east-1',
            beats: {
              1: 'The job in Ireland sends its request across the sea, to KMS in `us-east-1`.',
            },
            say: 'The plaintext comes back. Not where the job runs counts, but which KMS it asks.',
          },
        ],
      },
    ],
  },

  related: {
    ...world,
    title: 'One material, two Regions',
    before: related,
    steps: [
      {
        ...replicate,
        beats: {
          1: 'This key is a **multi-Region key**. An administrator makes a replica of it in Ireland.',
        },
        say: 'Ireland has a key of its own, with the **same** key material and the same id, which begins with `mrk-`.',
      },
      {
        as: 'admin',
        wait: 60_000,
        say: 'The replica is `Creating` for a few seconds. Then it serves.',
      },
      {
        ...encryptHere,
        say: 'Virginia encrypts, with the primary key.',
      },
      {
        ...decryptOf('reader', 'there', 'here'),
        region: EUROPE,
        beats: { 1: 'The job sends the ciphertext to KMS in `eu-west-1`, as before.' },
        say: 'The plaintext comes back. No call crossed the sea: the replica in Ireland decrypted it.',
      },
    ],
    whatIfs: [
      {
        id: 'disabled',
        label: 'What if the primary key is disabled meanwhile?',
        at: 'there',
        steps: [
          {
            id: 'disable',
            as: 'admin',
            call: 'kms:DisableKey',
            input: { KeyId: ref('primary.KeyMetadata.KeyId') },
            say: 'The key in Virginia is disabled.',
          },
          {
            ...decryptOf('reader', 'there', 'here'),
            region: EUROPE,
            say: 'The plaintext comes back all the same: each of the two keys has a state and a policy of its own.',
          },
        ],
      },
    ],
  },

  guardrail: {
    ...world,
    title: 'A Region that nobody may use',
    accounts: {
      '111122223333': {
        serviceControlPolicies: [
          {
            Version: '2012-10-17',
            Id: 'OnlyTheseRegions',
            Statement: [
              { Sid: 'FullAWSAccess', Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Sid: 'NothingOutsideOurRegions',
                Effect: 'Deny',
                Action: '*',
                Resource: '*',
                Condition: {
                  StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', EUROPE] },
                },
              },
            ],
          },
        ],
      },
    },
    before: [],
    steps: [
      {
        id: 'tokyo',
        as: 'admin',
        region: 'ap-northeast-1',
        call: 'kms:CreateKey',
        input: {},
        beats: {
          1: 'The data must stay in two Regions. An administrator tries to make a key in a third, `ap-northeast-1`.',
        },
        expect: 'AccessDeniedException',
        say: 'KMS refuses: `AccessDeniedException`. A **service control policy** of the organisation denies it, even to administrators.',
        predict: {
          ask: 'The organisation denies every action outside two Regions. An administrator makes a key in a third. What happens?',
          options: [
            { text: 'The key is made: AdministratorAccess allows it', expect: 'ok' },
            { text: 'The guardrail refuses it', expect: 'AccessDeniedException' },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'allowed',
        label: 'What if the key is made in one of the two Regions?',
        at: 'tokyo',
        steps: [
          {
            id: 'ireland',
            as: 'admin',
            region: EUROPE,
            call: 'kms:CreateKey',
            input: {},
            say: 'The key is made. The guardrail lets it pass, and AdministratorAccess allows it: it takes both.',
          },
        ],
      },
    ],
  },
});
