// S3's refusals, and how it passes on those of KMS (facts sheet, section 2, "Through S3", and 11b).

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';

const fixed =
  (code: string, message: string, why: string, status = 400) =>
  (): ServiceError =>
    refuse(code, message, why, status);

export const errors = {
  accessDenied: (message: string, why: string): ServiceError =>
    refuse('AccessDenied', message, why, 403),
  /** S3 puts the resource in quotation marks. */
  denied: (usual: string, why: string): ServiceError =>
    errors.accessDenied(
      usual.replace(/(?<=on resource: )(.+?)(?= because no | with an explicit )/s, '"$1"'),
      why,
    ),
  /** HEAD has no body to say anything in. */
  forbidden: (_: string, why: string): ServiceError => refuse('Forbidden', '', why, 403),
  badRequest: (why: string): ServiceError => refuse('BadRequest', '', why, 400),
  notFound: fixed('NotFound', '', 'No such bucket, or no such object in it.', 404),
  noSuchBucket: fixed(
    'NoSuchBucket',
    'The specified bucket does not exist',
    'No bucket in the world has this name.',
    404,
  ),
  bucketFull: fixed(
    'BucketNotEmpty',
    'The bucket you tried to delete is not empty',
    'Every version of every object has to go first.',
    409,
  ),
  noSuchKey: fixed(
    'NoSuchKey',
    'The specified key does not exist.',
    'The bucket holds no object of this name, or a delete marker stands in its place.',
    404,
  ),
  noSuchVersion: fixed(
    'NoSuchVersion',
    'The specified version does not exist.',
    'The object never had this version, or it has been deleted.',
    404,
  ),
  methodNotAllowed: fixed(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    'This version is a delete marker: there is nothing in it to read.',
    405,
  ),
  noSuchPolicy: fixed(
    'NoSuchBucketPolicy',
    'The bucket policy does not exist',
    'Nobody has put a policy on this bucket. Identity policies alone decide.',
    404,
  ),
  malformedPolicy: (message: string): ServiceError =>
    refuse('MalformedPolicy', message, 'The text is no policy that this bucket can have.'),
  noReplication: fixed(
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
    'This bucket replicates nothing.',
    404,
  ),
  neededForReplication: fixed(
    'InvalidBucketState',
    'A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.',
    'Replication follows versions: while there is a rule, they must be kept.',
    409,
  ),
  illegalCopy: fixed(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    'The copy would be the object that it was made from.',
  ),
  bucketTaken: fixed(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    'Bucket names are shared by all accounts.',
    409,
  ),
  bucketYours: fixed(
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
  invalidArgument: (message: string, why: string): ServiceError =>
    refuse('InvalidArgument', message, why),
  invalidRequest: (message: string, why: string): ServiceError =>
    refuse('InvalidRequest', message, why),
  keyWithoutKms: fixed(
    'InvalidArgument',
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    'A KMS key was named, but not the mode that would use it.',
  ),
};

/** S3 answers 403 where KMS denied, and 400 with KMS's own words where the key cannot be used. */
export function fromKms({ code, message, why }: Refusal): ServiceError {
  return code === 'AccessDeniedException'
    ? errors.accessDenied(message, `S3 may use the bucket, but KMS refused the key. ${why}`)
    : refuse(`KMS.${code}`, message, why);
}

/** What may come of a call for which S3 asks KMS. */
export const KMS_REFUSALS: readonly string[] = [
  'AccessDenied',
  'KMS.DisabledException',
  'KMS.InvalidCiphertextException',
  'KMS.InvalidKeyUsageException',
  'KMS.KMSInvalidStateException',
  'KMS.NotFoundException',
  'KMS.ThrottlingException',
];

export const meanings: Readonly<Record<string, string>> = {
  BadRequest: 'A HEAD request was wrong; without a body, S3 cannot say how.',
  BucketNotEmpty: 'The bucket still holds objects, or versions of them.',
  Forbidden: 'A HEAD request was denied; without a body, S3 cannot say why.',
  InvalidBucketState: 'The bucket is in a state that does not allow this.',
  InvalidEncryptionAlgorithmError: 'SSE-C knows one algorithm: AES256.',
  InvalidRequest: 'What is asked for does not fit the object, or the bucket.',
  MalformedPolicy: 'The text is no policy that this bucket can have.',
  MethodNotAllowed: 'The version is a delete marker.',
  NoSuchBucketPolicy: 'The bucket has no policy.',
  NoSuchVersion: 'The object has no such version.',
  NotFound: 'A HEAD request found no such bucket or object.',
  ReplicationConfigurationNotFoundError: 'The bucket replicates nothing.',
};
