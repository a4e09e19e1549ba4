import { parseArn } from '../../aws/arn.ts';
import type { Cloud } from '../../aws/cloud.ts';
import { choice, integer, list, optional, structure, text, type Infer } from '../../aws/shape.ts';
import { bucketArn } from '../encryption.ts';
import { errors } from '../errors.ts';
import { s3Operation } from '../operation.ts';
import { nameInArn } from '../replication.ts';
import { bucketName } from '../shapes.ts';
import { bucketsOf, type ReplicationRule } from '../state.ts';
import { bucketTrail } from '../trail.ts';

const status = () => choice('Enabled', 'Disabled');

const rule = () =>
  structure({
    ID: optional(text({ max: 255 })),
    Priority: optional(integer({ min: 0 })),
    Status: status(),
    Filter: optional(structure({ Prefix: optional(text({ max: 1024 })) })),
    SourceSelectionCriteria: optional(
      structure({ SseKmsEncryptedObjects: optional(structure({ Status: status() })) }),
    ),
    Destination: structure({
      Bucket: text(),
      EncryptionConfiguration: optional(
        structure({ ReplicaKmsKeyID: optional(text({ min: 1, max: 2048 })) }),
      ),
    }),
  });

const configuration = () => structure({ Role: text(), Rules: list(rule(), { min: 1, max: 1000 }) });

export const PutBucketReplication = s3Operation({
  name: 'PutBucketReplication',
  summary:
    'Has S3 copy new objects to another bucket, in this Region or another. Objects under KMS are left out unless the rule says otherwise and names a key of the destination’s Region.',
  readOnly: false,
  label: 'replication set',
  action: 's3:PutReplicationConfiguration',
  input: structure({ Bucket: bucketName(), ReplicationConfiguration: configuration() }),
  output: structure({}),
  throws: ['InvalidArgument', 'InvalidRequest'],
  permissions: [
    { action: 's3:PutReplicationConfiguration', on: 'the bucket that Bucket names' },
    { action: 'iam:PassRole', on: 'the role that the rules are carried out with' },
  ],
  trail: bucketTrail('ReplicationConfiguration'),
  besides: (call) => {
    const { Role: resource } = call.input.ReplicationConfiguration;
    return [
      { action: 'iam:PassRole', resource, owner: parseArn(resource)?.account ?? call.account },
    ];
  },

  handle({ cloud, input: { ReplicationConfiguration } }, bucket) {
    const { Role: role, Rules } = ReplicationConfiguration;
    if (!/^arn:aws:iam::\d{12}:role\/\S+$/.test(role)) {
      throw errors.invalidArgument(
        'Invalid role specified in replication configuration',
        'The role must be named by its ARN.',
      );
    }
    if (bucket.versioning !== 'Enabled') {
      throw errors.invalidRequest(
        "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
        'What is replicated are versions.',
      );
    }
    bucket.replication = { role, rules: Rules.map((one, i) => ruleOf(cloud, one, i)) };
    return {};
  },
});

type Written = Infer<ReturnType<typeof rule>>;

function ruleOf(cloud: Cloud, written: Written, i: number): ReplicationRule {
  const { ID: id = `rule-${i + 1}`, Priority = 0, Status, Filter, Destination } = written;
  const to = nameInArn(Destination.Bucket);
  const destination = bucketsOf(cloud).get(to);
  if (!destination) {
    throw errors.invalidRequest('Destination bucket must exist.', 'No bucket has this ARN.');
  }
  if (destination.versioning !== 'Enabled') {
    throw errors.invalidRequest(
      'Destination bucket must have versioning enabled.',
      'What is replicated are versions.',
    );
  }
  const selects = written.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled';
  const replicaKeyId = Destination.EncryptionConfiguration?.ReplicaKmsKeyID;
  if (selects !== (replicaKeyId !== undefined)) {
    throw errors.invalidRequest(
      selects
        ? 'ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.'
        : 'SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.',
      'Objects under KMS are replicated where both are said: that they shall be, and under which key.',
    );
  }
  return {
    id,
    enabled: Status === 'Enabled',
    priority: Priority,
    prefix: Filter?.Prefix ?? '',
    to,
    ...(replicaKeyId !== undefined && { replicaKeyId }),
  };
}

export const GetBucketReplication = s3Operation({
  name: 'GetBucketReplication',
  summary: 'Says what S3 copies to other buckets, and with which role.',
  readOnly: true,
  label: 'replication',
  action: 's3:GetReplicationConfiguration',
  input: structure({ Bucket: bucketName() }),
  output: structure({ ReplicationConfiguration: configuration() }),
  throws: ['ReplicationConfigurationNotFoundError'],
  trail: bucketTrail(),

  handle(_, { replication }) {
    if (!replication) throw errors.noReplication();
    const { role, rules } = replication;
    return { ReplicationConfiguration: { Role: role, Rules: rules.map(asWritten) } };
  },
});

const asWritten = ({
  id,
  enabled,
  priority,
  prefix,
  to,
  replicaKeyId,
}: ReplicationRule): Written => ({
  ID: id,
  Priority: priority,
  Status: enabled ? 'Enabled' : 'Disabled',
  Filter: { Prefix: prefix },
  ...(replicaKeyId !== undefined && {
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
  }),
  Destination: {
    Bucket: bucketArn(to),
    ...(replicaKeyId !== undefined && {
      EncryptionConfiguration: { ReplicaKmsKeyID: replicaKeyId },
    }),
  },
});

export const DeleteBucketReplication = s3Operation({
  name: 'DeleteBucketReplication',
  summary: 'Ends replication. What was copied stays.',
  readOnly: false,
  label: 'replication gone',
  action: 's3:PutReplicationConfiguration',
  input: structure({ Bucket: bucketName() }),
  output: structure({}),
  trail: bucketTrail(),

  handle(_, bucket) {
    delete bucket.replication;
    return {};
  },
});
