// How a blob is laid out as a hex grid: which bytes are shown, in which rows, and how one moves among
// them. Of a large blob only the beginning and the end are shown.

import type { Blob, Field } from '../../scenario/inspect-types.ts';

export const HEAD = 256;
const TAIL = 64;

export interface Row {
  readonly offset: number;
  readonly bytes: readonly number[];
}

export interface Layout {
  readonly head: readonly Row[];
  readonly tail: readonly Row[];
  /** Bytes that are not shown, between head and tail. */
  readonly omitted: number;
}

/** Indexes of the bytes, row by row. */
export function layoutOf(length: number, columns: number): Layout {
  if (length <= HEAD + 2 * TAIL) return { head: rows(0, length, columns), tail: [], omitted: 0 };
  const from = Math.floor((length - TAIL) / columns) * columns;
  return { head: rows(0, HEAD, columns), tail: rows(from, length, columns), omitted: from - HEAD };
}

function rows(from: number, to: number, columns: number): Row[] {
  return Array.from({ length: Math.ceil((to - from) / columns) }, (_, r) => {
    const offset = from + r * columns;
    const length = Math.min(columns, to - offset);
    return { offset, bytes: Array.from({ length }, (_, i) => offset + i) };
  });
}

export const fieldAt = ({ fields }: Blob, byte: number): Field | undefined =>
  fields.find(({ start, end }) => start <= byte && byte < end);

export const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

export const offsetOf = (byte: number): string => byte.toString(16).padStart(4, '0');

/** Where a key leads from one byte; undefined where the key means nothing here. */
export function moved(key: string, from: number, { head, tail }: Layout): number | undefined {
  const all = [...head, ...tail];
  const r = all.findIndex(({ bytes }) => bytes.includes(from));
  const row = all[r];
  if (!row) return undefined;
  const column = from - row.offset;
  const flat = all.flatMap(({ bytes }) => bytes);
  const place = flat.indexOf(from);
  const beside = (to: Row | undefined): number =>
    to?.bytes[Math.min(column, to.bytes.length - 1)] ?? from;
  const steps: Readonly<Record<string, () => number | undefined>> = {
    ArrowRight: () => flat[place + 1] ?? from,
    ArrowLeft: () => flat[place - 1] ?? from,
    ArrowDown: () => beside(all[r + 1]),
    ArrowUp: () => beside(all[r - 1]),
    Home: () => row.bytes[0],
    End: () => row.bytes.at(-1),
    PageUp: () => flat[0],
    PageDown: () => flat.at(-1),
  };
  return steps[key]?.();
}
