// Shapes that S3's operations share. Source: S3 naming rules; S3 service model.

import { blob, boolean, choice, map, optional, text, timestamp } from '../aws/shape.ts';

export const bucketName = () => text({ min: 3, max: 63, pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/ });

export const objectKey = () => text({ min: 1, max: 1024 });

export const versionId = () => text({ min: 1, max: 1024 });

export const encryptionMode = () => choice('AES256', 'aws:kms', 'aws:kms:dsse');

/** How a new object shall be encrypted: the headers of PutObject and CopyObject. */
export const encryptionRequest = {
  ServerSideEncryption: optional(encryptionMode()),
  SSEKMSKeyId: optional(text({ min: 1, max: 2048 })),
  SSEKMSEncryptionContext: optional(text({ max: 8192 })),
  BucketKeyEnabled: optional(boolean()),
};

/** SSE-C. SDKs take the key as it is, and compute its MD5 where the caller gives none. */
export const customerKey = {
  SSECustomerAlgorithm: optional(text({ max: 64 })),
  SSECustomerKey: optional(blob({ max: 1024, thing: 'dataKey' })),
  SSECustomerKeyMD5: optional(text({ max: 64 })),
};

/** How an object is encrypted, as the headers of every answer about it say. */
export const encryptionAnswer = {
  ServerSideEncryption: optional(encryptionMode()),
  SSEKMSKeyId: optional(text()),
  BucketKeyEnabled: optional(boolean()),
  SSECustomerAlgorithm: optional(text()),
  SSECustomerKeyMD5: optional(text()),
};

/** What is known of an object beside its content. */
export const objectFacts = {
  ETag: text(),
  VersionId: optional(text()),
  LastModified: timestamp(),
  Metadata: optional(map()),
  ReplicationStatus: optional(choice('PENDING', 'COMPLETED', 'FAILED', 'REPLICA')),
  ...encryptionAnswer,
};
