import { structure, text } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { s3Operation } from '../operation.ts';
import { bucketPolicy } from '../policy.ts';
import { bucketName } from '../shapes.ts';
import { bucketTrail } from '../trail.ts';

export const PutBucketPolicy = s3Operation({
  name: 'PutBucketPolicy',
  summary:
    'Says who may use the bucket, of whichever account, and under which conditions. It gives no right to a KMS key.',
  readOnly: false,
  label: 'policy set',
  input: structure({ Bucket: bucketName(), Policy: text({ min: 1 }) }),
  output: structure({}),
  throws: ['MalformedPolicy'],
  trail: bucketTrail('Policy'),

  handle({ input: { Policy } }, bucket) {
    bucket.policy = bucketPolicy(bucket.name, Policy);
    return {};
  },
});

export const GetBucketPolicy = s3Operation({
  name: 'GetBucketPolicy',
  summary: 'Gives back the policy of a bucket, as it was put.',
  readOnly: true,
  label: 'policy',
  input: structure({ Bucket: bucketName() }),
  output: structure({ Policy: text() }),
  throws: ['NoSuchBucketPolicy'],
  trail: bucketTrail(),

  handle(_, { policy }) {
    if (!policy) throw errors.noSuchPolicy();
    return { Policy: policy.text };
  },
});

export const DeleteBucketPolicy = s3Operation({
  name: 'DeleteBucketPolicy',
  summary: 'Takes the policy of a bucket away.',
  readOnly: false,
  label: 'policy gone',
  input: structure({ Bucket: bucketName() }),
  output: structure({}),
  trail: bucketTrail(),

  handle(_, bucket) {
    delete bucket.policy;
    return {};
  },
});
