// The bill for KMS, month by month, from the log alone: which keys stood for how long, how often they had been
// rotated, and how many requests came. AWS does not say whether refused requests are charged; here they are not.

import type { TrailRecord } from '../../aws/trail.ts';
import { keysIn, storageIn, type Billed } from './keys.ts';
import type { Line, Month } from './lines.ts';
import { pricesAt } from './prices.ts';
import { membersOf, timeOf } from './records.ts';
import { requestsIn } from './requests.ts';

export interface MonthlyBill {
  /** '2026-01' */
  readonly month: string;
  readonly lines: readonly Line[];
  /** Requests that cost nothing. */
  readonly freeRequests: number;
  readonly usd: number;
}

interface Asked {
  readonly account: string;
  /** Until when, milliseconds since the epoch. */
  readonly until: number;
}

/** `records` are those of all Regions, oldest first. Months in which nothing is to be paid are there, too. */
export function billOf(
  records: readonly TrailRecord[],
  { account, until }: Asked,
): readonly MonthlyBill[] {
  const own = records.filter(
    (record) => record['eventSource'] === 'kms.amazonaws.com' && payerOf(record) === account,
  );
  const keys = keysIn(own);
  const [first] = own;
  if (!first) return [];
  return monthsBetween(timeOf(first), until).map((month) => billFor(month, own, keys));
}

/** Whoever calls pays, whosesoever the key is; what KMS does by itself is put down to the key's owner. */
function payerOf(record: TrailRecord): unknown {
  const { type, accountId } = membersOf(record, 'userIdentity');
  const owner = record['recipientAccountId'];
  return type === 'AWSService' || accountId === owner ? owner : undefined;
}

function monthsBetween(from: number, until: number): readonly Month[] {
  const months: Month[] = [];
  const date = new Date(from);
  for (let i = 0; ; i++) {
    const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + i);
    if (start > until) return months;
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + i + 1);
    const name = new Date(start).toISOString().slice(0, 7);
    months.push({ name, start, end, until: Math.min(end, until) });
  }
}

function billFor(
  month: Month,
  records: readonly TrailRecord[],
  keys: ReadonlyMap<string, Billed>,
): MonthlyBill {
  const held = pricesAt(month.start);
  const counted = requestsIn(month, records, keys);
  const free = Math.min(counted.get('symmetric') ?? 0, held.freeRequests);
  const requests = [...counted].map(([what, count]): Line => {
    const quantity = what === 'symmetric' ? count - free : count;
    return { what, quantity, usd: (quantity / 10_000) * held.requests[what] };
  });
  const lines = [...storageIn(month, keys, held), ...requests].filter(
    ({ quantity }) => quantity > 0,
  );
  return {
    month: month.name,
    lines,
    freeRequests: free,
    usd: lines.reduce((sum, { usd }) => sum + usd, 0),
  };
}
