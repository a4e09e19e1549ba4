// How S3 encrypts on the server's side, as it declares it, and what it binds the keys to. Sources: facts sheet,
// sections 11a to 11c.

import { arnOf } from '../aws/arn.ts';
import type { Asking } from '../aws/operation.ts';
import type { Encrypting, Lock } from '../sse/encrypting.ts';
import { fromKms } from './errors.ts';
import { limits } from './limits.ts';
import type { Bucket, Pairs } from './state.ts';

/** SSE-S3, SSE-KMS and each layer of DSSE-KMS. */
export const objects: Encrypting = {
  service: 's3',
  name: 'S3',
  what: 'object',
  lane: 's3',
  keys: ['owned', 'managed', 'customer'],
  asker: 'caller',
  dataKeySpec: 'AES_256',
  contextKeys: ['aws:s3:arn'],
  unusable: 'Objects stay in the bucket, and nobody can read them until the key serves again.',
  refusal: fromKms,
};

/** The place of keys that S3 keeps in memory for a while. */
export const BUCKET_KEYS = 's3-bucket-keys';

export const bucketKeys: Encrypting = {
  ...objects,
  what: 'object, with an S3 Bucket Key',
  lane: BUCKET_KEYS,
  keys: ['managed', 'customer'],
  remembersSeconds: limits.bucketKeySeconds,
  unusable:
    'As long as S3 has the Bucket Key in memory, nobody notices. Then nobody can read the objects.',
};

/** Where an object is. */
export interface Place {
  readonly bucket: Bucket;
  readonly key: string;
}

export const bucketArn = (name: string): string => arnOf('s3', '', '', name);

export const objectArn = (name: string, key: string): string =>
  arnOf('s3', '', '', `${name}/${key}`);

interface Binding {
  readonly keyId?: string;
  /** The caller's own pairs. */
  readonly context?: Pairs;
  readonly asking?: Asking;
}

/** S3 binds the object's ARN, so that an encrypted data key cannot be moved to another object. */
export const objectLock = (place: Place, binding: Binding = {}): Lock =>
  lockTo(objectArn(place.bucket.name, place.key), place.bucket, binding);

/** A Bucket Key serves many objects: it is bound to the bucket, and no log of KMS knows the object any more. */
export const bucketKeyLock = ({ bucket }: Place, binding: Binding): Lock =>
  lockTo(bucketArn(bucket.name), bucket, binding);

const lockTo = (arn: string, { region }: Bucket, { keyId, context, asking }: Binding): Lock => ({
  ...(keyId !== undefined && { keyId }),
  context: { ...context, 'aws:s3:arn': arn },
  // The key is in the Region of the bucket, wherever the call came from.
  asking: { ...asking, region },
});
