// What S3 does with Bucket Keys in its memory, as the trace names it.

import type { Operation } from '../aws/operation.ts';
import { outsideOperation } from '../aws/outside.ts';
import { blob, structure } from '../aws/shape.ts';
import { BUCKET_KEYS } from './encryption.ts';

const bucketKey = blob({ thing: 'dataKey' });
const there = { service: 's3', lane: BUCKET_KEYS } as const;
const notToBeCalled = (): never => {
  throw new TypeError('a deed of S3 cannot be called');
};

export const bucketKeyDeeds: readonly Operation[] = [
  outsideOperation({
    ...there,
    name: 'RememberBucketKey',
    label: 'keep the Bucket Key in memory',
    summary: 'S3 keeps the plaintext Bucket Key in memory, for this requester and a limited time.',
    traffic: 'to',
    input: structure({ BucketKey: bucketKey }),
    output: structure({}),
    handle: notToBeCalled,
  }),
  outsideOperation({
    ...there,
    name: 'MakeObjectKey',
    label: 'key for the object, made with the Bucket Key',
    summary:
      'S3 makes a data key for the object and encrypts it under the Bucket Key. KMS is not asked.',
    traffic: 'from',
    input: structure({ BucketKey: bucketKey }),
    output: structure({
      Key: blob({ thing: 'dataKey' }),
      EncryptedKey: blob({ thing: 'encryptedDataKey' }),
    }),
    seals: (input, output) => [
      {
        into: output['EncryptedKey'] as Uint8Array,
        what: output['Key'] as Uint8Array,
        by: input['BucketKey'] as Uint8Array,
      },
    ],
    handle: notToBeCalled,
  }),
  outsideOperation({
    ...there,
    name: 'OpenObjectKey',
    label: 'key of the object, opened with the Bucket Key',
    summary: 'S3 decrypts the data key of the object with the Bucket Key. KMS is not asked.',
    traffic: 'from',
    input: structure({ BucketKey: bucketKey, EncryptedKey: blob({ thing: 'encryptedDataKey' }) }),
    output: structure({ Key: blob({ thing: 'dataKey' }) }),
    handle: notToBeCalled,
  }),
  outsideOperation({
    ...there,
    name: 'WipeBucketKey',
    label: 'wipe the Bucket Key',
    summary: 'The time of the Bucket Key is over: S3 wipes it from memory.',
    traffic: 'within',
    input: structure({ BucketKey: bucketKey }),
    output: structure({}),
    forgets: ({ BucketKey }) => [BucketKey as Uint8Array],
    handle: () => ({}),
  }),
];
