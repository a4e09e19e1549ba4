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
  }).toMatchInlineSnapshot(`
    {
      "CurrentKeyMaterialId": "6f00e97990f5b5d85187611263b79e5997ebea99378308b02655e555a5c5e010",
      "KeyId": "ddaf31f5-532c-4c7f-bd81-3f9a5bc534ad",
      "blob": "01020200780dccaf2c123c720bfce1951c95b9369a035113e78b308aacb461bf9957f1ef6701f6c1c304c00904adf8ccdbf0fc8c31e400000063306106092a864886f70d010706a0543052020100304d06092a864886f70d010701301e060960864801650304012e3011040c23d86ab4cc93a4d41c60c7e90201108020bb3f22ab73460957fe07601d8681d9756064212ba715d38c934b95ab900c929a",
      "dataKey": "b81621a50a0ce675bba4ce6554fa771f00d48deb6c3b418938c30efb04ab12f8",
      "eventId": "17bfed62-902d-4522-a202-3e07e7947a81",
      "managed": "arn:aws:kms:us-east-1:111122223333:key/d59f4934-4033-464f-880d-7fb7074c60a1",
      "requestId": "a9ef99dd-1755-47db-9bb1-b6868c028355",
    }
  `);
});
