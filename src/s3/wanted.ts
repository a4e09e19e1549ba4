// How a new object shall be encrypted: by the headers of the request, or else by the bucket's default.

import type { Members } from '../aws/trace.ts';
import { base64, fromBase64, textOf, utf8 } from '../crypto/bytes.ts';
import { readCustomerKey, type CustomerKey } from './customer-key.ts';
import { errors } from './errors.ts';
import { bucketKeyLock, objectLock, type Place } from './encryption.ts';
import type { Bucket, Locked, Pairs } from './state.ts';

export type Wanted =
  | { readonly mode: 'AES256' }
  | {
      readonly mode: 'aws:kms' | 'aws:kms:dsse';
      readonly keyId: string;
      readonly context: Pairs;
      readonly bucketKey: boolean;
    }
  | { readonly mode: 'SSE-C'; readonly customerKey: CustomerKey };

/** Of PutObject and CopyObject. */
export interface EncryptionHeaders {
  readonly ServerSideEncryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  readonly SSEKMSKeyId?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: Uint8Array;
  readonly SSECustomerKeyMD5?: string;
}

/** What S3 takes where a request wants KMS and names no key. */
const AWS_MANAGED_KEY = 'alias/aws/s3';

export function wantedOf(headers: EncryptionHeaders, bucket: Bucket): Wanted {
  const { ServerSideEncryption: sent, SSEKMSKeyId: named, BucketKeyEnabled } = headers;
  const customerKey = readCustomerKey({
    algorithm: headers.SSECustomerAlgorithm,
    key: headers.SSECustomerKey,
    keyMd5: headers.SSECustomerKeyMD5,
  });
  if (customerKey) return underCustomerKey(headers, customerKey, bucket);
  const context = readContext(headers.SSEKMSEncryptionContext);
  const { algorithm, keyId: standard, bucketKey } = bucket.encryption;
  // A header of KMS's counts only beside the mode: the bucket's default does not stand in for it.
  if (named !== undefined && (sent === undefined || sent === 'AES256'))
    throw errors.keyWithoutKms();
  const mode = sent ?? algorithm;
  if (mode === 'AES256') {
    if (context) throw errors.keyWithoutKms();
    return { mode };
  }
  const keyId = named ?? (sent === undefined ? standard : undefined) ?? AWS_MANAGED_KEY;
  return {
    mode,
    keyId,
    context: context ?? {},
    // DSSE-KMS knows no Bucket Keys: each layer has a data key of its own from KMS.
    bucketKey: mode === 'aws:kms' && (BucketKeyEnabled ?? bucketKey),
  };
}

function underCustomerKey(
  { ServerSideEncryption, SSEKMSKeyId }: EncryptionHeaders,
  customerKey: CustomerKey,
  { blocksSseC }: Bucket,
): Wanted {
  if (ServerSideEncryption !== undefined || SSEKMSKeyId !== undefined) {
    throw errors.invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      'An object has one mode of server-side encryption.',
    );
  }
  // The code and the status are documented, the text is ours.
  if (blocksSseC) {
    throw errors.accessDenied(
      'Server Side Encryption with Customer provided keys is blocked for this bucket.',
      'Since April 2026 new buckets refuse SSE-C. PutBucketEncryption with BlockedEncryptionTypes NONE lets it in again.',
    );
  }
  return { mode: 'SSE-C', customerKey };
}

/** The header holds JSON in base64, names and values being text. */
function readContext(header: string | undefined): Pairs | undefined {
  if (header === undefined) return undefined;
  const pairs = pairsIn(header);
  if (pairs) return pairs;
  throw errors.invalidArgument(
    'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map',
    'The encryption context could not be read.',
  );
}

function pairsIn(header: string): Pairs | undefined {
  try {
    const value: unknown = JSON.parse(textOf(fromBase64(header)) ?? '');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const pairs = Object.entries(value as Members);
    const fit = pairs.every(([, text]) => typeof text === 'string');
    return fit ? (Object.fromEntries(pairs) as Pairs) : undefined;
  } catch {
    return undefined;
  }
}

/** What S3 says of the context, where the caller had pairs of its own. */
export function contextAnswer(
  locked: Locked,
  place: Place,
): { readonly SSEKMSEncryptionContext?: string } {
  if (!('context' in locked) || Object.keys(locked.context).length === 0) return {};
  const { context } = locked;
  const lock =
    'bucketKey' in locked ? bucketKeyLock(place, { context }) : objectLock(place, { context });
  return { SSEKMSEncryptionContext: base64(utf8(JSON.stringify(lock.context))) };
}
