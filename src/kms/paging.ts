// One page of a list. The marker says where the next page begins and is checked when it comes back.

import { base64, fromBase64, textOf, utf8 } from '../crypto/bytes.ts';
import { errors } from './errors.ts';

interface Page<T> {
  readonly rows: readonly T[];
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

interface Asked {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

/** `present` gives nothing for what is gone by now; such places do not count. */
export function pageOf<S, T>(
  all: readonly S[],
  asked: Asked,
  standard: number,
  present: (one: S) => T | undefined,
): Page<T> {
  const limit = asked.Limit ?? standard;
  const rows: T[] = [];
  let at = asked.Marker === undefined ? 0 : startOf(asked.Marker, all.length);
  for (; at < all.length && rows.length <= limit; at++) {
    const row = present(all[at] as S);
    if (row === undefined) continue;
    if (rows.length === limit) {
      return { rows, NextMarker: base64(utf8(`${MARK}${at}`)), Truncated: true };
    }
    rows.push(row);
  }
  return { rows, Truncated: false };
}

const MARK = 'glassbox/1:';

function startOf(marker: string, length: number): number {
  const [, start] = /^glassbox\/1:(\d{1,15})$/.exec(spelled(marker)) ?? [];
  if (start === undefined || Number(start) >= length) throw errors.invalidMarker();
  return Number(start);
}

function spelled(marker: string): string {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(marker) && marker.length % 4 === 0
    ? (textOf(fromBase64(marker)) ?? '')
    : '';
}
