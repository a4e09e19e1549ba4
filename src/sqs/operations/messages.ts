import { integer, list, optional, structure, text } from '../../aws/shape.ts';
import type { Call, Permission } from '../../aws/operation.ts';
import { base64, textOf, utf8 } from '../../crypto/bytes.ts';
import { openBody, sealBody } from '../../sse/deeds.ts';
import { newDataKey, openDataKey, type DataKey } from '../../sse/lock.ts';
import { remembered } from '../../sse/remembered.ts';
import { lockOf, messages } from '../encryption.ts';
import { limits } from '../limits.ts';
import { aboutQueue, queueOf, sqsOperation } from '../operation.ts';
import type { Queue } from '../state.ts';

const KMS_REFUSALS = [
  'KmsAccessDenied',
  'KmsDisabled',
  'KmsInvalidKeyUsage',
  'KmsInvalidState',
  'KmsNotFound',
  'KmsThrottled',
];

const onKey = (action: string): Permission => ({
  action,
  on: 'the key of the queue',
  when: 'the queue has a key of KMS, and SQS has no data key of it in memory',
});

export const SendMessage = sqsOperation({
  name: 'SendMessage',
  summary: 'Puts a message into a queue. SQS encrypts its body; the attributes stay readable.',
  readOnly: false,
  event: 'data',
  label: 'message kept',
  input: structure({
    QueueUrl: text(),
    MessageBody: text({ min: 1, max: limits.messageBytes, sensitive: true, thing: 'plaintext' }),
  }),
  output: structure({ MessageId: text() }),
  throws: ['QueueDoesNotExist', ...KMS_REFUSALS],
  permissions: [
    { action: 'sqs:SendMessage', on: 'the queue that QueueUrl names' },
    onKey('kms:GenerateDataKey'),
    onKey('kms:Decrypt'),
  ],
  about: aboutQueue,

  handle(call) {
    const queue = queueOf(call);
    const { key, ...locked } = dataKeyFor(call, queue);
    const body = sealBody(call, messages, {
      key,
      body: utf8(call.input.MessageBody),
      keepsKey: true,
    });
    const id = call.entropy.uuid();
    queue.messages.push({ id, body: { ...body, ...locked } });
    return { MessageId: id };
  },
});

/** SQS proves with a Decrypt that it will be able to open what it seals, as AWS asks producers for both permissions. */
function dataKeyFor(call: Call, queue: Queue): DataKey {
  const how = lockOf(queue);
  const as = `send|${call.as.callerArn}|${how.context['aws:sqs:arn'] ?? ''}|${queue.keyId ?? ''}`;
  return remembered(call, messages, { as, seconds: queue.dataKeyReuseSeconds }, () => {
    const made = newDataKey(call, messages, how);
    openDataKey(call, messages, how, made);
    return made;
  });
}

export const ReceiveMessage = sqsOperation({
  name: 'ReceiveMessage',
  summary: 'Reads messages from a queue, without taking them away.',
  readOnly: true,
  event: 'data',
  label: 'messages',
  input: structure({
    QueueUrl: text(),
    MaxNumberOfMessages: optional(integer({ min: 1, max: limits.receivedAtOnce })),
  }),
  output: structure({
    Messages: optional(
      list(
        structure({ MessageId: text(), ReceiptHandle: text(), Body: text({ sensitive: true }) }),
      ),
    ),
  }),
  throws: ['QueueDoesNotExist', ...KMS_REFUSALS],
  permissions: [
    { action: 'sqs:ReceiveMessage', on: 'the queue that QueueUrl names' },
    onKey('kms:Decrypt'),
  ],
  about: aboutQueue,

  handle(call) {
    const queue = queueOf(call);
    const { MaxNumberOfMessages: most = 1 } = call.input;
    const Messages = queue.messages.slice(0, most).map(({ id, body: from }) => {
      const how = lockOf(queue);
      const as = `receive|${call.as.callerArn}|${base64(from.encryptedKey)}`;
      const { key } = remembered(
        call,
        messages,
        { as, seconds: queue.dataKeyReuseSeconds },
        () => ({
          key: openDataKey(call, messages, how, from),
        }),
      );
      const body = openBody(call, messages, { key, from, keepsKey: true });
      return { MessageId: id, ReceiptHandle: id, Body: textOf(body) ?? '' };
    });
    return Messages.length > 0 ? { Messages } : {};
  },
});

export const DeleteMessage = sqsOperation({
  name: 'DeleteMessage',
  summary: 'Takes a message out of its queue.',
  readOnly: false,
  event: 'data',
  label: 'message gone',
  input: structure({ QueueUrl: text(), ReceiptHandle: text() }),
  output: structure({}),
  throws: ['QueueDoesNotExist'],
  about: aboutQueue,

  handle(call) {
    const { messages: kept } = queueOf(call);
    const at = kept.findIndex(({ id }) => id === call.input.ReceiptHandle);
    if (at >= 0) kept.splice(at, 1);
    return {};
  },
});
