// A queue with a message, and a request for each operation of SQS that is served there.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { call, outputOf } from './cloud.ts';

export function sqsRequests(cloud: Cloud, keyId: string): Readonly<Record<string, Members>> {
  const Attributes = { KmsMasterKeyId: keyId, KmsDataKeyReusePeriodSeconds: '60' };
  const QueueUrl = String(
    outputOf(call(cloud, 'sqs:CreateQueue', { QueueName: 'orders', Attributes }))['QueueUrl'],
  );
  const sent = outputOf(call(cloud, 'sqs:SendMessage', { QueueUrl, MessageBody: 'order 1' }));
  return {
    'sqs:CreateQueue': { QueueName: 'others', Attributes },
    'sqs:DeleteMessage': { QueueUrl, ReceiptHandle: sent['MessageId'] },
    'sqs:GetQueueAttributes': { QueueUrl, AttributeNames: ['All'] },
    'sqs:ReceiveMessage': { QueueUrl, MaxNumberOfMessages: 1 },
    'sqs:SendMessage': { QueueUrl, MessageBody: 'order 2' },
    'sqs:SetQueueAttributes': { QueueUrl, Attributes },
  };
}
