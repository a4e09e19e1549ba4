// What moved, and where it came to rest, computed from a span and its operation's declaration. Exposure,
// diagrams and nested envelopes are folds over this and over nothing else.

import { hex, utf8 } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import type { Operation, Sealing } from './operation.ts';
import type { Structure } from './shape.ts';
import type { Crossing, Forget, Item, Members, Span, ThingKind } from './trace.ts';

type Facts = Pick<Span, 'input' | 'outcome'>;

/** What was called, and between which places. */
export interface Moved {
  readonly operation: Operation;
  readonly caller: string;
  readonly lane: string;
}

export function crossingsOf(
  { operation, caller, lane }: Moved,
  { input, outcome }: Facts,
): readonly Crossing[] {
  const output = outcome.ok ? outcome.output : {};
  const sealings = outcome.ok ? (operation.seals?.(input, output) ?? []) : [];
  const size = operation.declaredSize?.(input, output);
  const sent = itemsOf(operation.input, input, sealings, size);
  const answered = itemsOf(operation.output, output, sealings, size);
  switch (operation.traffic) {
    case 'exchange':
      return [
        { from: caller, to: lane, items: sent },
        { from: lane, to: caller, items: answered },
      ];
    case 'within':
      return [{ from: lane, to: lane, items: [...sent, ...answered] }];
    case 'to':
      return [{ from: caller, to: lane, items: outcome.ok ? sent : [] }];
    case 'from':
      return [{ from: lane, to: caller, items: answered }];
  }
}

export function forgetsOf(
  { operation, lane }: Moved,
  { input, outcome }: Facts,
): readonly Forget[] {
  if (!outcome.ok) return [];
  const gone = operation.forgets?.(input, outcome.output) ?? [];
  return gone.map((bytes) => ({ place: lane, id: fingerprint(bytes) }));
}

function itemsOf(
  shape: Structure,
  members: Members,
  sealings: readonly Sealing[],
  size: number | undefined,
): Item[] {
  return Object.entries(shape.members).flatMap(([name, { thing }]) => {
    const value = members[name];
    if (!thing || value === undefined) return [];
    const item = itemOf(thing, value, sealings);
    return item && size !== undefined && thing !== 'dataKey' && thing !== 'encryptedDataKey'
      ? [{ ...item, size }]
      : (item ?? []);
  });
}

function itemOf(kind: ThingKind, value: unknown, sealings: readonly Sealing[]): Item | undefined {
  // Text is the same thing as its bytes.
  if (typeof value === 'string' && kind === 'plaintext') return itemOf(kind, utf8(value), sealings);
  if (typeof value === 'string')
    return { id: value, kind, label: LABELS[kind], size: value.length };
  if (!(value instanceof Uint8Array)) return undefined;
  const sealing = sealings.find(({ into }) => into === value);
  return {
    id: fingerprint(value),
    kind,
    label: LABELS[kind],
    size: value.length,
    ...(sealing && { sealedBy: sealerOf(sealing), contains: fingerprint(sealing.what) }),
  };
}

const sealerOf = ({ by }: Sealing): NonNullable<Item['sealedBy']> =>
  by instanceof Uint8Array ? { id: fingerprint(by), kind: 'dataKey', label: 'the data key' } : by;

const LABELS: Readonly<Record<ThingKind, string>> = {
  plaintext: 'plaintext',
  ciphertext: 'ciphertext',
  dataKey: 'plaintext data key',
  encryptedDataKey: 'encrypted data key',
  keyMaterial: 'key material',
  context: 'encryption context',
};

const known = new WeakMap<Uint8Array, string>();

/** The same bytes are the same thing, wherever they are. */
export function fingerprint(bytes: Uint8Array): string {
  let id = known.get(bytes);
  if (id === undefined) {
    id = hex(sha256(bytes).subarray(0, 8));
    known.set(bytes, id);
  }
  return id;
}
