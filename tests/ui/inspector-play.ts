// A small scenario for tests of the screen: a data key, a refusal by policy, and a message sealed locally.

import { play } from '../../src/scenario/play.ts';
import { ref, sample, type Scenario } from '../../src/scenario/define.ts';
import type { Play } from '../../src/scenario/play-types.ts';

const scenario: Scenario = {
  title: 'For tests',
  seed: 'screen',
  cast: {
    job: {
      is: 'role/job',
      label: 'The job',
      policies: [
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: '*' }],
        },
      ],
    },
  },
  before: [{ id: 'key', call: 'kms:CreateKey', input: {} }],
  steps: [
    {
      id: 'data-key',
      call: 'kms:GenerateDataKey',
      input: {
        KeyId: ref('key.KeyMetadata.KeyId'),
        KeySpec: 'AES_256',
        EncryptionContext: { report: 'q1' },
      },
    },
    {
      id: 'seal',
      call: 'app:Seal',
      input: { Key: ref('data-key.Plaintext'), Plaintext: sample(65_536) },
    },
    {
      id: 'open',
      call: 'kms:Decrypt',
      input: {
        CiphertextBlob: ref('data-key.CiphertextBlob'),
        EncryptionContext: { report: 'q1' },
      },
      expect: 'AccessDeniedException',
    },
  ],
};

export const aPlay = (): Play => play(scenario, 'test');

/** Number of the last beat of a step. */
export const lastOf = ({ steps }: Play, id: string): number =>
  steps.find((step) => step.id === id)?.to ?? 0;
