// The study guide's table of S3's modes, made again by running them, and where today's AWS differs.

import { expect, test } from 'vitest';
import { GUIDE, REASONS } from '../../src/scenario/s3-modes-guide.ts';
import { modeDifferences, modeRows } from '../../src/scenario/s3-modes.ts';

const rows = modeRows();
const differences = modeDifferences();

test('every mode, as its run says', () => {
  const table = rows.map(({ mode, keyManagedBy, auditTrail, rotation }) =>
    [mode, keyManagedBy, auditTrail, rotation].join(' | '),
  );
  expect(table).toEqual([
    'SSE-S3 | AWS (S3) | S3 data events | Automatic',
    'SSE-KMS, AWS managed key | AWS (KMS) | Yes (CloudTrail) | Automatic',
    'SSE-KMS, customer managed key | Customer (KMS) | Yes (CloudTrail) | Custom/Auto',
    'SSE-KMS, with a Bucket Key | Customer (KMS) | Yes (CloudTrail), by bucket | Custom/Auto',
    'DSSE-KMS | Customer (KMS) | Yes (CloudTrail) | Custom/Auto',
    'SSE-C | Customer | S3 data events | Manual',
    'client-side, a key of one’s own | Customer | S3 data events | Manual',
    'client-side, a data key from KMS | Customer (KMS) | Yes (CloudTrail) | Custom/Auto',
  ]);
});

test('each cell of the guide holds for one of its modes, or has a reason for each', () => {
  for (const [guide, cells] of Object.entries(GUIDE)) {
    const own = rows.filter((row) => row.guide === guide);
    expect(own.length).toBeGreaterThan(0);
    for (const [column, said] of Object.entries(cells)) {
      const explained = ({ mode }: { mode: string }) =>
        differences.some((one) => one.mode === mode && one.guide === said && one.why !== '');
      const holds = own.some((row) => row[column as keyof typeof cells] === said);
      expect([guide, column, holds || own.every(explained)]).toEqual([guide, column, true]);
    }
  }
});

test('only SSE-C is shut out of new buckets', () => {
  expect(rows.filter(({ onNewBucket }) => !onNewBucket).map(({ mode }) => mode)).toEqual(['SSE-C']);
});

test('each difference has its reason, and no reason stands without one', () => {
  const named = differences.map(({ mode, what }) => `${mode}: ${what}`);
  expect(named.toSorted()).toEqual(Object.keys(REASONS).toSorted());
  for (const { guide, today } of differences) expect(guide).not.toBe(today);
});
