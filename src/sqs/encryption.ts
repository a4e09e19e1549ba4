// How SQS encrypts: the body of a message under a data key that it keeps for a while and uses for many messages.
// Source: SQS developer guide, "Encryption at rest" and "Key management".

import { arnOf } from '../aws/arn.ts';
import type { Encrypting, Lock } from '../sse/encrypting.ts';
import { fromKms } from './errors.ts';
import { limits } from './limits.ts';
import type { Queue } from './state.ts';

export const messages: Encrypting = {
  service: 'sqs',
  name: 'SQS',
  what: 'message',
  lane: 'sqs',
  keys: ['owned', 'managed', 'customer'],
  asker: 'caller',
  contextKeys: ['aws:sqs:arn'],
  remembersSeconds: limits.dataKeyReuseSeconds.standard,
  unusable:
    'Messages stay in the queue, and nobody can send or receive until the key serves again.',
  refusal: fromKms,
};

export const queueArn = ({
  region,
  account,
  name,
}: Pick<Queue, 'region' | 'account' | 'name'>): string => arnOf('sqs', region, account, name);

export const lockOf = (queue: Queue): Lock => ({
  ...(queue.keyId !== undefined && { keyId: queue.keyId }),
  context: { 'aws:sqs:arn': queueArn(queue) },
});
