// Replication: a rule of the source's bucket, carried out later with the authority of a role. Objects under KMS are
// replicated only where the rule says so and names a key of the destination's Region. Source: facts sheet, 11f.

import type { Cloud } from '../aws/cloud.ts';
import { bucketArn, type Place } from './encryption.ts';
import { limits } from './limits.ts';
import type { Bucket, Locked, ReplicationRule, Version } from './state.ts';

/** The rule that an object falls under; of several, the one of the highest priority. */
export function ruleFor(
  { replication }: Bucket,
  key: string,
  { mode }: Pick<Locked, 'mode'>,
): ReplicationRule | undefined {
  const fits = (replication?.rules ?? []).filter(
    ({ enabled, prefix }) => enabled && key.startsWith(prefix),
  );
  const [rule] = fits.toSorted((one, other) => other.priority - one.priority);
  const underKms = mode === 'aws:kms' || mode === 'aws:kms:dsse';
  return underKms && rule?.replicaKeyId === undefined ? undefined : rule;
}

export function replicateLater(cloud: Cloud, { bucket, key }: Place, version: Version): void {
  const rule = ruleFor(bucket, key, version.locked);
  const role = bucket.replication?.role;
  if (!rule || role === undefined) return;
  version.replicationStatus = 'PENDING';
  cloud.agenda.add(cloud.now + limits.replicationSeconds * 1000, () => {
    const { versionId: VersionId } = version;
    const input = {
      SourceBucket: bucket.name,
      Key: key,
      VersionId,
      Bucket: rule.to,
      ...(rule.replicaKeyId !== undefined && { ReplicaKmsKeyID: rule.replicaKeyId }),
    };
    const { outcome } = cloud.work('s3:ReplicateObject', input, {
      as: role,
      region: bucket.region,
    });
    version.replicationStatus = outcome.ok ? 'COMPLETED' : 'FAILED';
  });
}

export const nameInArn = (arn: string): string =>
  arn.startsWith(bucketArn('')) ? arn.slice(bucketArn('').length) : '';
