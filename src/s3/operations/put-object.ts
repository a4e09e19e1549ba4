import { blob, optional, structure, text } from '../../aws/shape.ts';
import { lockWithKms, lockWithOwnKey } from '../envelope.ts';
import { errors } from '../errors.ts';
import { present, s3Operation } from '../operation.ts';
import { bucketName, encryptionMode, objectKey } from '../shapes.ts';

const AWS_MANAGED_KEY = 'alias/aws/s3';

export const PutObject = s3Operation({
  name: 'PutObject',
  summary: 'Stores an object, encrypted: under S3’s own key, or with SSE-KMS under a key of yours.',
  readOnly: false,
  event: 'data',
  input: structure({
    Bucket: bucketName(),
    Key: objectKey(),
    Body: blob({ thing: 'plaintext' }),
    ServerSideEncryption: optional(encryptionMode()),
    SSEKMSKeyId: optional(text({ min: 1, max: 2048 })),
  }),
  output: structure({ ServerSideEncryption: encryptionMode(), SSEKMSKeyId: optional(text()) }),
  throws: [
    'NoSuchBucket',
    'AccessDenied',
    'InvalidArgument',
    'KMS.DisabledException',
    'KMS.NotFoundException',
  ],
  needsBucket: true,

  handle(call, found) {
    const { Key, Body, ServerSideEncryption: mode = 'AES256', SSEKMSKeyId } = call.input;
    const bucket = present(found);
    const place = { bucket: bucket.name, key: Key };
    if (mode === 'AES256' && SSEKMSKeyId !== undefined) throw errors.keyWithoutKms();
    const object =
      mode === 'aws:kms'
        ? lockWithKms(call, place, SSEKMSKeyId ?? AWS_MANAGED_KEY, Body)
        : lockWithOwnKey(call, place, Body);
    bucket.objects.set(Key, object);
    return {
      ServerSideEncryption: mode,
      ...(object.keyArn !== undefined && { SSEKMSKeyId: object.keyArn }),
    };
  },
});
