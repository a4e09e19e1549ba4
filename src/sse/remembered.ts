// Data keys that a service keeps in memory for a while, so that it need not ask KMS each time. While it does, nobody
// asks the key's policy either: that is the price.

import type { StateSlot } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import { wipeLater } from './deeds.ts';
import type { Encrypting } from './encrypting.ts';

/** A data key in plaintext, with or without its sealed form. */
interface InMemory {
  readonly key: Uint8Array;
}

interface Remembered {
  readonly what: InMemory;
  readonly until: number;
}

const REMEMBERED: StateSlot<Map<string, Remembered>> = {
  name: 'data-keys-in-memory',
  initial: () => new Map(),
};

export interface Remembering {
  /** What is remembered, and for whom: other callers do not share it. */
  readonly as: string;
  /** That of the declaration where absent. */
  readonly seconds?: number;
}

/** `make` asks KMS; it is called only where nothing is remembered. */
export function remembered<T extends InMemory>(
  call: Call,
  kind: Encrypting,
  { as, seconds = kind.remembersSeconds ?? 0 }: Remembering,
  make: () => T,
): T {
  const { cloud, region, now } = call;
  const known = cloud.state(REMEMBERED, kind.service, region);
  const found = known.get(as);
  // Whoever names a thing alike makes it alike.
  if (found && now < found.until) return found.what as T;
  const what = make();
  const until = now + seconds * 1000;
  known.set(as, { what, until });
  wipeLater(call, kind, { key: what.key, at: until });
  return what;
}
