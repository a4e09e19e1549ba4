import type { Operation } from '../../aws/operation.ts';
import { optional, structure, text } from '../../aws/shape.ts';
import { drawnByS3 } from '../deeds.ts';
import type { Place } from '../encryption.ts';
import { errors } from '../errors.ts';
import { lockObject, unlockObject } from '../locks.ts';
import { aboutBucket, accountOperation } from '../operation.ts';
import { bucketName, objectKey } from '../shapes.ts';
import { bucketsOf, type Locked, type Version } from '../state.ts';
import { keep, requireVersion } from '../versions.ts';
import type { Wanted } from '../wanted.ts';
import type { Call } from '../../aws/operation.ts';

interface Replicating {
  readonly SourceBucket: string;
  readonly Key: string;
  readonly VersionId: string;
  readonly Bucket: string;
  readonly ReplicaKmsKeyID?: string;
}

/** No API: S3 does it by itself, with the role of the replication rule. */
export const ReplicateObject: Operation = {
  ...accountOperation({
    name: 'ReplicateObject',
    label: 'replicate the object',
    summary:
      'S3 decrypts the object in its own Region and encrypts the replica under the key of the destination, both with the rights of the replication role.',
    readOnly: false,
    event: 'none',
    input: structure({
      SourceBucket: bucketName(),
      Key: objectKey(),
      VersionId: text(),
      Bucket: bucketName(),
      ReplicaKmsKeyID: optional(text()),
    }),
    output: structure({}),
    about: (call) => {
      const { SourceBucket, Bucket, Key: key } = call.input;
      const absent = errors.noSuchBucket;
      const reads = 's3:GetObjectVersionForReplication';
      return [
        aboutBucket(call, { name: SourceBucket, key, action: reads, absent }),
        aboutBucket(call, { name: Bucket, key, action: 's3:ReplicateObject', absent }),
      ];
    },
    handle: (call) => {
      replicate(call);
      return {};
    },
  }),
  traffic: 'within',
};

function replicate(call: Call<Replicating>): void {
  const { input, cloud } = call;
  const at = (name: string): Place => {
    const bucket = bucketsOf(cloud).get(name);
    if (!bucket) throw errors.noSuchBucket();
    return { bucket, key: input.Key };
  };
  const [from, to] = [at(input.SourceBucket), at(input.Bucket)];
  const version = requireVersion(from.bucket, input.Key, input.VersionId);
  const replica: Version = {
    ...version,
    locked: relocked(call, { version, from, to }),
    replicationStatus: 'REPLICA',
  };
  keep(to.bucket, input.Key, replica);
}

interface Way {
  readonly version: Version;
  readonly from: Place;
  readonly to: Place;
}

function relocked(call: Call<Replicating>, { version: { locked }, from, to }: Way): Locked {
  if (locked.mode === 'SSE-C') {
    if (to.bucket.blocksSseC) {
      throw errors.accessDenied('Access Denied', 'The destination bucket blocks SSE-C.');
    }
    // S3 has no key to open it with: what is sealed is copied as it is.
    return locked;
  }
  const body = unlockObject(call, from, locked);
  return lockObject(call, to, replicaOf(locked, call.input.ReplicaKmsKeyID), body, drawnByS3(call));
}

/** The mode stays, the key does not. */
function replicaOf(
  locked: Exclude<Locked, { readonly mode: 'SSE-C' }>,
  keyId: string | undefined,
): Wanted {
  const { mode } = locked;
  if (mode === 'AES256' || keyId === undefined) return { mode: 'AES256' };
  return { mode, keyId, context: locked.context, bucketKey: 'bucketKey' in locked };
}
