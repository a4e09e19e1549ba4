import { boolean, choice, list, optional, structure, text, type Infer } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { s3Operation } from '../operation.ts';
import { bucketName, encryptionMode } from '../shapes.ts';
import type { Bucket, DefaultEncryption } from '../state.ts';
import { bucketTrail } from '../trail.ts';

const rule = () =>
  structure({
    ApplyServerSideEncryptionByDefault: optional(
      structure({
        SSEAlgorithm: encryptionMode(),
        KMSMasterKeyID: optional(text({ min: 1, max: 2048 })),
      }),
    ),
    BucketKeyEnabled: optional(boolean()),
    BlockedEncryptionTypes: optional(
      structure({ EncryptionType: optional(list(choice('NONE', 'SSE-C'))) }),
    ),
  });

const configuration = () => structure({ Rules: list(rule(), { min: 1, max: 1 }) });

const STANDARD: DefaultEncryption = { algorithm: 'AES256', bucketKey: false };

export const PutBucketEncryption = s3Operation({
  name: 'PutBucketEncryption',
  summary:
    'Sets how new objects are encrypted where their request says nothing, and whether SSE-C is blocked. Objects that are there stay as they are.',
  readOnly: false,
  label: 'default set',
  action: 's3:PutEncryptionConfiguration',
  input: structure({
    Bucket: bucketName(),
    ServerSideEncryptionConfiguration: configuration(),
  }),
  output: structure({}),
  throws: ['InvalidArgument'],
  trail: bucketTrail('ServerSideEncryptionConfiguration'),

  handle({ input: { ServerSideEncryptionConfiguration } }, bucket) {
    for (const one of ServerSideEncryptionConfiguration.Rules) apply(bucket, one);
    return {};
  },
});

function apply(bucket: Bucket, one: Infer<ReturnType<typeof rule>>): void {
  const { ApplyServerSideEncryptionByDefault: standard, BucketKeyEnabled = false } = one;
  const { SSEAlgorithm: algorithm = 'AES256', KMSMasterKeyID: keyId } = standard ?? {};
  if (algorithm === 'AES256' && keyId !== undefined) {
    throw errors.invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'A KMS key was named for a mode that uses none.',
    );
  }
  bucket.encryption = {
    algorithm,
    ...(keyId !== undefined && { keyId }),
    bucketKey: BucketKeyEnabled,
  };
  // What becomes of the block where a request does not mention it is not documented; here it stays.
  const blocked = one.BlockedEncryptionTypes?.EncryptionType;
  if (blocked) bucket.blocksSseC = blocked.includes('SSE-C');
}

export const GetBucketEncryption = s3Operation({
  name: 'GetBucketEncryption',
  summary:
    'Says how new objects are encrypted where their request says nothing. There is always a default.',
  readOnly: true,
  label: 'default',
  action: 's3:GetEncryptionConfiguration',
  input: structure({ Bucket: bucketName() }),
  output: structure({ ServerSideEncryptionConfiguration: configuration() }),
  trail: bucketTrail(),

  handle(_, { encryption: { algorithm, keyId, bucketKey }, blocksSseC }) {
    const standard = {
      SSEAlgorithm: algorithm,
      ...(keyId !== undefined && { KMSMasterKeyID: keyId }),
    };
    return {
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: standard,
            BucketKeyEnabled: bucketKey,
            BlockedEncryptionTypes: {
              EncryptionType: [blocksSseC ? ('SSE-C' as const) : ('NONE' as const)],
            },
          },
        ],
      },
    };
  },
});

export const DeleteBucketEncryption = s3Operation({
  name: 'DeleteBucketEncryption',
  summary:
    'Goes back to the default that every bucket has: SSE-S3. There is no way to no encryption.',
  readOnly: false,
  label: 'SSE-S3 again',
  action: 's3:PutEncryptionConfiguration',
  input: structure({ Bucket: bucketName() }),
  output: structure({}),
  trail: bucketTrail(),

  handle(_, bucket) {
    bucket.encryption = STANDARD;
    return {};
  },
});
