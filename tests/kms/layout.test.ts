// What a seed gives to calls within calls, frozen: share links replay it. tests/crypto/golden.test.ts holds the rest.

import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, call, outputOf } from '../support/cloud.ts';

test('glassbox/1: an object that S3 has KMS seal, under a key that is made on the way', () => {
  const cloud = aCloud({ seed: 'frozen' });
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }));
  const put = {
    Bucket: 'reports',
    Key: 'a',
    Body: utf8('hi'),
    ServerSideEncryption: 'aws:kms',
  } as const;
  const stored = call(cloud, 's3:PutObject', put);
  const asked = stored.children[0]!;
  expect({
    key: outputOf(stored)['SSEKMSKeyId'],
    requestIds: [stored.requestId, asked.requestId],
    eventId: asked.trail.records[0]!['eventID'],
    material: outputOf(asked)['KeyMaterialId'],
  }).toMatchInlineSnapshot(`
    {
      "eventId": "ac26b163-c7ef-4451-be51-d8eafa820a10",
      "key": "arn:aws:kms:us-east-1:111122223333:key/6fd18c33-610a-4d99-a1a0-1c6a537628d6",
      "material": "6449d251fe72418bfd93b508591559f385c005fb36c95781454b58981b78d134",
      "requestIds": [
        "978a4796-9e44-4f51-add3-01974c648106",
        "5e47c88c-84c0-43bf-a072-e2be80b0fcb4",
      ],
    }
  `);
});
