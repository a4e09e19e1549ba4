import { map, optional, structure, text } from '../../aws/shape.ts';
import { setAttributes, attributesOf } from '../attributes.ts';
import { queueArn } from '../encryption.ts';
import { errors } from '../errors.ts';
import { limits } from '../limits.ts';
import { sqsOperation } from '../operation.ts';
import { queuesOf, urlOf, type Queue } from '../state.ts';

export const CreateQueue = sqsOperation({
  name: 'CreateQueue',
  summary:
    'Makes a queue. Its messages are encrypted under SQS’s own key unless a KMS key is named.',
  readOnly: false,
  label: 'queue made',
  input: structure({
    QueueName: text({ min: 1, max: 80, pattern: /^[\w-]+$/ }),
    Attributes: optional(map()),
  }),
  output: structure({ QueueUrl: text() }),
  throws: ['QueueNameExists', 'InvalidAttributeName', 'InvalidAttributeValue'],
  about: ({ region, account, input: { QueueName: name } }) => ({
    resource: queueArn({ region, account, name }),
  }),

  handle(call) {
    const { account, region } = call;
    const { QueueName: name, Attributes = {} } = call.input;
    const queue: Queue = {
      name,
      account,
      region,
      messages: [],
      dataKeyReuseSeconds: limits.dataKeyReuseSeconds.standard,
    };
    setAttributes(queue, Attributes);
    const queues = queuesOf(call, account);
    const existing = queues.get(name);
    if (existing) {
      const now = attributesOf(existing);
      const differs = Object.entries(Attributes).some(([key, value]) => now[key] !== value);
      if (differs) throw errors.queueExists(name);
      return { QueueUrl: urlOf(existing) };
    }
    queues.set(name, queue);
    return { QueueUrl: urlOf(queue) };
  },
});
