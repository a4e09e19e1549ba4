import { list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { bucketArn } from '../encryption.ts';
import { errors } from '../errors.ts';
import { accountOperation, s3Operation } from '../operation.ts';
import { bucketName } from '../shapes.ts';
import { bucketsOf } from '../state.ts';
import { bucketTrail } from '../trail.ts';

export const CreateBucket = accountOperation({
  name: 'CreateBucket',
  summary:
    'Makes a bucket in this Region. What comes into it is encrypted, from the first object on.',
  readOnly: false,
  label: 'bucket made',
  input: structure({ Bucket: bucketName() }),
  output: structure({ Location: text() }),
  throws: ['BucketAlreadyExists', 'BucketAlreadyOwnedByYou'],
  permissions: [{ action: 's3:CreateBucket', on: 'the bucket that Bucket names' }],
  trail: bucketTrail(),
  about: ({ input: { Bucket: name } }) => ({
    resource: bucketArn(name),
    resourcePolicy: { kind: 'bucket policy' },
  }),

  handle({ cloud, account, region, now, input: { Bucket: name } }) {
    const buckets = bucketsOf(cloud);
    const taken = buckets.get(name);
    if (taken) throw taken.account === account ? errors.bucketYours() : errors.bucketTaken();
    buckets.set(name, {
      name,
      account,
      region,
      createdAt: now,
      objects: new Map(),
      encryption: { algorithm: 'AES256', bucketKey: false },
      // So it is with every new bucket since 6 April 2026; here whatever the simulated date, as it is so today.
      blocksSseC: true,
      notifications: [],
    });
    return { Location: `/${name}` };
  },
});

export const HeadBucket = s3Operation({
  name: 'HeadBucket',
  summary: 'Says whether a bucket is there and may be used, and in which Region it is.',
  readOnly: true,
  head: true,
  label: 'bucket is there',
  action: 's3:ListBucket',
  input: structure({ Bucket: bucketName() }),
  output: structure({ BucketRegion: text() }),
  throws: ['Forbidden'],
  trail: bucketTrail(),
  handle: (_, { region }) => ({ BucketRegion: region }),
});

export const DeleteBucket = s3Operation({
  name: 'DeleteBucket',
  summary: 'Takes a bucket away that holds nothing.',
  readOnly: false,
  label: 'bucket gone',
  input: structure({ Bucket: bucketName() }),
  output: structure({}),
  throws: ['BucketNotEmpty'],
  trail: bucketTrail(),

  handle({ cloud }, { name, objects }) {
    if ([...objects.values()].some((versions) => versions.length > 0)) throw errors.bucketFull();
    bucketsOf(cloud).delete(name);
    return {};
  },
});

export const ListBuckets = accountOperation({
  name: 'ListBuckets',
  summary: 'Lists the buckets of the account, in all Regions.',
  readOnly: true,
  label: 'buckets',
  input: structure({ Prefix: optional(text({ max: 63 })) }),
  output: structure({
    Buckets: list(structure({ Name: text(), CreationDate: timestamp(), BucketRegion: text() })),
  }),
  permissions: [{ action: 's3:ListAllMyBuckets', on: '*' }],
  about: () => ({ action: 's3:ListAllMyBuckets', resource: '*' }),

  handle({ cloud, account, input: { Prefix = '' } }) {
    const own = [...bucketsOf(cloud).values()].filter(
      (bucket) => bucket.account === account && bucket.name.startsWith(Prefix),
    );
    return {
      Buckets: own
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
        .map(({ name, createdAt, region }) => ({
          Name: name,
          CreationDate: createdAt,
          BucketRegion: region,
        })),
    };
  },
});
