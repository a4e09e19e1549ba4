// S3 tells a queue, in its own name: what stands in its way is the key's policy. Sources: facts sheet, section 12; S3
// user guide, "Granting permissions to publish event notification messages".

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { limits } from '../../src/s3/limits.ts';
import { ACCOUNT, aCloud, aKey, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aBucket, policyOf } from '../support/s3.ts';

const Bucket = 'reports';
const ARN = `arn:aws:sqs:us-east-1:${ACCOUNT}:news`;
const QueueUrl = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/news`;
const S3 = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Resource: '*' };
const admitted = JSON.stringify(policyOf({ ...S3, Action: 'sqs:SendMessage' }));

function withQueue(Attributes: Readonly<Record<string, string>> = {}): Cloud {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  outputOf(
    call(cloud, 'sqs:CreateQueue', {
      QueueName: 'news',
      Attributes: { Policy: admitted, ...Attributes },
    }),
  );
  return cloud;
}

const configure = (cloud: Cloud, more: object = {}, SkipDestinationValidation = false) =>
  call(cloud, 's3:PutBucketNotificationConfiguration', {
    Bucket,
    NotificationConfiguration: {
      QueueConfigurations: [{ QueueArn: ARN, Events: ['s3:ObjectCreated:*'], ...more }],
    },
    SkipDestinationValidation,
  });

const put = (cloud: Cloud) =>
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key: 'a b', Body: utf8('hello') }));

/** What came in, but for the message that tries the queue. */
function news(cloud: Cloud): readonly unknown[] {
  cloud.advance(limits.notificationSeconds * 1000);
  const all = { QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = outputOf(call(cloud, 'sqs:ReceiveMessage', all)) as {
    Messages?: readonly { Body: string }[];
  };
  const bodies = Messages.map((one) => JSON.parse(one.Body) as Record<string, unknown>);
  return bodies.filter((body) => body['Event'] !== 's3:TestEvent');
}

test('a queue that admits S3 is told of a new object, a little later', () => {
  const cloud = withQueue();
  outputOf(configure(cloud));
  put(cloud);
  expect(news(cloud)).toMatchObject([
    {
      Records: [
        {
          eventSource: 'aws:s3',
          eventName: 'ObjectCreated:Put',
          s3: { bucket: { name: Bucket }, object: { key: 'a+b', size: 5 } },
        },
      ],
    },
  ]);
  const sent = cloud.spans.filter((span) => span.call === 'sqs:SendMessage').at(-1);
  expect(sent).toMatchObject({ as: 's3.amazonaws.com', account: ACCOUNT });
});

describe('a queue whose messages are encrypted', () => {
  test('under the AWS managed key cannot be told: nobody can admit S3 to that key', () => {
    const cloud = withQueue({ KmsMasterKeyId: 'alias/aws/sqs' });
    expect(refusalOf(configure(cloud))).toMatchObject({
      code: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
    const [tried] = cloud.spans.at(-1)!.children;
    expect(refusalOf(tried!).code).toBe('KmsAccessDenied');
  });

  test('under a key of the customer can, once its policy admits S3', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    aBucket(cloud, Bucket);
    const Attributes = { Policy: admitted, KmsMasterKeyId: KeyId };
    outputOf(call(cloud, 'sqs:CreateQueue', { QueueName: 'news', Attributes }));
    expect(verdict(configure(cloud))).toBe('InvalidArgument');
    admit(cloud, KeyId);
    outputOf(configure(cloud));
    put(cloud);
    expect(news(cloud)).toHaveLength(1);
    const { children } = cloud.spans.filter((span) => span.call === 'sqs:SendMessage').at(-1)!;
    const asked = children.filter((child) => child.call.startsWith('kms:'));
    for (const child of asked) {
      expect(child).toMatchObject({ as: 's3.amazonaws.com', via: 'sqs.amazonaws.com' });
    }
  });

  test('by a policy that looks at the bucket and its account', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    aBucket(cloud, Bucket);
    const Attributes = { Policy: admitted, KmsMasterKeyId: KeyId };
    outputOf(call(cloud, 'sqs:CreateQueue', { QueueName: 'news', Attributes }));
    const from = (arn: string) => ({
      ArnEquals: { 'aws:SourceArn': arn },
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
    });
    admit(cloud, KeyId, from('arn:aws:s3:::another'));
    expect(verdict(configure(cloud))).toBe('InvalidArgument');
    admit(cloud, KeyId, from(`arn:aws:s3:::${Bucket}`));
    expect(verdict(configure(cloud))).toBe('ok');
  });

  function admit(cloud: Cloud, KeyId: string, Condition?: object): void {
    const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    const Policy = JSON.stringify(
      policyOf(
        { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
        { ...S3, Action: ['kms:GenerateDataKey', 'kms:Decrypt'], ...(Condition && { Condition }) },
      ),
    );
    outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy }));
  }
});

test('a configuration that nobody tried is taken, and the messages are lost without a word', () => {
  const cloud = withQueue({ KmsMasterKeyId: 'alias/aws/sqs' });
  outputOf(configure(cloud, {}, true));
  put(cloud);
  expect(news(cloud)).toEqual([]);
  expect(cloud.spans.filter((span) => span.call === 'sqs:SendMessage')).toHaveLength(1);
});

test.each([
  ['a queue that does not admit S3', {}, { Policy: undefined }],
  ['no such queue', { QueueArn: `${ARN}-2` }, {}],
  ['a queue of another Region', { QueueArn: ARN.replace('us-east-1', 'eu-west-1') }, {}],
  ['no queue', { QueueArn: 'arn:aws:iam::111122223333:user/x' }, {}],
  ['an event that there is not', { Events: ['s3:ObjectRead:*'] }, {}],
])('%s is refused', (_, more, attributes) => {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  const Attributes = 'Policy' in attributes ? {} : { Policy: admitted };
  outputOf(call(cloud, 'sqs:CreateQueue', { QueueName: 'news', Attributes }));
  expect(verdict(configure(cloud, more))).toBe('InvalidArgument');
});

test('only events that were asked for are told', () => {
  const cloud = withQueue();
  outputOf(configure(cloud, { Events: ['s3:ObjectRemoved:*'] }));
  put(cloud);
  expect(news(cloud)).toEqual([]);
  outputOf(call(cloud, 's3:DeleteObject', { Bucket, Key: 'a b' }));
  expect(news(cloud)).toMatchObject([{ Records: [{ eventName: 'ObjectRemoved:Delete' }] }]);
});
