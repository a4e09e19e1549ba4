// How SQS declares an operation: by the queue that its URL names, which may have a policy of its own.

import type { Call } from '../aws/operation.ts';
import { operationsOf, type About } from '../sse/operation.ts';
import { queueArn } from './encryption.ts';
import { errors } from './errors.ts';
import { queuesOf, readUrl, type Queue } from './state.ts';

export const sqsOperation = operationsOf({ service: 'sqs', denied: errors.accessDenied });

type OfQueue = Call<{ readonly QueueUrl: string }>;

export function findQueue(call: OfQueue): Queue | undefined {
  const { account, name } = readUrl(call.input.QueueUrl);
  return queuesOf(call, account).get(name);
}

/** Reached only after `aboutQueue` has found it. */
export function queueOf(call: OfQueue): Queue {
  const queue = findQueue(call);
  if (!queue) throw errors.noSuchQueue();
  return queue;
}

export function aboutQueue(call: OfQueue): About {
  const { account, name } = readUrl(call.input.QueueUrl);
  const policy = findQueue(call)?.policy;
  return {
    resource: queueArn({ region: call.region, account, name }),
    owner: account,
    type: 'AWS::SQS::Queue',
    resourcePolicy: { kind: 'resource policy', ...(policy && { policy }) },
    ...(!findQueue(call) && { absent: errors.noSuchQueue }),
  };
}
