// Condition keys: what a request to KMS says of itself to a policy. One row each; source: facts, section 7c.

import type { ConditionContext } from '../aws/iam/conditions.ts';
import type { Call } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import type { EncryptionContext } from './context.ts';
import type { KmsKey } from './key.ts';

interface Asked {
  readonly key?: KmsKey;
  readonly context?: EncryptionContext;
  /** The alias as written in the request. */
  readonly alias?: string;
}

export function conditionsOf(call: Call<Members>, { key, context, alias }: Asked): ConditionContext {
  const { input, region, via } = call;
  const rows: Record<string, string | readonly string[] | undefined> = {
    'aws:PrincipalArn': call.as.arn,
    'aws:PrincipalAccount': call.as.account,
    'kms:CallerAccount': call.as.account,
    'kms:ViaService': via?.replace('.', `.${region}.`),
    'kms:KeySpec': key && 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': key?.usage,
    'kms:KeyOrigin': key && 'AWS_KMS',
    'kms:MultiRegion': key && 'false',
    'kms:EncryptionAlgorithm': context && 'SYMMETRIC_DEFAULT',
    'kms:EncryptionContextKeys': context && Object.keys(context),
    'kms:RequestAlias': alias,
    'kms:BypassPolicyLockoutSafetyCheck': textOf(input['BypassPolicyLockoutSafetyCheck']),
    'kms:ScheduleKeyDeletionPendingWindowInDays': textOf(input['PendingWindowInDays']),
  };
  for (const [name, value] of Object.entries(context ?? {})) {
    rows[`kms:EncryptionContext:${name}`] = value;
  }
  const found = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(rows)) {
    if (value === undefined) continue;
    // Keys that differ only in case are one condition key with several values.
    const lower = name.toLowerCase();
    found.set(lower, [...(found.get(lower) ?? []), ...(typeof value === 'string' ? [value] : value)]);
  }
  return found;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined;
