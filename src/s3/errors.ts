// S3's refusals, and how it passes on those of KMS (facts sheet, section 2, "Through S3").

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';

export const errors = {
  accessDenied: (message: string, why: string): ServiceError =>
    refuse('AccessDenied', message, why, 403),
  noSuchBucket: (): ServiceError =>
    refuse(
      'NoSuchBucket',
      'The specified bucket does not exist',
      'No bucket in the world has this name.',
      404,
    ),
  noSuchKey: (): ServiceError =>
    refuse(
      'NoSuchKey',
      'The specified key does not exist.',
      'The bucket holds no object of this name.',
      404,
    ),
  bucketTaken: (): ServiceError =>
    refuse(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      'Bucket names are shared by all accounts.',
      409,
    ),
  bucketYours: (): ServiceError =>
    refuse(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      'The bucket is there already, and it is yours.',
      409,
    ),
  wrongRegion: (region: string): ServiceError =>
    refuse(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      `The bucket is in ${region}. Ask there.`,
      301,
    ),
  keyWithoutKms: (): ServiceError =>
    refuse(
      'InvalidArgument',
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'A KMS key was named, but not the mode that would use it.',
    ),
  damaged: (): ServiceError =>
    refuse(
      'InternalError',
      'We encountered an internal error. Please try again.',
      'The object’s tag does not fit.',
      500,
    ),
};

/** S3 answers 403 where KMS denied, and 400 with KMS's own words where the key cannot be used. */
export function fromKms({ code, message, why }: Refusal): ServiceError {
  return code === 'AccessDeniedException'
    ? errors.accessDenied(message, `S3 may read the bucket, but KMS refused the key. ${why}`)
    : refuse(`KMS.${code}`, message, why);
}
