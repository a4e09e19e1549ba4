// How each mode shows in a diagram, and where the keys are meanwhile: from the trace alone.

import { expect, test } from 'vitest';
import type { Step } from '../../src/scenario/define.ts';
import { sequenceOf } from '../../src/scenario/diagrams/sequence.ts';
import { play } from '../../src/scenario/play.ts';

const Bucket = 'reports';
const Key = 'a.csv';
const Body = { $utf8: 'order 17: 9.99' };
const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: { $hex: 'a7'.repeat(32) } };
const wrong = { ...customer, SSECustomerKey: { $hex: 'b8'.repeat(32) } };

const BEFORE: readonly Step[] = [
  { id: 'key', call: 'kms:CreateKey', input: {} },
  { call: 's3:CreateBucket', input: { Bucket } },
  {
    call: 's3:PutBucketEncryption',
    input: {
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }],
      },
    },
  },
];

const played = (steps: readonly Step[]) =>
  play(
    {
      title: 'Some calls',
      seed: 'diagram',
      cast: { admin: { is: 'user/admin', label: 'Administrator', kind: 'person' } },
      before: BEFORE,
      steps,
    },
    'calls',
  );

const putting = (more: object): Step => ({
  call: 's3:PutObject',
  input: { Bucket, Key, Body, ...more },
});
const getting = (more: object = {}): Step => ({
  call: 's3:GetObject',
  input: { Bucket, Key, ...more },
});
const underKey = { SSEKMSKeyId: { $ref: 'key.KeyMetadata.KeyId' } };

const diagram = (...steps: readonly Step[]) => sequenceOf(played(steps)).text;

test('SSE-S3: KMS is not in the picture', () => {
  expect(diagram(putting({}), getting())).toMatchInlineSnapshot(`
    [
      "Administrator to Amazon S3: PutObject, 14 bytes",
      "Amazon S3: encrypt the object",
      "Amazon S3 to Administrator: object kept",
      "Administrator to Amazon S3: GetObject",
      "Amazon S3: decrypt the object",
      "Amazon S3 to Administrator: object, 14 bytes",
    ]
  `);
});

test('SSE-KMS', () => {
  const headers = { ServerSideEncryption: 'aws:kms', ...underKey };
  expect(diagram(putting(headers), getting())).toMatchInlineSnapshot(`
    [
      "Administrator to Amazon S3: PutObject, 14 bytes",
      "Amazon S3 to KMS: GenerateDataKey, AES_256",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 32 bytes",
      "HSM: encrypt with key material 1",
      "HSM to Amazon S3: plaintext key + encrypted key",
      "Amazon S3: encrypt the object",
      "Amazon S3 to Administrator: object kept",
      "Administrator to Amazon S3: GetObject",
      "Amazon S3 to KMS: Decrypt",
      "KMS to HSM: allowed: decrypt",
      "HSM: decrypt with key material 1",
      "HSM to Amazon S3: plaintext data key",
      "Amazon S3: decrypt the object",
      "Amazon S3 to Administrator: object, 14 bytes",
    ]
  `);
});

test('DSSE-KMS: two layers, two data keys', () => {
  const headers = { ServerSideEncryption: 'aws:kms:dsse', ...underKey };
  expect(diagram(putting(headers), getting())).toMatchInlineSnapshot(`
    [
      "Administrator to Amazon S3: PutObject, 14 bytes",
      "Amazon S3 to KMS: GenerateDataKey, AES_256",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 32 bytes",
      "HSM: encrypt with key material 1",
      "HSM to Amazon S3: plaintext key + encrypted key",
      "Amazon S3: encrypt the object",
      "Amazon S3 to KMS: GenerateDataKey, AES_256",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 32 bytes",
      "HSM: encrypt with key material 1",
      "HSM to Amazon S3: plaintext key + encrypted key",
      "Amazon S3: encrypt the object",
      "Amazon S3 to Administrator: object kept",
      "Administrator to Amazon S3: GetObject",
      "Amazon S3 to KMS: Decrypt",
      "KMS to HSM: allowed: decrypt",
      "HSM: decrypt with key material 1",
      "HSM to Amazon S3: plaintext data key",
      "Amazon S3: decrypt the object",
      "Amazon S3 to KMS: Decrypt",
      "KMS to HSM: allowed: decrypt",
      "HSM: decrypt with key material 1",
      "HSM to Amazon S3: plaintext data key",
      "Amazon S3: decrypt the object",
      "Amazon S3 to Administrator: object, 14 bytes",
    ]
  `);
});

