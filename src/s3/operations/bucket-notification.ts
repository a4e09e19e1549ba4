import { boolean, list, optional, structure, text } from '../../aws/shape.ts';
import { parseArn } from '../../aws/arn.ts';
import type { Call } from '../../aws/operation.ts';
import { errors } from '../errors.ts';
import { tryQueue } from '../notifications.ts';
import { s3Operation } from '../operation.ts';
import { bucketName } from '../shapes.ts';
import type { Bucket } from '../state.ts';
import { bucketTrail } from '../trail.ts';

const configuration = () =>
  structure({
    QueueConfigurations: optional(
      list(
        structure({
          Id: optional(text({ max: 255 })),
          QueueArn: text(),
          Events: list(text({ max: 64 }), { min: 1 }),
        }),
        { max: 100 },
      ),
    ),
  });

const onQueue = { on: 'the queue, of S3 in its own name', when: 'a queue is named' };
const onKey = {
  on: 'the key of the queue, of S3 in its own name',
  when: 'the queue has a key of KMS',
};

export const PutBucketNotificationConfiguration = s3Operation({
  name: 'PutBucketNotificationConfiguration',
  summary:
    'Has S3 tell a queue of new and deleted objects. It tries the queue first, in its own name: the queue’s policy and the policy of its key must admit S3.',
  readOnly: false,
  label: 'notifications set',
  action: 's3:PutBucketNotification',
  input: structure({
    Bucket: bucketName(),
    NotificationConfiguration: configuration(),
    SkipDestinationValidation: optional(boolean()),
  }),
  output: structure({}),
  throws: ['InvalidArgument'],
  permissions: [
    { action: 's3:PutBucketNotification', on: 'the bucket that Bucket names' },
    { action: 'sqs:SendMessage', ...onQueue },
    { action: 'kms:GenerateDataKey', ...onKey },
    { action: 'kms:Decrypt', ...onKey },
  ],
  trail: bucketTrail('NotificationConfiguration'),

  handle(call, bucket) {
    const { NotificationConfiguration, SkipDestinationValidation = false } = call.input;
    const { QueueConfigurations = [] } = NotificationConfiguration;
    const found = QueueConfigurations.map(({ Id, QueueArn: queueArn, Events }, i) => {
      const wrong = Events.find((event) => !KNOWN.test(event));
      if (wrong !== undefined) {
        throw errors.invalidArgument(
          'The event is not supported for notifications',
          `S3 tells of no event ${wrong}.`,
        );
      }
      if (!SkipDestinationValidation) requireQueue(call, bucket, queueArn);
      return { id: Id ?? `notification-${i + 1}`, queueArn, events: Events };
    });
    bucket.notifications = found;
    return {};
  },
});

/** Those that this S3 has something to tell of. */
const KNOWN = /^s3:Object(Created:(\*|Put|Copy)|Removed:(\*|Delete|DeleteMarkerCreated))$/;

function requireQueue(call: Call, bucket: Bucket, queueArn: string): void {
  const { service, region } = parseArn(queueArn) ?? {};
  if (service !== 'sqs' || region !== bucket.region) {
    throw notValid('A queue in the Region of the bucket must be named by its ARN.');
  }
  const outcome = tryQueue(call, bucket, queueArn);
  if (!outcome.ok) throw notValid(outcome.error.why);
}

const notValid = (why: string): Error =>
  errors.invalidArgument('Unable to validate the following destination configurations', why);

export const GetBucketNotificationConfiguration = s3Operation({
  name: 'GetBucketNotificationConfiguration',
  summary: 'Says whom S3 tells of new and deleted objects.',
  readOnly: true,
  label: 'notifications',
  action: 's3:GetBucketNotification',
  input: structure({ Bucket: bucketName() }),
  output: configuration(),
  trail: bucketTrail(),

  handle: (_, { notifications }) =>
    notifications.length === 0
      ? {}
      : {
          QueueConfigurations: notifications.map(({ id, queueArn, events }) => ({
            Id: id,
            QueueArn: queueArn,
            Events: events,
          })),
        },
});
