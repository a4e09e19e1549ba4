// Public vector files are read where they are, beside the repository, and never copied. Where they are not,
// the tests that need them are skipped and say so; the figures typed into the other tests always run.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../shared/vectors/', import.meta.url);

export const vectorsAreHere = existsSync(fileURLToPath(folder));

/** For the title of a test that needs them. */
export const unlessAbsent = vectorsAreHere ? '' : ' [skipped: there is no ../shared/vectors]';

const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

export const binaryVectors = (name: string): Buffer => readFileSync(new URL(name, folder));

export const jsonVectors = (name: string): unknown => JSON.parse(textOf(name));

export type ResponseRow = ReadonlyMap<string, string>;

/** A NIST response file: sections in brackets, then rows of `NAME = value`. */
export function responseRows(name: string, section: readonly string[]): readonly ResponseRow[] {
  const rows: Map<string, string>[] = [];
  let heading: string[] = [];
  let wasHeading = false;
  for (const line of textOf(name).split(/\r?\n/)) {
    const isHeading = line.startsWith('[');
    if (isHeading) heading = wasHeading ? [...heading, line] : [line];
    wasHeading = isHeading;
    if (!section.every((part) => heading.includes(`[${part}]`))) continue;
    const [, key, value = ''] = /^(\w+) ?= ?(\S*)$/.exec(line) ?? [];
    if (key === 'COUNT') rows.push(new Map());
    if (key !== undefined) rows.at(-1)?.set(key, value);
  }
  return rows;
}
