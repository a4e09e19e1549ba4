// SQS at rest: sealed, opened for the right caller, refused as AWS refuses, and a data key that is kept for a while.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import { queuesOf } from '../../src/sqs/state.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  ALICE,
  allow,
  call,
  outputOf,
  refusalOf,
} from '../support/cloud.ts';
import { holdsAtRest } from '../support/at-rest.ts';

const MessageBody = 'order 17: 9.99';
const QueueUrl = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders`;

const aQueue = (cloud: Cloud, Attributes: Readonly<Record<string, string>> = {}): string =>
  String(outputOf(call(cloud, 'sqs:CreateQueue', { QueueName: 'orders', Attributes }))['QueueUrl']);

const send = (cloud: Cloud, as?: string) =>
  call(cloud, 'sqs:SendMessage', { QueueUrl, MessageBody }, as === undefined ? {} : { as });
const receive = (cloud: Cloud, as?: string) =>
  call(cloud, 'sqs:ReceiveMessage', { QueueUrl }, as === undefined ? {} : { as });
const asked = (span: ReturnType<typeof send>) =>
  span.children.map((child) => child.call).filter((name) => name.startsWith('kms:'));

const kept = (cloud: Cloud) =>
  [...queuesOf({ cloud, region: 'us-east-1' }, ACCOUNT).values()].flatMap(({ messages }) =>
    messages.map(({ body }) => body.sealed),
  );

holdsAtRest({
  name: 'SQS with a key of the customer',
  permissions: ['sqs:*'],
  prepare: (cloud, KmsMasterKeyId) =>
    call(cloud, 'sqs:CreateQueue', { QueueName: 'orders', Attributes: { KmsMasterKeyId } }).outcome,
  write: (cloud, as) => send(cloud, as).outcome,
  read: (cloud, as) => receive(cloud, as).outcome,
  plaintext: utf8(MessageBody),
  kept,
  refusals: {
    'no KMS permission': 'KmsAccessDenied',
    disabled: 'KmsDisabled',
    'pending deletion': 'KmsInvalidState',
    'another Region': 'KmsNotFound',
    'another account': 'KmsAccessDenied',
  },
});

test.each([
  ['SQS’s own key', {}],
  ['alias/aws/sqs', { KmsMasterKeyId: 'alias/aws/sqs' }],
])('with %s the bytes at rest are sealed, and the message opens', (_, attributes) => {
  const cloud = aCloud();
  aQueue(cloud, attributes);
  outputOf(send(cloud));
  for (const bytes of kept(cloud)) expect(hex(bytes)).not.toContain(hex(utf8(MessageBody)));
  expect(outputOf(receive(cloud))).toMatchObject({ Messages: [{ Body: MessageBody }] });
});

test('KMS is asked on the caller’s behalf, with the queue’s ARN as context, and not again for five minutes', () => {
  const cloud = aCloud();
  aQueue(cloud, { KmsMasterKeyId: aKey(cloud) });
  const first = send(cloud);
  expect(asked(first)).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
  expect(first.children[0]).toMatchObject({
    via: 'sqs.amazonaws.com',
    input: {
      EncryptionContext: { 'aws:sqs:arn': `arn:aws:sqs:us-east-1:${ACCOUNT}:orders` },
    },
  });
  expect(asked(send(cloud))).toEqual([]);
  cloud.advance(5 * 60_000);
  expect(asked(send(cloud))).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
});

test('another caller does not share the data key', () => {
  const cloud = aCloud();
  aQueue(cloud, { KmsMasterKeyId: aKey(cloud) });
  send(cloud);
  cloud.directory.put(ALICE, {
    policies: [allow('*')],
  });
  expect(asked(send(cloud, ALICE))).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
});

describe('a customer’s key', () => {
  test('needs its own permission: the queue’s is not enough', () => {
    const cloud = aCloud();
    aQueue(cloud, { KmsMasterKeyId: aKey(cloud) });
    cloud.directory.put(ALICE, { policies: [allow('sqs:*')] });
    expect(refusalOf(send(cloud, ALICE)).code).toBe('KmsAccessDenied');
  });

  test('that is disabled refuses, once the data key in memory has gone', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    aQueue(cloud, { KmsMasterKeyId: KeyId });
    send(cloud);
    call(cloud, 'kms:DisableKey', { KeyId });
    expect(send(cloud).outcome.ok).toBe(true);
    cloud.advance(5 * 60_000);
    expect(refusalOf(send(cloud)).code).toBe('KmsDisabled');
    expect(refusalOf(receive(cloud)).code).toBe('KmsDisabled');
  });
});

test('with the AWS managed key nobody needs a permission for KMS', () => {
  const cloud = aCloud();
  aQueue(cloud, { KmsMasterKeyId: 'alias/aws/sqs' });
  cloud.directory.put(ALICE, { policies: [allow('sqs:*')] });
  expect(send(cloud, ALICE).outcome.ok).toBe(true);
});

test('a service that sends in its own name needs the key policy, which aws/sqs never gives', () => {
  const cloud = aCloud();
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
      },
    ],
  });
  aQueue(cloud, { KmsMasterKeyId: 'alias/aws/sqs', Policy });
  const sent = cloud.call(
    'sqs:SendMessage',
    { QueueUrl, MessageBody },
    { as: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::lake', sourceAccount: ACCOUNT },
  );
  expect(refusalOf(sent).code).toBe('KmsAccessDenied');
});
