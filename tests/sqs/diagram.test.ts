// How SQS shows in a diagram, from its trace alone.

import { expect, test } from 'vitest';
import { diagramOf } from '../support/diagram.ts';

test('a message under a key of the customer', () => {
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/orders';
  const text = diagramOf(
    [
      { id: 'key', call: 'kms:CreateKey', input: {} },
      {
        call: 'sqs:CreateQueue',
        input: {
          QueueName: 'orders',
          Attributes: { KmsMasterKeyId: { $ref: 'key.KeyMetadata.KeyId' } },
        },
      },
    ],
    [{ call: 'sqs:SendMessage', input: { QueueUrl, MessageBody: 'order 17' } }, { wait: 300_000 }],
  );
  expect(text).toMatchInlineSnapshot(`
    [
      "Administrator to Amazon SQS: SendMessage",
      "Amazon SQS to KMS: GenerateDataKey, 32 bytes",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 32 bytes",
      "HSM: encrypt with key material 1",
      "HSM to Amazon SQS: plaintext key + encrypted key",
      "Amazon SQS to KMS: Decrypt",
      "KMS to HSM: allowed: decrypt",
      "HSM: decrypt with key material 1",
      "HSM to Amazon SQS: plaintext data key",
      "Amazon SQS: encrypt the message",
      "Amazon SQS to Administrator: message kept",
      "Administrator: time passes",
      "Amazon SQS: wipe the data key",
    ]
  `);
});
