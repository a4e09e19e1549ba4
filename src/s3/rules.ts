// Rules that people most often have wrong, each a named function, so that a misconception can replace it and nothing
// else.

import { defineRule } from '../aws/operation.ts';
import type { ConditionRows } from '../aws/iam/globals.ts';

/** While a Bucket Key is in memory, S3 asks neither KMS nor the key's policy. */
export const bucketKeyServes = defineRule(
  's3.bucketKeyServes',
  (until: number, now: number): boolean => now < until,
);

/** A bucket policy sees the headers that were sent, not what the bucket's default adds to them. */
export const headersThatPoliciesSee = defineRule(
  's3.headersThatPoliciesSee',
  (sent: ConditionRows, _applied: ConditionRows): ConditionRows => sent,
);

/** A copy is encrypted as its request or the bucket says, never as its source was. */
export const copyInheritsEncryption = defineRule('s3.copyInheritsEncryption', (): boolean => false);

export const rules = [bucketKeyServes, headersThatPoliciesSee, copyInheritsEncryption];
