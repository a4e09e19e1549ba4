// Whether a call came out as expected. Scenarios, predictions and answer keys are all judged here.

import type { Span } from '../aws/trace.ts';
import type { Expectation } from './define.ts';

export function meets(expectation: Expectation, span: Span): boolean {
  const { outcome } = span;
  if (expectation === 'ok') return outcome.ok;
  if (typeof expectation === 'string') return !outcome.ok && outcome.error.code === expectation;
  const { error, output, trail } = expectation;
  if (error === undefined ? !outcome.ok : outcome.ok || outcome.error.code !== error) return false;
  if (output && !(outcome.ok && contains(outcome.output, output))) return false;
  const records = recordsOf(span);
  if (trail?.length === 0) return records.length === 0;
  return trail?.every((row) => records.some((record) => contains(record, row))) ?? true;
}

/** Records of the call and of all that it caused. */
export const recordsOf = (span: Span): readonly unknown[] => [
  ...span.children.flatMap(recordsOf),
  ...span.trail.records,
];

/** Every member of the pattern is there and fits; `{ bytes: n }` fits any n bytes. */
export function contains(found: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return found === pattern;
  if (found instanceof Uint8Array) return found.length === (pattern as { bytes?: unknown }).bytes;
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(pattern).every(([name, member]) =>
    contains((found as Record<string, unknown>)[name], member),
  );
}

/** 'served', or the error and why: for authors and for learners. */
export const outcomeText = ({ outcome }: Span): string =>
  outcome.ok ? 'served' : outcome.error.code;
