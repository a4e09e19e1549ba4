// S3, as the platform sees it. It never imports KMS: it calls it, on the caller's behalf, like anyone else.

import type { Service } from '../aws/operation.ts';
import { deeds } from './deeds.ts';
import { CreateBucket } from './operations/create-bucket.ts';
import { GetObject } from './operations/get-object.ts';
import { PutObject } from './operations/put-object.ts';

export const s3Operations = { CreateBucket, GetObject, PutObject };

export const s3Service: Service = {
  name: 's3',
  title: 'Amazon S3',
  endpoint: 's3.amazonaws.com',
  client: 'S3Client',
  command: 's3api',
  places: [
    { id: 's3', label: 'Amazon S3', kind: 'service', keeps: ['ciphertext', 'encryptedDataKey'] },
  ],
  managedKey: { name: 's3', protects: 'S3 objects' },
  operations: [...Object.values(s3Operations), ...deeds],
  rules: [],
};
