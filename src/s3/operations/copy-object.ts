import { blob, choice, map, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { encryptionOf } from '../answers.ts';
import { readCopySource, type CopySource } from '../copy-source.ts';
import { readCustomerKey } from '../customer-key.ts';
import { errors, KMS_REFUSALS } from '../errors.ts';
import { unlockObject } from '../locks.ts';
import { aboutBucket, s3Operation, versioned } from '../operation.ts';
import { copyInheritsEncryption } from '../rules.ts';
import {
  bucketName,
  customerKey,
  encryptionAnswer,
  encryptionRequest,
  objectKey,
} from '../shapes.ts';
import { bucketsOf, type Bucket, type Locked } from '../state.ts';
import { objectTrail } from '../trail.ts';
import { requireVersion, shownId } from '../versions.ts';
import { contextAnswer, wantedOf, type EncryptionHeaders, type Wanted } from '../wanted.ts';
import { writeObject } from '../writes.ts';
import { opening } from './get-object.ts';
import { keysOfWriting } from './put-object.ts';
import type { Call } from '../../aws/operation.ts';

export const CopyObject = s3Operation({
  name: 'CopyObject',
  summary:
    'Makes a new object from another: decrypted with the source’s key, encrypted as the request says or else by the default of the bucket that it comes to. How the source was encrypted does not carry over.',
  readOnly: false,
  event: 'data',
  label: 'copy kept',
  action: 's3:PutObject',
  input: structure({
    Bucket: bucketName(),
    Key: objectKey(),
    CopySource: text({ min: 1, max: 4096 }),
    MetadataDirective: optional(choice('COPY', 'REPLACE')),
    Metadata: optional(map()),
    ...encryptionRequest,
    ...customerKey,
    CopySourceSSECustomerAlgorithm: optional(text({ max: 64 })),
    CopySourceSSECustomerKey: optional(blob({ max: 1024, thing: 'dataKey' })),
    CopySourceSSECustomerKeyMD5: optional(text({ max: 64 })),
  }),
  output: structure({
    CopyObjectResult: structure({ ETag: text(), LastModified: timestamp() }),
    CopySourceVersionId: optional(text()),
    VersionId: optional(text()),
    SSEKMSEncryptionContext: optional(text()),
    ...encryptionAnswer,
  }),
  throws: [
    ...KMS_REFUSALS,
    'InvalidArgument',
    'InvalidEncryptionAlgorithmError',
    'InvalidRequest',
    'MethodNotAllowed',
    'NoSuchKey',
    'NoSuchVersion',
  ],
  permissions: [
    { action: 's3:PutObject', on: 'the object that Key names' },
    { action: 's3:GetObject', on: 'the object that CopySource names', when: 'it names no version' },
    {
      action: 's3:GetObjectVersion',
      on: 'the object that CopySource names',
      when: 'it names a version',
    },
    opening('the key of the source'),
    ...keysOfWriting('the key that SSEKMSKeyId names, or the default of the bucket'),
  ],
  trail: objectTrail,
  besides: (call) => {
    const { bucket: name, key, version } = readCopySource(call.input.CopySource);
    const action = versioned('s3:GetObject')({
      ...(version !== undefined && { VersionId: version }),
    });
    return [aboutBucket(call, { name, key, action, absent: errors.noSuchBucket })];
  },

  handle(call, bucket) {
    const { input, cloud } = call;
    const named = readCopySource(input.CopySource);
    const from = bucketsOf(cloud).get(named.bucket);
    if (!from) throw errors.noSuchBucket();
    const source = requireVersion(from, named.key, named.version);
    if (changesNothing(input, named)) throw errors.illegalCopy();
    const wanted = wantedFor(call, bucket, source.locked);
    const sent = readCustomerKey({
      algorithm: input.CopySourceSSECustomerAlgorithm,
      key: input.CopySourceSSECustomerKey,
      keyMd5: input.CopySourceSSECustomerKeyMD5,
    });
    const place = { bucket, key: input.Key };
    const body = unlockObject(call, { bucket: from, key: named.key }, source.locked, sent);
    const version = writeObject(call, place, {
      wanted,
      body,
      metadata: input.MetadataDirective === 'REPLACE' ? (input.Metadata ?? {}) : source.metadata,
      event: 's3:ObjectCreated:Copy',
    });
    const { VersionId: sourceVersion } = shownId(from, source);
    return {
      CopyObjectResult: { ETag: version.etag, LastModified: version.at },
      ...(sourceVersion !== undefined && { CopySourceVersionId: sourceVersion }),
      ...shownId(bucket, version),
      ...contextAnswer(version.locked, place),
      ...encryptionOf(version.locked),
    };
  },
});

interface Copying extends EncryptionHeaders {
  readonly Bucket: string;
  readonly Key: string;
  readonly MetadataDirective?: 'COPY' | 'REPLACE';
}

/** Onto itself, with nothing said that would make it another. */
const changesNothing = (input: Copying, { bucket, key, version }: CopySource): boolean =>
  input.Bucket === bucket &&
  input.Key === key &&
  version === undefined &&
  input.MetadataDirective !== 'REPLACE' &&
  input.ServerSideEncryption === undefined &&
  input.SSECustomerAlgorithm === undefined &&
  input.BucketKeyEnabled === undefined;

function wantedFor({ input, cloud }: Call<Copying>, bucket: Bucket, source: Locked): Wanted {
  const wanted = wantedOf(input, bucket);
  const said = input.ServerSideEncryption ?? input.SSECustomerAlgorithm;
  if (said !== undefined || !cloud.rule(copyInheritsEncryption)()) return wanted;
  if (source.mode === 'SSE-C' || source.mode === 'AES256') return { mode: 'AES256' };
  const { mode, keyArn: keyId, context } = source;
  return { mode, keyId, context, bucketKey: 'bucketKey' in source };
}
