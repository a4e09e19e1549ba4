// Who uses what they have wiped. A lesson that wipes a key and then uses it teaches the opposite of what it says.

import { fingerprint } from '../../src/aws/crossings.ts';
import type { Members, Span } from '../../src/aws/trace.ts';

/** Every use of bytes that the same caller had forgotten and not received again. */
export function usesOfForgotten(spans: readonly Span[]): string[] {
  const forgotten = new Set<string>();
  return spans.flatMap((span) => {
    const named = (bytes: Uint8Array): string => `${span.as} ${fingerprint(bytes)}`;
    if (span.call === 'app:Forget') {
      bytesIn(span.input).forEach((bytes) => forgotten.add(named(bytes)));
      return [];
    }
    const uses = bytesIn(span.input).filter((bytes) => forgotten.has(named(bytes)));
    // What a step throws away is in its answer, too, and is not received by that.
    const gone = span.forgets.map(({ id }) => id);
    const answered = span.outcome.ok ? bytesIn(span.outcome.output) : [];
    for (const bytes of answered) {
      if (!gone.includes(fingerprint(bytes))) forgotten.delete(named(bytes));
    }
    return uses.map((bytes) => `${span.call} uses ${named(bytes)}`);
  });
}

const bytesIn = (members: Members): Uint8Array[] =>
  Object.values(members).filter((value) => value instanceof Uint8Array);
