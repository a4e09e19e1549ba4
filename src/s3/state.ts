// What S3 keeps: buckets, whose names are shared by the whole world, and their objects, sealed.

import type { Cloud, StateSlot } from '../aws/cloud.ts';

export interface StoredObject {
  readonly mode: 'AES256' | 'aws:kms';
  readonly sealed: Uint8Array;
  readonly nonce: Uint8Array;
  /** SSE-KMS: the data key as KMS sealed it. SSE-S3: as S3's own root key sealed it. */
  readonly encryptedKey: Uint8Array;
  readonly keyArn?: string;
}

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly objects: Map<string, StoredObject>;
}

const BUCKETS: StateSlot<Map<string, Bucket>> = { name: 's3', initial: () => new Map() };

export const bucketsOf = (cloud: Cloud): Map<string, Bucket> => cloud.state(BUCKETS, '*', '*');

/** S3's own key, for objects whose owner names none. One for each Region; it never leaves S3. */
const ROOT: StateSlot<{ key?: Uint8Array }> = { name: 's3-root', initial: () => ({}) };

export function rootKey(cloud: Cloud, region: string): Uint8Array {
  const root = cloud.state(ROOT, '*', region);
  return (root.key ??= cloud.entropy(`s3-root|${region}`).bytes(32));
}
