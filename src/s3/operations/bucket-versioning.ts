import { choice, optional, structure } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { s3Operation } from '../operation.ts';
import { bucketName } from '../shapes.ts';
import { bucketTrail } from '../trail.ts';

export const PutBucketVersioning = s3Operation({
  name: 'PutBucketVersioning',
  summary: 'Switches versions on, or suspends them. They can never be switched off again.',
  readOnly: false,
  label: 'versioning set',
  input: structure({
    Bucket: bucketName(),
    VersioningConfiguration: structure({ Status: choice('Enabled', 'Suspended') }),
  }),
  output: structure({}),
  throws: ['InvalidBucketState'],
  trail: bucketTrail('VersioningConfiguration'),

  handle({ input: { VersioningConfiguration } }, bucket) {
    const { Status } = VersioningConfiguration;
    if (Status === 'Suspended' && bucket.replication) throw errors.neededForReplication();
    bucket.versioning = Status;
    return {};
  },
});

export const GetBucketVersioning = s3Operation({
  name: 'GetBucketVersioning',
  summary: 'Says whether versions are kept. Nothing is answered where they never were.',
  readOnly: true,
  label: 'versioning',
  input: structure({ Bucket: bucketName() }),
  output: structure({ Status: optional(choice('Enabled', 'Suspended')) }),
  trail: bucketTrail(),
  handle: (_, { versioning }) => (versioning ? { Status: versioning } : {}),
});
