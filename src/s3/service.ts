// S3, as the platform sees it. It never imports KMS: it calls it, on the caller's behalf, like anyone else.

import type { Service } from '../aws/operation.ts';
import { deeds } from './deeds.ts';
import { BUCKET_KEYS } from './encryption.ts';
import { meanings } from './errors.ts';
import {
  DeleteBucketEncryption,
  GetBucketEncryption,
  PutBucketEncryption,
} from './operations/bucket-encryption.ts';
import {
  GetBucketNotificationConfiguration,
  PutBucketNotificationConfiguration,
} from './operations/bucket-notification.ts';
import {
  DeleteBucketPolicy,
  GetBucketPolicy,
  PutBucketPolicy,
} from './operations/bucket-policy.ts';
import {
  DeleteBucketReplication,
  GetBucketReplication,
  PutBucketReplication,
} from './operations/bucket-replication.ts';
import { GetBucketVersioning, PutBucketVersioning } from './operations/bucket-versioning.ts';
import { CreateBucket, DeleteBucket, HeadBucket, ListBuckets } from './operations/buckets.ts';
import { CopyObject } from './operations/copy-object.ts';
import { DeleteObject } from './operations/delete-object.ts';
import { GetObject, HeadObject } from './operations/get-object.ts';
import { ListObjectsV2 } from './operations/list-objects.ts';
import { PutObject } from './operations/put-object.ts';
import { ReplicateObject } from './operations/replicate-object.ts';
import { UpdateObjectEncryption } from './operations/update-object-encryption.ts';
import { rules } from './rules.ts';

export const s3Operations = {
  CopyObject,
  CreateBucket,
  DeleteBucket,
  DeleteBucketEncryption,
  DeleteBucketPolicy,
  DeleteBucketReplication,
  DeleteObject,
  GetBucketEncryption,
  GetBucketNotificationConfiguration,
  GetBucketPolicy,
  GetBucketReplication,
  GetBucketVersioning,
  GetObject,
  HeadBucket,
  HeadObject,
  ListBuckets,
  ListObjectsV2,
  PutBucketEncryption,
  PutBucketNotificationConfiguration,
  PutBucketPolicy,
  PutBucketReplication,
  PutBucketVersioning,
  PutObject,
  UpdateObjectEncryption,
};

export const s3Service: Service = {
  name: 's3',
  title: 'Amazon S3',
  endpoint: 's3.amazonaws.com',
  client: 'S3Client',
  command: 's3api',
  places: [
    { id: 's3', label: 'Amazon S3', kind: 'service', keeps: ['ciphertext', 'encryptedDataKey'] },
    { id: BUCKET_KEYS, label: 'S3 Bucket Keys', kind: 'service' },
  ],
  managedKey: { name: 's3', protects: 'S3 objects' },
  operations: [...Object.values(s3Operations), ReplicateObject, ...deeds],
  rules,
  meanings,
};
