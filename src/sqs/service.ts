// SQS, as the platform sees it.

import type { Service } from '../aws/operation.ts';
import { deedsOf } from '../sse/deeds.ts';
import { messages } from './encryption.ts';
import { meanings } from './errors.ts';
import { GetQueueAttributes, SetQueueAttributes } from './operations/attributes.ts';
import { CreateQueue } from './operations/create-queue.ts';
import { DeleteMessage, ReceiveMessage, SendMessage } from './operations/messages.ts';

export const sqsOperations = {
  CreateQueue,
  DeleteMessage,
  GetQueueAttributes,
  ReceiveMessage,
  SendMessage,
  SetQueueAttributes,
};

export const sqsService: Service = {
  name: 'sqs',
  title: 'Amazon SQS',
  endpoint: 'sqs.amazonaws.com',
  client: 'SQSClient',
  places: [
    {
      id: 'sqs',
      label: 'Amazon SQS',
      kind: 'service',
      keeps: ['ciphertext', 'encryptedDataKey', 'dataKey'],
    },
  ],
  managedKey: { name: 'sqs', protects: 'SQS messages' },
  operations: [...Object.values(sqsOperations), ...deedsOf(messages)],
  rules: [],
  meanings,
};
