// An answer as the CLI prints it: JSON with four spaces, text with tabs, or a table. Source: AWS CLI user guide,
// "Controlling command output"; the rules of the text form are those of the CLI itself.

import type { Shape } from '../../aws/shape.ts';
import { base64 } from '../../crypto/bytes.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export const FORMATS = ['json', 'text', 'table'] as const;
export type Format = (typeof FORMATS)[number];

/** Blobs in base64, moments spelled out. */
export function jsonOf(shape: Shape | undefined, value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (value instanceof Uint8Array) return base64(value);
  if (shape?.kind === 'timestamp' && typeof value === 'number') return momentOf(value);
  if (Array.isArray(value)) return value.map((one) => jsonOf(shape?.of, one));
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(
      members.map(([name, one]) => [name, jsonOf(shape?.members?.[name], one)]),
    );
  }
  return value as Json;
}

/** '2026-01-15T09:00:01+00:00', as Python spells it. */
function momentOf(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  const fraction = milliseconds % 1000 === 0 ? '' : `${text.slice(19, 23)}000`;
  return `${text.slice(0, 19)}${fraction}+00:00`;
}

export function printed(value: Json, format: Format, title: string): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(value, null, 4)}\n`;
    case 'text':
      return textLines(value).join('');
    case 'table':
      return tableOf(value, title);
  }
}

const isScalar = (value: Json): value is string | number | boolean | null =>
  typeof value !== 'object' || value === null;

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As Python writes it. */
function plain(value: Json | undefined): string {
  if (value === undefined) return '';
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

interface Named {
  /** Of the member that it stands in: the first column, in capitals. */
  readonly name?: string;
  /** Of a list of structures: the same columns for all. */
  readonly columns?: readonly string[];
}

function textLines(value: Json, named: Named = {}): string[] {
  if (isScalar(value)) return [`${plain(value)}\n`];
  return Array.isArray(value) ? listLines(value, named) : recordLines(value, named);
}

function listLines(list: readonly Json[], { name }: Named): string[] {
  if (list.some(isRecord)) {
    const columns = scalarKeys(list.filter(isRecord));
    return list.flatMap((one) => textLines(one, { ...(name !== undefined && { name }), columns }));
  }
  const scalars = list.filter(isScalar).map(plain);
  const first =
    name !== undefined
      ? scalars.map((one) => `${name.toUpperCase()}\t${one}\n`)
      : scalars.length > 0
        ? [`${scalars.join('\t')}\n`]
        : [];
  const rest = list.filter((one) => !isScalar(one));
  return [...first, ...rest.flatMap((one) => textLines(one, name === undefined ? {} : { name }))];
}

function recordLines(record: Readonly<Record<string, Json>>, { name, columns }: Named): string[] {
  const keys = columns ?? scalarKeys([record]);
  const scalars = keys.map((key) => plain(record[key]));
  const rest = Object.keys(record)
    .filter((key) => !keys.includes(key))
    .sort();
  const cells = name === undefined ? scalars : [name.toUpperCase(), ...scalars];
  return [
    ...(scalars.length > 0 ? [`${cells.join('\t')}\n`] : []),
    ...rest.flatMap((key) => textLines(record[key] ?? null, { name: key })),
  ];
}

const scalarKeys = (records: readonly Readonly<Record<string, Json>>[]): readonly string[] => {
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  const isPlain = (key: string): boolean =>
    records.every((record) => record[key] === undefined || isScalar(record[key]));
  return [...keys].filter(isPlain).sort();
};

/** Sections one within another, each a line deeper. */
function tableOf(value: Json, title: string): string {
  const sections = sectionsOf(value, title, 0);
  const inner = Math.max(
    ...sections.map(({ title: name, rows, depth }) => {
      const widths = widthsOf(rows);
      return (
        Math.max(
          name.length + 4,
          widths.reduce((sum, one) => sum + one + 3, 1),
        ) +
        2 * depth
      );
    }),
  );
  const lines = sections.flatMap(({ title: name, rows, depth, hasHeader }) => {
    const edge = '|'.repeat(depth);
    const width = inner - 2 * depth;
    const widths = widthsOf(rows);
    const left = width - widths.reduce((sum, one) => sum + one + 3, 1);
    const last = widths.length - 1;
    if (last >= 0) widths[last] = (widths[last] ?? 0) + left;
    const rule = `${edge}+${widths.map((one) => '-'.repeat(one + 2)).join('+')}+${edge}`;
    const row = (cells: readonly string[]): string =>
      `${edge}|${widths.map((one, i) => ` ${(cells[i] ?? '').padEnd(one)} `).join('|')}|${edge}`;
    const heading = `${edge}|${centred(name, width - 2)}|${edge}`;
    if (rows.length === 0) return [heading, `${edge}+${'-'.repeat(width - 2)}+${edge}`];
    const [first = [], ...rest] = rows;
    return [heading, rule, row(first), ...(hasHeader ? [rule] : []), ...rest.map(row), rule];
  });
  return `${'-'.repeat(inner)}\n${lines.join('\n')}\n`;
}

interface Section {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  readonly depth: number;
  /** The first row names the columns. */
  readonly hasHeader?: true;
}

const widthsOf = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));

const centred = (text: string, width: number): string => {
  const left = Math.floor((width - text.length) / 2);
  return `${' '.repeat(Math.max(0, left))}${text}`.padEnd(width);
};

function sectionsOf(value: Json, title: string, depth: number): Section[] {
  if (isScalar(value)) return [{ title, rows: [[plain(value)]], depth }];
  if (Array.isArray(value)) {
    const records = value.filter(isRecord);
    if (records.length === 0) {
      return [
        {
          title,
          rows: value.map((one) =>
            isScalar(one)
              ? [plain(one)]
              : (one as Json[]).map((cell) =>
                  isScalar(cell) ? plain(cell) : JSON.stringify(cell),
                ),
          ),
          depth,
        },
      ];
    }
    const columns = scalarKeys(records);
    const rows = [columns, ...records.map((record) => columns.map((key) => plain(record[key])))];
    const deeper = records.flatMap((record) => nestedSections(record, columns, depth));
    return [{ title, rows: columns.length > 0 ? rows : [], depth, hasHeader: true }, ...deeper];
  }
  const keys = scalarKeys([value]);
  const rows = keys.map((key) => [key, plain(value[key])]);
  return [{ title, rows, depth }, ...nestedSections(value, keys, depth)];
}

const nestedSections = (
  record: Readonly<Record<string, Json>>,
  done: readonly string[],
  depth: number,
): Section[] =>
  Object.entries(record)
    .filter(([key]) => !done.includes(key))
    .flatMap(([key, one]) => sectionsOf(one, key, depth + 1));
