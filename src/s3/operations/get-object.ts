import { blob, optional, structure, text } from '../../aws/shape.ts';
import { unlockWithKms, unlockWithOwnKey } from '../envelope.ts';
import { errors } from '../errors.ts';
import { present, s3Operation } from '../operation.ts';
import { bucketName, encryptionMode, objectKey } from '../shapes.ts';

export const GetObject = s3Operation({
  name: 'GetObject',
  summary: 'Reads an object. With SSE-KMS, the reader must also be allowed to use the key.',
  readOnly: true,
  event: 'data',
  input: structure({ Bucket: bucketName(), Key: objectKey() }),
  output: structure({
    Body: blob({ thing: 'plaintext' }),
    ServerSideEncryption: encryptionMode(),
    SSEKMSKeyId: optional(text()),
  }),
  throws: [
    'NoSuchBucket',
    'NoSuchKey',
    'AccessDenied',
    'KMS.DisabledException',
    'KMS.KMSInvalidStateException',
  ],
  needsBucket: true,

  handle(call, found) {
    const bucket = present(found);
    const object = bucket.objects.get(call.input.Key);
    if (!object) throw errors.noSuchKey();
    const place = { bucket: bucket.name, key: call.input.Key };
    const Body =
      object.mode === 'aws:kms'
        ? unlockWithKms(call, place, object)
        : unlockWithOwnKey(call, place, object);
    return {
      Body,
      ServerSideEncryption: object.mode,
      ...(object.keyArn !== undefined && { SSEKMSKeyId: object.keyArn }),
    };
  },
});