test('SSE-C: the key comes with each request', () => {
  expect(diagram(putting(customer), getting(customer))).toMatchInlineSnapshot(`
    [
      "Administrator to Amazon S3: PutObject, 14 bytes",
      "Amazon S3: encrypt the object",
      "Amazon S3 to Administrator: object kept",
      "Administrator to Amazon S3: GetObject",
      "Amazon S3: decrypt the object",
      "Amazon S3 to Administrator: object, 14 bytes",
    ]
  `);
});

test('a Bucket Key: KMS is asked once, then S3 helps itself, until the key is wiped', () => {
  const headers = { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true, ...underKey };
  expect(diagram(putting(headers), putting(headers), getting(), { wait: 300_000 }))
    .toMatchInlineSnapshot(`
    [
      "Administrator to Amazon S3: PutObject, 14 bytes",
      "Amazon S3 to KMS: GenerateDataKey, AES_256",
      "KMS to HSM: allowed: make a data key",
      "HSM: draw 32 bytes",
      "HSM: encrypt with key material 1",
      "HSM to Amazon S3: plaintext key + encrypted key",
      "Amazon S3 to KMS: Decrypt",
      "KMS to HSM: allowed: decrypt",
      "HSM: decrypt with key material 1",
      "HSM to Amazon S3: plaintext data key",
      "Amazon S3 to S3 Bucket Keys: keep the Bucket Key in memory",
      "S3 Bucket Keys to Amazon S3: key for the object, made with the Bucket Key",
      "Amazon S3: encrypt the object",
      "Amazon S3 to Administrator: object kept",
      "Administrator to Amazon S3: PutObject, 14 bytes",
      "S3 Bucket Keys to Amazon S3: key for the object, made with the Bucket Key",
      "Amazon S3: encrypt the object",
      "Amazon S3 to Administrator: object kept",
      "Administrator to Amazon S3: GetObject",
      "S3 Bucket Keys to Amazon S3: key of the object, opened with the Bucket Key",
      "Amazon S3: decrypt the object",
      "Amazon S3 to Administrator: object, 14 bytes",
      "Administrator: time passes",
      "S3 Bucket Keys: wipe the Bucket Key",
    ]
  `);
});

test('after each answer S3 holds no plaintext key, but for a Bucket Key while it lasts', () => {
  const lanes = (steps: readonly Step[]) => {
    const { beats } = played(steps);
    return (beats.at(-1)?.exposure.places ?? [])
      .filter(({ things }) => things.some(({ kind }) => kind === 'dataKey'))
      .map(({ lane }) => lane);
  };
  const headers = { ServerSideEncryption: 'aws:kms', ...underKey };
  expect(lanes([putting({})])).toEqual([]);
  expect(lanes([putting(headers), getting()])).toEqual([]);
  expect(lanes([putting({ ...headers, ServerSideEncryption: 'aws:kms:dsse' }), getting()])).toEqual(
    [],
  );
  const bucketKey = { ...headers, BucketKeyEnabled: true };
  expect(lanes([putting(bucketKey)])).toEqual(['s3-bucket-keys']);
  expect(lanes([putting(bucketKey), { wait: 300_000 }])).toEqual([]);
  // The caller keeps its own key; S3 has forgotten it, whatever it answered.
  const refused = { ...getting(wrong), expect: 'AccessDenied' } as const;
  expect(lanes([putting(customer), refused])).not.toContain('s3');
});
