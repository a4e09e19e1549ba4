// Condition keys of S3: what a request says of itself to a bucket policy. They look at the headers as they were
// sent. Source: service authorization reference, "Condition keys for Amazon S3".

import type { ConditionContext } from '../aws/iam/conditions.ts';
import { contextOf, globalRows, type ConditionRows } from '../aws/iam/globals.ts';
import type { Call } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import { headersThatPoliciesSee } from './rules.ts';
import type { Bucket } from './state.ts';

export function conditionsOf(call: Call<Members>, bucket: Bucket | undefined): ConditionContext {
  const { cloud, input } = call;
  const owner = bucket?.account ?? call.account;
  const sent: ConditionRows = {
    's3:x-amz-server-side-encryption': textOf(input['ServerSideEncryption']),
    's3:x-amz-server-side-encryption-aws-kms-key-id': textOf(input['SSEKMSKeyId']),
    's3:x-amz-server-side-encryption-customer-algorithm': textOf(input['SSECustomerAlgorithm']),
    's3:x-amz-copy-source': textOf(input['CopySource']),
    's3:x-amz-metadata-directive': textOf(input['MetadataDirective']),
    's3:VersionId': textOf(input['VersionId']),
    's3:prefix': textOf(input['Prefix']),
  };
  return contextOf({
    ...globalRows(call, owner),
    's3:ResourceAccount': owner,
    ...cloud.rule(headersThatPoliciesSee)(sent, appliedTo(sent, bucket)),
  });
}

/** As if the bucket's default had been sent. */
function appliedTo(sent: ConditionRows, bucket: Bucket | undefined): ConditionRows {
  const mode = 's3:x-amz-server-side-encryption';
  if (!bucket || sent[mode] !== undefined) return sent;
  const { algorithm, keyId } = bucket.encryption;
  return { ...sent, [mode]: algorithm, [`${mode}-aws-kms-key-id`]: keyId };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
