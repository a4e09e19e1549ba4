// The keys that cost something by the month: how long each stood, and how often it had been rotated.

import type { Members } from '../../aws/trace.ts';
import type { TrailRecord } from '../../aws/trail.ts';
import type { Line, Month } from './lines.ts';
import type { Prices } from './prices.ts';
import { hasFailed, keyArnOf, membersOf, timeOf } from './records.ts';

/** A customer managed key, and the moments that change what it costs. */
export interface Billed {
  readonly spec: string;
  readonly changes: readonly { readonly at: number; readonly to: 'paid' | 'free' }[];
  readonly rotations: readonly number[];
}

export function keysIn(records: readonly TrailRecord[]): ReadonlyMap<string, Billed> {
  const keys = new Map<
    string,
    { spec: string; changes: Billed['changes'][number][]; rotations: number[] }
  >();
  for (const record of records) {
    if (hasFailed(record)) continue;
    const at = timeOf(record);
    const answer = membersOf(record, 'responseElements');
    const made = (answer['keyMetadata'] ?? answer['replicaKeyMetadata']) as Members | undefined;
    if (MAKING.includes(String(record['eventName'])) && made) {
      keys.set(String(made['arn']), {
        spec: String(made['keySpec']),
        changes: [{ at, to: 'paid' }],
        rotations: [],
      });
      continue;
    }
    const key = keys.get(keyArnOf(record));
    const to = CHANGES[String(record['eventName'])];
    if (to) key?.changes.push({ at, to });
    if (record['eventName'] === 'RotateKey') key?.rotations.push(at);
  }
  return keys;
}

const MAKING: readonly string[] = ['CreateKey', 'ReplicateKey'];

/** A key that waits for its deletion costs nothing, unless the deletion is taken back. */
const CHANGES: Readonly<Record<string, 'paid' | 'free'>> = {
  ScheduleKeyDeletion: 'free',
  CancelKeyDeletion: 'paid',
  DeleteKey: 'free',
};

export function storageIn(
  { start, end, until }: Month,
  keys: ReadonlyMap<string, Billed>,
  { keyMonth, rotationMonth, pricedRotations }: Prices,
): readonly Line[] {
  let keyMonths = 0;
  let rotationMonths = 0;
  for (const { changes, rotations } of keys.values()) {
    const priced = rotations.slice(
      0,
      Number.isFinite(pricedRotations) ? pricedRotations : undefined,
    );
    for (const [i, { at, to }] of changes.entries()) {
      if (to === 'free') continue;
      const stands = { from: at, to: changes[i + 1]?.at ?? until };
      const share = (from: number): number =>
        Math.max(0, Math.min(stands.to, until) - Math.max(stands.from, from, start)) /
        (end - start);
      keyMonths += share(at);
      for (const rotated of priced) rotationMonths += share(rotated);
    }
  }
  return [
    { what: 'keys', quantity: keyMonths, usd: keyMonths * keyMonth },
    { what: 'rotations', quantity: rotationMonths, usd: rotationMonths * rotationMonth },
  ];
}
