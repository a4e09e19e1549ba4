// Buckets in a furnished world: a request for each operation of S3, and the words that tests of S3 share.

import type { CallOptions, Cloud } from '../../src/aws/cloud.ts';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import type { Members, Span } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { bucketsOf, type Bucket, type Locked } from '../../src/s3/state.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { ACCOUNT, call, outputOf } from './cloud.ts';

const REPLICATOR = `arn:aws:iam::${ACCOUNT}:role/replicator`;

export function aBucket(cloud: Cloud, name: string, options?: CallOptions): string {
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: name }, options));
  return name;
}

export const version = (cloud: Cloud, name: string, options?: CallOptions): Span =>
  call(
    cloud,
    's3:PutBucketVersioning',
    { Bucket: name, VersioningConfiguration: { Status: 'Enabled' } },
    options,
  );

type Configuration = Calls['s3:PutBucketEncryption']['ServerSideEncryptionConfiguration'];

export const setDefault = (cloud: Cloud, Bucket: string, rule: Configuration['Rules'][0]): Span =>
  call(cloud, 's3:PutBucketEncryption', {
    Bucket,
    ServerSideEncryptionConfiguration: { Rules: [rule] },
  });

/** SSE-C is blocked on every new bucket. */
export const unblock = (cloud: Cloud, Bucket: string): Span =>
  setDefault(cloud, Bucket, { BlockedEncryptionTypes: { EncryptionType: ['NONE'] } });

export const policyOf = (...statements: readonly object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const setPolicy = (
  cloud: Cloud,
  name: string,
  statements: readonly object[],
  options?: CallOptions,
): Span =>
  call(
    cloud,
    's3:PutBucketPolicy',
    { Bucket: name, Policy: JSON.stringify(policyOf(...statements)) },
    options,
  );

export function bucketNamed(cloud: Cloud, name: string): Bucket {
  const bucket = bucketsOf(cloud).get(name);
  if (!bucket) throw new Error(`no bucket ${name}`);
  return bucket;
}

/** How the objects of all buckets are locked, old versions included. */
export const lockedIn = (cloud: Cloud): readonly Locked[] =>
  [...bucketsOf(cloud).values()].flatMap(({ objects }) =>
    [...objects.values()].flat().flatMap((one) => ('locked' in one ? [one.locked] : [])),
  );

/** Which calls it took to KMS, in order. */
export const askedOfKms = (span: Span): readonly string[] =>
  span.children.map(({ call: name }) => name).filter((name) => name.startsWith('kms:'));

export function s3Requests(cloud: Cloud, KeyId: string): Readonly<Record<string, Members>> {
  const Body = utf8('hello');
  for (const Bucket of ['settled', 'emptied', 'copies']) {
    aBucket(cloud, Bucket);
    version(cloud, Bucket);
    for (const Key of ['a', 'gone']) outputOf(call(cloud, 's3:PutObject', { Bucket, Key, Body }));
  }
  const replicating = {
    Role: REPLICATOR,
    Rules: [
      {
        ID: 'all',
        Status: 'Enabled',
        Priority: 1,
        Filter: { Prefix: 'r/' },
        Destination: { Bucket: 'arn:aws:s3:::copies' },
      },
    ],
  } as const;
  const policy = JSON.stringify(
    policyOf({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::settled/no/*',
    }),
  );
  for (const Bucket of ['settled', 'emptied']) {
    const ReplicationConfiguration = replicating;
    outputOf(call(cloud, 's3:PutBucketReplication', { Bucket, ReplicationConfiguration }));
    const Policy = policy.replaceAll('settled', Bucket);
    outputOf(call(cloud, 's3:PutBucketPolicy', { Bucket, Policy }));
  }
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'bare' }));
  const [Settled, Emptied] = [{ Bucket: 'settled' }, { Bucket: 'emptied' }];
  return {
    's3:CopyObject': {
      ...Settled,
      Key: 'b',
      CopySource: 'settled/a',
      MetadataDirective: 'REPLACE',
      Metadata: { a: 'b' },
    },
    's3:CreateBucket': { Bucket: 'others' },
    's3:DeleteBucket': { Bucket: 'bare' },
    's3:DeleteBucketEncryption': Emptied,
    's3:DeleteBucketPolicy': Emptied,
    's3:DeleteBucketReplication': Emptied,
    's3:DeleteObject': { ...Emptied, Key: 'gone' },
    's3:GetBucketEncryption': Settled,
    's3:GetBucketNotificationConfiguration': Settled,
    's3:GetBucketPolicy': Settled,
    's3:GetBucketReplication': Settled,
    's3:GetBucketVersioning': Settled,
    's3:GetObject': { Bucket: 'reports', Key: 'a' },
    's3:HeadBucket': Settled,
    's3:HeadObject': { ...Settled, Key: 'a' },
    's3:ListBuckets': { Prefix: 's' },
    's3:ListObjectsV2': { ...Settled, Prefix: 'a', MaxKeys: 10 },
    's3:PutBucketEncryption': {
      ...Settled,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: KeyId,
            },
            BucketKeyEnabled: true,
            BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
          },
        ],
      },
    },
    's3:PutBucketNotificationConfiguration': {
      ...Settled,
      NotificationConfiguration: { QueueConfigurations: [] },
      SkipDestinationValidation: true,
    },
    's3:PutBucketPolicy': { ...Settled, Policy: policy },
    's3:PutBucketReplication': { ...Settled, ReplicationConfiguration: replicating },
    's3:PutBucketVersioning': { ...Settled, VersioningConfiguration: { Status: 'Enabled' } },
    's3:PutObject': {
      Bucket: 'reports',
      Key: 'b',
      Body,
      Metadata: { a: 'b' },
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KeyId,
      SSEKMSEncryptionContext: btoa('{"a":"b"}'),
    },
    's3:UpdateObjectEncryption': {
      ...Settled,
      Key: 'a',
      ObjectEncryption: { SSEKMS: { KMSKeyArn: KeyId } },
    },
  };
}
