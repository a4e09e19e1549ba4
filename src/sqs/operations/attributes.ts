import { list, map, optional, structure, text } from '../../aws/shape.ts';
import { attributesOf, setAttributes } from '../attributes.ts';
import { aboutQueue, queueOf, sqsOperation } from '../operation.ts';

export const SetQueueAttributes = sqsOperation({
  name: 'SetQueueAttributes',
  summary: 'Changes a queue: its key, how long a data key is reused, its policy.',
  readOnly: false,
  label: 'queue changed',
  input: structure({ QueueUrl: text(), Attributes: map() }),
  output: structure({}),
  throws: ['QueueDoesNotExist', 'InvalidAttributeName', 'InvalidAttributeValue'],
  about: aboutQueue,

  handle(call) {
    setAttributes(queueOf(call), call.input.Attributes);
    return {};
  },
});

export const GetQueueAttributes = sqsOperation({
  name: 'GetQueueAttributes',
  summary: 'Says how a queue is set up, and how many messages it holds.',
  readOnly: true,
  label: 'attributes',
  input: structure({ QueueUrl: text(), AttributeNames: optional(list(text())) }),
  output: structure({ Attributes: optional(map()) }),
  throws: ['QueueDoesNotExist'],
  about: aboutQueue,

  handle(call) {
    const { AttributeNames: names = [] } = call.input;
    const all = Object.entries(attributesOf(queueOf(call)));
    const wanted = all.filter(([name]) => names.includes('All') || names.includes(name));
    return wanted.length > 0 ? { Attributes: Object.fromEntries(wanted) } : {};
  },
});
