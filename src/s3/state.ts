// What S3 keeps: buckets, whose names are shared by the whole world, and the versions of their objects, sealed.

import type { Cloud, StateSlot } from '../aws/cloud.ts';
import type { Policy } from '../aws/iam/policy.ts';
import type { Sealed } from '../sse/encrypting.ts';

export type Pairs = Readonly<Record<string, string>>;

/** How one version of an object is locked. */
export type Locked =
  /** SSE-S3: the data key is sealed by a key of S3's own. */
  | ({ readonly mode: 'AES256' } & Sealed)
  /** SSE-KMS: the data key is sealed by KMS, or by a Bucket Key that KMS has sealed. */
  | ({ readonly mode: 'aws:kms' } & UnderKms & { readonly bucketKey?: Uint8Array })
  /** DSSE-KMS: what is sealed is sealed already, under another data key. */
  | ({ readonly mode: 'aws:kms:dsse' } & UnderKms & {
        readonly inner: Pick<Sealed, 'nonce' | 'encryptedKey'>;
      })
  /** SSE-C: of the caller's key there is only a salted code, to know it again. */
  | ({ readonly mode: 'SSE-C' } & Pick<Sealed, 'sealed' | 'nonce'> & {
        readonly salt: Uint8Array;
        readonly code: Uint8Array;
        readonly keyMd5: string;
      });

interface UnderKms extends Sealed {
  readonly keyArn: string;
  /** The caller's own pairs: S3 sends them along each time. */
  readonly context: Pairs;
}

export interface Version {
  readonly versionId: string;
  readonly at: number;
  readonly etag: string;
  readonly size: number;
  readonly metadata: Pairs;
  /** UpdateObjectEncryption changes it in place. */
  locked: Locked;
  replicationStatus?: 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA';
}

/** What stands in an object's place once it has been deleted without naming a version. */
export interface DeleteMarker {
  readonly versionId: string;
  readonly at: number;
  readonly deleted: true;
}

export interface DefaultEncryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** As it was written: whether it exists and may be used is found out with the first object. */
  readonly keyId?: string;
  readonly bucketKey: boolean;
}

export interface ReplicationRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly priority: number;
  readonly prefix: string;
  readonly to: string;
  /** Set where objects under KMS are replicated, too. */
  readonly replicaKeyId?: string;
}

export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  readonly events: readonly string[];
}

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  /** Oldest first; the last is the current one. */
  readonly objects: Map<string, (Version | DeleteMarker)[]>;
  encryption: DefaultEncryption;
  blocksSseC: boolean;
  versioning?: 'Enabled' | 'Suspended';
  policy?: Policy & { readonly text: string };
  replication?: { readonly role: string; readonly rules: readonly ReplicationRule[] };
  notifications: readonly QueueNotification[];
}

const BUCKETS: StateSlot<Map<string, Bucket>> = { name: 's3', initial: () => new Map() };

export const bucketsOf = (cloud: Cloud): Map<string, Bucket> => cloud.state(BUCKETS, '*', '*');
