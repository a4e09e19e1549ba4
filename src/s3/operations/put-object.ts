import type { Permission } from '../../aws/operation.ts';
import { blob, map, optional, structure, text } from '../../aws/shape.ts';
import { encryptionOf } from '../answers.ts';
import { KMS_REFUSALS } from '../errors.ts';
import { s3Operation } from '../operation.ts';
import {
  bucketName,
  customerKey,
  encryptionAnswer,
  encryptionRequest,
  objectKey,
} from '../shapes.ts';
import { objectTrail } from '../trail.ts';
import { shownId } from '../versions.ts';
import { contextAnswer, wantedOf } from '../wanted.ts';
import { writeObject } from '../writes.ts';

export const PutObject = s3Operation({
  name: 'PutObject',
  summary:
    'Stores an object, encrypted: as the request says, or else by the bucket’s default. It asks KMS on the caller’s behalf.',
  readOnly: false,
  event: 'data',
  label: 'object kept',
  input: structure({
    Bucket: bucketName(),
    Key: objectKey(),
    Body: blob({ thing: 'plaintext' }),
    Metadata: optional(map()),
    ...encryptionRequest,
    ...customerKey,
  }),
  output: structure({
    ETag: text(),
    VersionId: optional(text()),
    SSEKMSEncryptionContext: optional(text()),
    ...encryptionAnswer,
  }),
  throws: [...KMS_REFUSALS, 'InvalidArgument', 'InvalidEncryptionAlgorithmError'],
  permissions: [
    { action: 's3:PutObject', on: 'the object that Key names' },
    ...keysOfWriting('the key that SSEKMSKeyId names, or the bucket’s default'),
  ],
  trail: objectTrail,

  handle(call, bucket) {
    const { Key: key, Body: body, Metadata: metadata = {} } = call.input;
    const wanted = wantedOf(call.input, bucket);
    const place = { bucket, key };
    const version = writeObject(call, place, {
      wanted,
      body,
      metadata,
      event: 's3:ObjectCreated:Put',
    });
    return {
      ETag: version.etag,
      ...shownId(bucket, version),
      ...contextAnswer(version.locked, place),
      ...encryptionOf(version.locked),
    };
  },
});

/** An AWS managed key asks no permission of its own account. */
export function keysOfWriting(on: string): readonly Permission[] {
  return [
    {
      action: 'kms:GenerateDataKey',
      on,
      when: 'the object is encrypted with aws:kms or aws:kms:dsse, and S3 has no Bucket Key in memory',
    },
    {
      action: 'kms:Decrypt',
      on,
      when: 'the object is encrypted with a Bucket Key, and S3 has none in memory',
    },
  ];
}
