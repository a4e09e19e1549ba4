// What a seed gives, frozen: share links replay it. A change here breaks every link that was ever shared.

import { expect, test } from 'vitest';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, bytesOf, call, outputOf } from '../support/cloud.ts';

test('glassbox/1: ids, blobs, data keys and records of a short session', () => {
  const cloud = aCloud({ seed: 'frozen' });
  const created = call(cloud, 'kms:CreateKey', {});
  const { KeyId, CurrentKeyMaterialId } = outputOf(created)['KeyMetadata'] as Record<
    string,
    string
  >;
  const encrypted = call(cloud, 'kms:Encrypt', { KeyId: KeyId!, Plaintext: utf8('hello') });
  const dataKey = call(cloud, 'kms:GenerateDataKey', { KeyId: KeyId!, KeySpec: 'AES_256' });
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }));
  const put = {
    Bucket: 'reports',
    Key: 'a',
    Body: utf8('hi'),
    ServerSideEncryption: 'aws:kms',
  } as const;
  const stored = call(cloud, 's3:PutObject', put);
  expect({
    KeyId,
    CurrentKeyMaterialId,
    requestId: created.requestId,
    eventId: created.trail.records[0]!['eventID'],
    blob: hex(bytesOf(encrypted, 'CiphertextBlob')),
    dataKey: hex(bytesOf(dataKey, 'Plaintext')),
    managed: outputOf(stored)['SSEKMSKeyId'],
  }).toMatchInlineSnapshot();
});
