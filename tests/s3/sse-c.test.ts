// SSE-C: the key comes with each request and stays nowhere. Texts: facts sheet, section 11b, recorded.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { base64, hex, utf8 } from '../../src/crypto/bytes.ts';
import { hmacSha256 } from '../../src/crypto/hash.ts';
import { md5 } from '../../src/crypto/md5.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { aCloud, bytesOf, call, outputOf, refusalOf, verdict } from '../support/cloud.ts';
import { aBucket, bucketNamed, lockedIn, unblock } from '../support/s3.ts';

const Bucket = 'reports';
const Key = 'a.csv';
const Body = utf8('order 17: 9.99');
const SSECustomerKey = new Uint8Array(32).fill(0xa7);
const other = new Uint8Array(32).fill(0xb8);
const AES256 = 'AES256';
const headers = { SSECustomerAlgorithm: AES256, SSECustomerKey };

type Put = Partial<Calls['s3:PutObject']>;
type Get = Partial<Calls['s3:GetObject']>;

function open(): Cloud {
  const cloud = aCloud();
  aBucket(cloud, Bucket);
  unblock(cloud, Bucket);
  return cloud;
}

const put = (cloud: Cloud, more: Put) =>
  call(cloud, 's3:PutObject', { Bucket, Key, Body, ...more });
const get = (cloud: Cloud, more: Get) => call(cloud, 's3:GetObject', { Bucket, Key, ...more });

test('the object opens with the key that was sent, and KMS is never asked', () => {
  const cloud = open();
  const written = put(cloud, headers);
  expect(outputOf(written)).toMatchObject({
    SSECustomerAlgorithm: AES256,
    SSECustomerKeyMD5: base64(md5(SSECustomerKey)),
  });
  expect(outputOf(written)['ServerSideEncryption']).toBeUndefined();
  const read = get(cloud, headers);
  expect(bytesOf(read, 'Body')).toEqual(Body);
  expect([...written.children, ...read.children].map((one) => one.call)).toEqual([
    's3:SealObject',
    's3:OpenObject',
  ]);
});

test('of the key S3 keeps a salted code and nothing else', () => {
  const cloud = open();
  put(cloud, headers);
  const [locked] = lockedIn(cloud);
  if (locked?.mode !== 'SSE-C') throw new Error('another mode');
  expect(locked.code).toEqual(hmacSha256(locked.salt, SSECustomerKey));
  const all = Object.values(locked).flatMap((one) => (one instanceof Uint8Array ? [hex(one)] : []));
  expect(all.join('|')).not.toContain(hex(SSECustomerKey).slice(0, 16));
  // Twice the same key: the codes do not tell.
  call(cloud, 's3:PutObject', { Bucket, Key: 'b.csv', Body, ...headers });
  const [, second] = lockedIn(cloud);
  expect(second?.mode === 'SSE-C' && hex(second.code)).not.toBe(hex(locked.code));
});

test.each<[sent: string, read: Get, code: string, status: number, message: string]>([
  [
    'nothing',
    {},
    'InvalidRequest',
    400,
    'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
  ],
  [
    'another key',
    { SSECustomerAlgorithm: AES256, SSECustomerKey: other },
    'AccessDenied',
    403,
    'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
  ],
  [
    'another MD5',
    { ...headers, SSECustomerKeyMD5: base64(md5(other)) },
    'InvalidArgument',
    400,
    'The calculated MD5 hash of the key did not match the hash that was provided.',
  ],
  [
    'a short key',
    { ...headers, SSECustomerKey: new Uint8Array(16) },
    'InvalidArgument',
    400,
    'The secret key was invalid for the specified algorithm.',
  ],
  [
    'another algorithm',
    { ...headers, SSECustomerAlgorithm: 'AES128' },
    'InvalidEncryptionAlgorithmError',
    400,
    'The Encryption request you specified is not valid. Supported value: AES256.',
  ],
  [
    'no algorithm',
    { SSECustomerKey },
    'InvalidArgument',
    400,
    'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
  ],
  [
    'no key',
    { SSECustomerAlgorithm: AES256 },
    'InvalidArgument',
    400,
    'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
  ],
])('a reader who sends %s is refused', (_, read, code, status, message) => {
  const cloud = open();
  put(cloud, headers);
  expect(refusalOf(get(cloud, read))).toMatchObject({ code, status, message });
});

test('SSE-C and another mode exclude each other', () => {
  expect(refusalOf(put(open(), { ...headers, ServerSideEncryption: 'aws:kms' }))).toMatchObject({
    code: 'InvalidArgument',
    message:
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
  });
});

test('a key for an object that is locked otherwise is refused', () => {
  const cloud = open();
  put(cloud, {});
  expect(verdict(get(cloud, headers))).toBe('InvalidRequest');
});

test('HEAD needs the key, too, and cannot say what is wrong', () => {
  const cloud = open();
  put(cloud, headers);
  const head = (more: Get) => call(cloud, 's3:HeadObject', { Bucket, Key, ...more });
  expect(refusalOf(head({}))).toMatchObject({ code: 'BadRequest', status: 400, message: '' });
  const wrong = { ...headers, SSECustomerKey: other };
  expect(refusalOf(head(wrong))).toMatchObject({ code: 'Forbidden', status: 403, message: '' });
  expect(head(headers).outcome.ok).toBe(true);
});

describe('the block', () => {
  test('is on for every new bucket, and the switch lets SSE-C in', () => {
    const cloud = aCloud();
    aBucket(cloud, Bucket);
    expect(refusalOf(put(cloud, headers))).toMatchObject({ code: 'AccessDenied', status: 403 });
    unblock(cloud, Bucket);
    expect(put(cloud, headers).outcome.ok).toBe(true);
  });

  test('put on later stops new objects, not the reading of old ones', () => {
    const cloud = open();
    put(cloud, headers);
    bucketNamed(cloud, Bucket).blocksSseC = true;
    expect(verdict(put(cloud, headers))).toBe('AccessDenied');
    expect(bytesOf(get(cloud, headers), 'Body')).toEqual(Body);
  });
});

test('no log shows the key', () => {
  const cloud = open();
  put(cloud, headers);
  get(cloud, headers);
  const shown = JSON.stringify(cloud.dataEvents);
  expect(shown).toContain('SSE_C');
  for (const form of [hex(SSECustomerKey), base64(SSECustomerKey), '167,167,167']) {
    expect(shown).not.toContain(form);
  }
});
