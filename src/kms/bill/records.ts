// Reading a record of the log, as far as the bill needs it.

import type { Members } from '../../aws/trace.ts';
import type { TrailRecord } from '../../aws/trail.ts';

export const timeOf = (record: TrailRecord): number => Date.parse(String(record['eventTime']));

export const membersOf = (record: TrailRecord, member: string): Members =>
  (record[member] ?? {}) as Members;

/** Empty where the record is about no key. */
export function keyArnOf(record: TrailRecord): string {
  const [resource] = (record['resources'] ?? []) as readonly { readonly ARN?: string }[];
  return resource?.ARN ?? '';
}

export const hasFailed = (record: TrailRecord): boolean => record['errorCode'] !== undefined;
