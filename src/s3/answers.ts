// What S3 says of an object in its answers: facts of the version, and how it is encrypted.

import type { Bucket, Locked, Version } from './state.ts';
import { shownId } from './versions.ts';

interface EncryptionAnswer {
  readonly ServerSideEncryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
}

export function encryptionOf(locked: Locked): EncryptionAnswer {
  switch (locked.mode) {
    case 'SSE-C':
      return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: locked.keyMd5 };
    case 'AES256':
      return { ServerSideEncryption: 'AES256' };
    case 'aws:kms':
    case 'aws:kms:dsse':
      return {
        ServerSideEncryption: locked.mode,
        SSEKMSKeyId: locked.keyArn,
        ...('bucketKey' in locked && { BucketKeyEnabled: true }),
      };
  }
}

interface FactsAnswer extends EncryptionAnswer {
  readonly ETag: string;
  readonly LastModified: number;
  readonly VersionId?: string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly ReplicationStatus?: NonNullable<Version['replicationStatus']>;
}

export function factsOf(bucket: Bucket, version: Version): FactsAnswer {
  const { etag, at, metadata, replicationStatus, locked } = version;
  return {
    ETag: etag,
    LastModified: at,
    ...shownId(bucket, version),
    ...(Object.keys(metadata).length > 0 && { Metadata: metadata }),
    ...(replicationStatus && { ReplicationStatus: replicationStatus }),
    ...encryptionOf(locked),
  };
}
