// What a seed gives to calls within calls, frozen: share links replay it. tests/crypto/golden.test.ts holds the rest.

import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, call, outputOf } from '../support/cloud.ts';

test('glassbox/1: an object that S3 has KMS seal, under a key that is made on the way', () => {
  const cloud = aCloud({ seed: 'frozen' });
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }));
  const put = { Bucket: 'reports', Key: 'a', Body: utf8('hi'), ServerSideEncryption: 'aws:kms' } as const;
  const stored = call(cloud, 's3:PutObject', put);
  const asked = stored.children[0]!;
  expect({
    key: outputOf(stored)['SSEKMSKeyId'],
    requestIds: [stored.requestId, asked.requestId],
    eventId: asked.trail.records[0]!['eventID'],
    material: outputOf(asked)['KeyMaterialId'],
  }).toMatchInlineSnapshot();
});
