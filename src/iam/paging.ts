// One page of a list that is sorted by name. The marker is the last name, so that nothing is skipped or shown
// twice when something is made or deleted between two pages.

import { base64, fromBase64, textOf, utf8 } from '../crypto/bytes.ts';
import { errors } from './errors.ts';
import { limits } from './limits.ts';

interface Page<T> {
  readonly rows: readonly T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

interface Asked {
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

export function pageOf<T>(all: readonly T[], nameOf: (one: T) => string, asked: Asked): Page<T> {
  const { MaxItems: size = limits.pageSize, Marker } = asked;
  const after = Marker === undefined ? '' : read(Marker);
  const left = all
    .filter((one) => nameOf(one) > after)
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const rows = left.slice(0, size);
  const last = rows.at(-1);
  return last === undefined || rows.length === left.length
    ? { rows, IsTruncated: false }
    : { rows, IsTruncated: true, Marker: base64(utf8(PREFIX + nameOf(last))) };
}

const PREFIX = 'glassbox/1:';

function read(marker: string): string {
  const spelled = /^[A-Za-z0-9+/]+={0,2}$/.test(marker) && marker.length % 4 === 0;
  const name = spelled ? textOf(fromBase64(marker)) : undefined;
  if (name?.startsWith(PREFIX) !== true) throw errors.marker();
  return name.slice(PREFIX.length);
}
