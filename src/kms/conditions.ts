// Condition keys: what a request to KMS says of itself to a policy. One row each; source: facts, section 7c.

import type { ConditionContext } from '../aws/iam/conditions.ts';
import { contextOf, globalRows, type ConditionRows } from '../aws/iam/globals.ts';
import type { Call } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import type { EncryptionContext } from './context.ts';
import { days } from './events.ts';
import { pairKey, pairText } from './grants/terms.ts';
import type { KmsKey } from './key.ts';
import { regionalityOf } from './multi-region/family.ts';
import { kmsState } from './state.ts';
import type { Tag } from './tags.ts';

export type Rows = Record<string, ConditionRows[string]>;

interface Asked {
  readonly key?: KmsKey;
  readonly context?: EncryptionContext;
  /** Of operations that encrypt or decrypt. */
  readonly algorithm?: string;
  /** The alias as written in the request. */
  readonly alias?: string;
  /** What one operation alone has to say. */
  readonly more?: Rows;
}

export function conditionsOf(
  call: Call<Members>,
  { key, context, algorithm, alias, more }: Asked,
): ConditionContext {
  const { input, region, via } = call;
  const rows: Rows = {
    ...globalRows(call, key?.account ?? call.account),
    'kms:CallerAccount': call.as.account,
    'kms:ViaService': via?.replace('.', `.${region}.`),
    'kms:EncryptionAlgorithm': algorithm,
    'kms:SigningAlgorithm': textOf(input['SigningAlgorithm']),
    'kms:MacAlgorithm': textOf(input['MacAlgorithm']),
    'kms:KeyAgreementAlgorithm': textOf(input['KeyAgreementAlgorithm']),
    'kms:DataKeyPairSpec': textOf(input['KeyPairSpec']),
    'kms:MessageType':
      'SigningAlgorithm' in input ? (textOf(input['MessageType']) ?? 'RAW') : undefined,
    'kms:RequestAlias': alias,
    'kms:BypassPolicyLockoutSafetyCheck': textOf(input['BypassPolicyLockoutSafetyCheck']),
    'kms:RotationPeriodInDays': textOf(input['RotationPeriodInDays']),
    'kms:ScheduleKeyDeletionPendingWindowInDays': textOf(input['PendingWindowInDays']),
    'kms:WrappingAlgorithm': textOf(input['WrappingAlgorithm']),
    'kms:WrappingKeySpec': textOf(input['WrappingKeySpec']),
    'kms:ExpirationModel': textOf(input['ExpirationModel']),
    'kms:ValidTo': dateOf(input['ValidTo']),
    'kms:PrimaryRegion': textOf(input['PrimaryRegion']),
    'kms:ReplicaRegion': textOf(input['ReplicaRegion']),
    ...(key && keyRows(call, key)),
    ...tagRows(call, key),
    ...more,
  };
  return contextOf({ ...rows, ...contextRows(context) });
}

/** Policies look at keys and values by themselves, whatever the capitals of the keys; grants at whole pairs. */
export function contextRows(context: EncryptionContext): Rows {
  if (!context) return {};
  const rows: Rows = { 'kms:EncryptionContextKeys': Object.keys(context) };
  for (const [name, value] of Object.entries(context)) {
    rows[`kms:EncryptionContext:${name}`] = value;
    rows[pairKey(name)] = pairText(name, value);
  }
  return rows;
}

function keyRows({ cloud, now }: Call, key: KmsKey): Rows {
  const { lastUsage } = key;
  const regionality = regionalityOf(key);
  return {
    'kms:KeySpec': key.spec,
    'kms:KeyUsage': key.usage,
    'kms:KeyOrigin': key.origin,
    'kms:MultiRegion': String(regionality !== 'single'),
    'kms:MultiRegionKeyType': regionality === 'single' ? undefined : regionality,
    'kms:ResourceAliases': kmsState(cloud, key.account, key.region).aliasesOf.get(key.id),
    // Absent where the key was never used.
    'kms:TrailingDaysWithoutKeyUsage':
      lastUsage && String(Math.floor((now - lastUsage.at) / days(1))),
  };
}

/** The tags that the key carries, and those that the request would add or take away. */
function tagRows({ input }: Call<Members>, key: KmsKey | undefined): Rows {
  const rows: Rows = {};
  for (const [name, value] of key?.tags ?? []) rows[`aws:ResourceTag/${name}`] = value;
  const added = (input['Tags'] ?? []) as readonly Tag[];
  for (const { TagKey, TagValue } of added) rows[`aws:RequestTag/${TagKey}`] = TagValue;
  const names = [...added.map(({ TagKey }) => TagKey), ...((input['TagKeys'] ?? []) as string[])];
  return names.length > 0 ? { ...rows, 'aws:TagKeys': names } : rows;
}

const textOf = (value: unknown): string | undefined =>
  ['boolean', 'number', 'string'].includes(typeof value) ? String(value) : undefined;

/** A moment that no date can spell is turned away by the operation itself. */
const dateOf = (value: unknown): string | undefined =>
  typeof value === 'number' && !Number.isNaN(new Date(value).valueOf())
    ? new Date(value).toISOString()
    : undefined;
