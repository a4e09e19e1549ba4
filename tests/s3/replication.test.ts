// Replication: later, with a role's authority, under a key of the destination's Region. Source: facts, section 11f.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { hex, utf8 } from '../../src/crypto/bytes.ts';
import { limits } from '../../src/s3/limits.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  allow,
  bytesOf,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';
import {
  aBucket,
  askedOfKms,
  bucketNamed,
  lockedIn,
  policyOf,
  setPolicy,
  unblock,
  version,
} from '../support/s3.ts';

const [Bucket, Copies, Key] = ['reports', 'copies', 'a'];
const Body = utf8('order 17: 9.99');
const there = { region: 'eu-west-1' };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/replicator`;
const kms = { ServerSideEncryption: 'aws:kms' } as const;
const S3_RIGHTS = ['s3:GetObjectVersionForReplication', 's3:ReplicateObject'];

type Put = Partial<Calls['s3:PutObject']>;

interface World {
  readonly cloud: Cloud;
  readonly here: string;
  readonly far: string;
}

/** The role has what the guide's example gives it. */
function world({ withKms = true, as }: { withKms?: boolean; as?: string } = {}): World {
  const cloud = aCloud();
  const owner = { ...there, ...(as !== undefined && { as }) };
  aBucket(cloud, Bucket);
  aBucket(cloud, Copies, owner);
  version(cloud, Bucket);
  version(cloud, Copies, owner);
  const [here, far] = [aKey(cloud), aKey(cloud, {}, owner)];
  const through = (region: string) => ({
    StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
  });
  const statement = (Action: string, Resource: string, region: string) => ({
    Effect: 'Allow',
    Action,
    Resource,
    Condition: through(region),
  });
  const keys = policyOf(
    statement('kms:Decrypt', here, 'us-east-1'),
    statement('kms:Encrypt', far, 'eu-west-1'),
  );
  cloud.directory.put(ROLE, { policies: [allow(...S3_RIGHTS), ...(withKms ? [keys] : [])] });
  outputOf(call(cloud, 's3:PutBucketReplication', configuration(withKms ? far : undefined)));
  return { cloud, here, far };
}

const configuration = (ReplicaKmsKeyID?: string): Calls['s3:PutBucketReplication'] => ({
  Bucket,
  ReplicationConfiguration: {
    Role: ROLE,
    Rules: [
      {
        Status: 'Enabled',
        ...(ReplicaKmsKeyID !== undefined && {
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        }),
        Destination: {
          Bucket: `arn:aws:s3:::${Copies}`,
          ...(ReplicaKmsKeyID !== undefined && { EncryptionConfiguration: { ReplicaKmsKeyID } }),
        },
      },
    ],
  },
});

const put = (cloud: Cloud, more: Put = {}) =>
  outputOf(call(cloud, 's3:PutObject', { Bucket, Key, Body, ...more }));
const wait = (cloud: Cloud) => {
  cloud.advance(limits.replicationSeconds * 1000);
};
const statusOf = (cloud: Cloud) =>
  outputOf(call(cloud, 's3:HeadObject', { Bucket, Key }))['ReplicationStatus'];
const replica = (cloud: Cloud, more: Partial<Calls['s3:GetObject']> = {}) =>
  call(cloud, 's3:GetObject', { Bucket: Copies, Key, ...more }, there);
/** What S3 did by itself. */
const replicating = (cloud: Cloud) =>
  cloud.spans.filter((span) => span.call === 's3:ReplicateObject').at(-1)!;

test('an object under KMS arrives under the destination’s key, and the status says so', () => {
  const { cloud, here, far } = world();
  put(cloud, { ...kms, SSEKMSKeyId: here });
  expect(statusOf(cloud)).toBe('PENDING');
  expect(verdict(replica(cloud))).toBe('NoSuchKey');
  wait(cloud);
  expect(statusOf(cloud)).toBe('COMPLETED');
  const read = replica(cloud);
  expect(outputOf(read)).toMatchObject({ ReplicationStatus: 'REPLICA', SSEKMSKeyId: far });
  expect(bytesOf(read, 'Body')).toEqual(Body);
});

test('the role asks: to open in the source’s Region, and to encrypt in the destination’s', () => {
  const { cloud, here } = world();
  put(cloud, { ...kms, SSEKMSKeyId: here });
  wait(cloud);
  const span = replicating(cloud);
  expect(span.as).toBe(ROLE);
  const asked = span.children.filter((child) => child.call.startsWith('kms:'));
  expect(asked).toMatchObject([
    {
      call: 'kms:Decrypt',
      as: ROLE,
      via: 's3.amazonaws.com',
      region: 'us-east-1',
      input: { EncryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/${Key}` } },
    },
    {
      call: 'kms:Encrypt',
      as: ROLE,
      via: 's3.amazonaws.com',
      region: 'eu-west-1',
      input: { EncryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Copies}/${Key}` } },
    },
  ]);
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'Encrypt',
    awsRegion: 'eu-west-1',
    userIdentity: {
      type: 'AssumedRole',
      invokedBy: 'fas.s3.amazonaws.com',
      sessionContext: { sessionIssuer: { arn: ROLE } },
    },
  });
});

describe('it fails, and only the status says so,', () => {
  test.each<[why: string, actions: readonly string[]]>([
    ['without kms:Decrypt', [...S3_RIGHTS, 'kms:Encrypt']],
    ['without kms:Encrypt', [...S3_RIGHTS, 'kms:Decrypt']],
    ['without s3:ReplicateObject', [S3_RIGHTS[0]!, 'kms:*']],
    ['without s3:GetObjectVersionForReplication', [S3_RIGHTS[1]!, 'kms:*']],
  ])('%s of the role', (_, actions) => {
    const { cloud, here } = world();
    cloud.directory.put(ROLE, { policies: [allow(...actions)] });
    put(cloud, { ...kms, SSEKMSKeyId: here });
    wait(cloud);
    expect(statusOf(cloud)).toBe('FAILED');
    expect(verdict(replica(cloud))).toBe('NoSuchKey');
  });

  test('with a disabled key', () => {
    const { cloud, here, far } = world();
    call(cloud, 'kms:DisableKey', { KeyId: far }, there);
    put(cloud, { ...kms, SSEKMSKeyId: here });
    wait(cloud);
    expect(statusOf(cloud)).toBe('FAILED');
    expect(refusalOf(replicating(cloud)).code).toBe('KMS.DisabledException');
  });

  test('with a key of the source’s Region', () => {
    const { cloud, here } = world();
    outputOf(call(cloud, 's3:PutBucketReplication', configuration(here)));
    put(cloud, { ...kms, SSEKMSKeyId: here });
    wait(cloud);
    expect(statusOf(cloud)).toBe('FAILED');
    expect(refusalOf(replicating(cloud)).code).toBe('KMS.NotFoundException');
  });
});

test('objects under KMS are left out where the rule does not name them; SSE-S3 comes along', () => {
  const { cloud, here } = world({ withKms: false });
  put(cloud, { ...kms, SSEKMSKeyId: here });
  wait(cloud);
  expect(statusOf(cloud)).toBeUndefined();
  expect(verdict(replica(cloud))).toBe('NoSuchKey');
  put(cloud);
  wait(cloud);
  expect(statusOf(cloud)).toBe('COMPLETED');
  expect(askedOfKms(replicating(cloud))).toEqual([]);
  expect(bytesOf(replica(cloud), 'Body')).toEqual(Body);
});

test.each<[mode: string, headers: Put]>([
  ['aws:kms:dsse', { ServerSideEncryption: 'aws:kms:dsse' }],
  ['aws:kms', { ...kms, BucketKeyEnabled: true }],
])('the mode comes along: %s', (mode, headers) => {
  const { cloud, here } = world();
  put(cloud, { ...headers, SSEKMSKeyId: here });
  wait(cloud);
  const read = outputOf(replica(cloud));
  expect(read).toMatchObject({ ServerSideEncryption: mode });
  expect(read['BucketKeyEnabled']).toBe(headers.BucketKeyEnabled);
  expect(read['Body']).toEqual(Body);
});

describe('SSE-C', () => {
  const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: new Uint8Array(32).fill(1) };

  test('comes along as it is: S3 has no key to open it with', () => {
    const { cloud } = world({ withKms: false });
    unblock(cloud, Bucket);
    bucketNamed(cloud, Copies).blocksSseC = false;
    put(cloud, customer);
    wait(cloud);
    expect(statusOfSseC(cloud)).toBe('COMPLETED');
    const [one, other] = lockedIn(cloud);
    expect(hex(one!.sealed)).toBe(hex(other!.sealed));
    expect(bytesOf(replica(cloud, customer), 'Body')).toEqual(Body);
  });

  test('does not come into a bucket that blocks it', () => {
    const { cloud } = world({ withKms: false });
    unblock(cloud, Bucket);
    put(cloud, customer);
    wait(cloud);
    expect(statusOfSseC(cloud)).toBe('FAILED');
    expect(refusalOf(replicating(cloud))).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  const statusOfSseC = (cloud: Cloud) =>
    outputOf(call(cloud, 's3:HeadObject', { Bucket, Key, ...customer }))['ReplicationStatus'];
});

test('across accounts the bucket’s policy and the key’s must admit the role', () => {
  const as = 'arn:aws:iam::444455556666:user/admin';
  const { cloud, here, far } = world({ as });
  const tryIt = () => {
    put(cloud, { ...kms, SSEKMSKeyId: here });
    wait(cloud);
    return statusOf(cloud);
  };
  expect(tryIt()).toBe('FAILED');
  const admits = { Effect: 'Allow', Principal: { AWS: ROLE } };
  setPolicy(
    cloud,
    Copies,
    [{ ...admits, Action: 's3:ReplicateObject', Resource: `arn:aws:s3:::${Copies}/*` }],
    { ...there, as },
  );
  expect(tryIt()).toBe('FAILED');
  const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId: far }, { ...there, as }));
  const policy = JSON.parse(String(Policy)) as { Statement: object[] };
  policy.Statement.push({ ...admits, Action: 'kms:Encrypt', Resource: '*' });
  outputOf(
    call(
      cloud,
      'kms:PutKeyPolicy',
      { KeyId: far, Policy: JSON.stringify(policy) },
      { ...there, as },
    ),
  );
  expect(tryIt()).toBe('COMPLETED');
});

test.each<[why: string, change: (input: Calls['s3:PutBucketReplication']) => object, code: string]>(
  [
    [
      'no role',
      ({ ReplicationConfiguration: it }) => ({ ...it, Role: 'replicator' }),
      'InvalidArgument',
    ],
    [
      'no such bucket',
      ({ ReplicationConfiguration: it }) => ({
        ...it,
        Rules: [{ ...it.Rules[0], Destination: { Bucket: 'arn:aws:s3:::nowhere' } }],
      }),
      'InvalidRequest',
    ],
    [
      'a key and no word of objects under KMS',
      ({ ReplicationConfiguration: it }) => ({
        ...it,
        Rules: [{ ...it.Rules[0], SourceSelectionCriteria: undefined }],
      }),
      'InvalidRequest',
    ],
    [
      'objects under KMS and no key',
      ({ ReplicationConfiguration: it }) => ({
        ...it,
        Rules: [{ ...it.Rules[0], Destination: { Bucket: `arn:aws:s3:::${Copies}` } }],
      }),
      'InvalidRequest',
    ],
  ],
)('a configuration with %s is refused', (_, change, code) => {
  const { cloud, far } = world();
  const ReplicationConfiguration = change(configuration(far));
  expect(verdict(cloud.call('s3:PutBucketReplication', { Bucket, ReplicationConfiguration }))).toBe(
    code,
  );
});

test('without versions there is no replication, and with it they cannot be suspended', () => {
  const { cloud } = world();
  const Status = 'Suspended';
  const suspend = { Bucket, VersioningConfiguration: { Status } } as const;
  expect(verdict(call(cloud, 's3:PutBucketVersioning', suspend))).toBe('InvalidBucketState');
  outputOf(call(cloud, 's3:DeleteBucketReplication', { Bucket }));
  expect(verdict(call(cloud, 's3:GetBucketReplication', { Bucket }))).toBe(
    'ReplicationConfigurationNotFoundError',
  );
  outputOf(call(cloud, 's3:PutBucketVersioning', suspend));
  expect(verdict(call(cloud, 's3:PutBucketReplication', configuration()))).toBe('InvalidRequest');
});
