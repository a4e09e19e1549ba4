import { structure, text } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { s3Operation } from '../operation.ts';
import { bucketName } from '../shapes.ts';
import { bucketsOf } from '../state.ts';

export const CreateBucket = s3Operation({
  name: 'CreateBucket',
  summary: 'Makes a bucket in this Region.',
  readOnly: false,
  event: 'management',
  input: structure({ Bucket: bucketName() }),
  output: structure({ Location: text() }),
  throws: ['BucketAlreadyExists', 'BucketAlreadyOwnedByYou'],
  needsBucket: false,

  handle({ cloud, account, region, input: { Bucket: name } }, taken) {
    if (taken) throw taken.account === account ? errors.bucketYours() : errors.bucketTaken();
    bucketsOf(cloud).set(name, { name, account, region, objects: new Map() });
    return { Location: `/${name}` };
  },
});
