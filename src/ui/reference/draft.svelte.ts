// What stands in a form, before it is a request: text as it was typed, by shape. Turning it into a request checks
// nothing but what bytes cannot be made of: the rest is the engine's to refuse.

import type { Shape } from '../../aws/shape.ts';
import { base64, fromBase64, fromHex, textOf, utf8 } from '../../crypto/bytes.ts';

export type Encoding = 'text' | 'hex' | 'base64';

export class Written {
  readonly kind = 'written';
  text = $state('');
}

export class Bytes {
  readonly kind = 'bytes';
  text = $state('');
  as = $state<Encoding>('text');
}

export class Ticked {
  readonly kind = 'ticked';
  values = $state<string[]>([]);
}

class Pair {
  key = $state('');
  value = $state('');
}

export class Pairs {
  readonly kind = 'pairs';
  rows = $state<Pair[]>([]);

  add(key = '', value = ''): void {
    const pair = new Pair();
    pair.key = key;
    pair.value = value;
    this.rows.push(pair);
  }
}

export class Rows {
  readonly kind = 'rows';
  readonly of: Shape;
  rows = $state<Draft[]>([]);

  constructor(of: Shape) {
    this.of = of;
  }

  add(value?: unknown): void {
    this.rows.push(draftOf(this.of, value));
  }
}

export class Members {
  readonly kind = 'members';
  readonly members: Readonly<Record<string, Draft>>;

  constructor(members: Readonly<Record<string, Draft>>) {
    this.members = members;
  }
}

export type Draft = Written | Bytes | Ticked | Pairs | Rows | Members;

/** Empty, or filled with a value of this shape. */
export function draftOf(shape: Shape, value?: unknown): Draft {
  switch (shape.kind) {
    case 'blob':
      return value instanceof Uint8Array ? shownBytes(value) : new Bytes();
    case 'map': {
      const pairs = new Pairs();
      for (const [key, one] of Object.entries(value ?? {})) pairs.add(key, String(one));
      return pairs;
    }
    case 'list':
      return listOf(shape.of ?? { kind: 'text' }, Array.isArray(value) ? value : []);
    case 'structure':
      return structureOf(shape, value);
    default:
      return writtenOf(shape, value);
  }
}

function listOf(of: Shape, values: readonly unknown[]): Ticked | Rows {
  if (of.kind === 'choice') {
    const ticked = new Ticked();
    ticked.values = values.map(String);
    return ticked;
  }
  const rows = new Rows(of);
  for (const one of values) rows.add(one);
  return rows;
}

export function structureOf({ members = {} }: Shape, value: unknown = {}): Members {
  const given = value as Readonly<Record<string, unknown>>;
  return new Members(
    Object.fromEntries(
      Object.entries(members).map(([name, shape]) => [name, draftOf(shape, given[name])]),
    ),
  );
}

function writtenOf({ kind }: Shape, value: unknown): Written {
  const written = new Written();
  if (kind === 'timestamp' && typeof value === 'number') {
    written.text = new Date(value).toISOString();
  } else if (['string', 'number', 'boolean'].includes(typeof value)) {
    written.text = String(value);
  }
  return written;
}

/** As text where they are text, else as base64. */
function shownBytes(bytes: Uint8Array): Bytes {
  const draft = new Bytes();
  const text = textOf(bytes);
  const readable = text !== undefined && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
  draft.as = readable ? 'text' : 'base64';
  draft.text = readable ? text : base64(bytes);
  return draft;
}

/** Undefined for what was left empty: it is left out of the request. */
export function valueOf(shape: Shape, draft: Draft): unknown {
  switch (draft.kind) {
    case 'written':
      return draft.text === '' ? undefined : scalarOf(shape, draft.text);
    case 'bytes':
      return draft.text === '' ? undefined : bytesOf(draft);
    case 'ticked':
      return draft.values.length === 0 ? undefined : [...draft.values];
    case 'pairs':
      return draft.rows.length === 0
        ? undefined
        : Object.fromEntries(draft.rows.map(({ key, value }) => [key, value]));
    case 'rows':
      return draft.rows.length === 0
        ? undefined
        : draft.rows.map((row) => valueOf(draft.of, row) ?? emptyOf(draft.of));
    case 'members': {
      const given = membersOf(shape, draft);
      return Object.keys(given).length === 0 ? undefined : given;
    }
  }
}

export function membersOf(
  { members = {} }: Shape,
  draft: Members,
): Readonly<Record<string, unknown>> {
  const given = Object.entries(members).flatMap(([name, shape]) => {
    const one = draft.members[name];
    const value = one && valueOf(shape, one);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** A row that is there, and empty, is an empty entry. */
const emptyOf = ({ kind }: Shape): unknown => (kind === 'structure' ? {} : '');

/** What is no number, no word of truth, no date goes as it was written, for the engine to refuse. */
function scalarOf({ kind }: Shape, text: string): unknown {
  if (kind === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (kind === 'timestamp') {
    const at = Date.parse(text);
    return Number.isNaN(at) ? text : at;
  }
  return text;
}

function bytesOf({ as, text }: Bytes): Uint8Array {
  if (as === 'text') return utf8(text);
  const dense = text.replace(/\s+/g, '');
  return as === 'hex' ? fromHex(dense.toLowerCase()) : fromBase64(dense);
}

/** What bytes cannot be made of; undefined where they can. */
export function problemOf(draft: Bytes): string | undefined {
  try {
    bytesOf(draft);
    return undefined;
  } catch {
    return draft.as === 'hex'
      ? 'This is no hexadecimal: pairs of 0 to 9 and a to f.'
      : 'This is no base64: letters, digits, “+” and “/”, in fours, with “=” at the end.';
  }
}

/** The first member of which no request can be made. */
export function firstProblem(draft: Draft, name = ''): string | undefined {
  switch (draft.kind) {
    case 'bytes': {
      const problem = problemOf(draft);
      return problem === undefined ? undefined : `${name}: ${problem}`;
    }
    case 'rows':
      return draft.rows.map((row) => firstProblem(row, name)).find(Boolean);
    case 'members':
      return Object.entries(draft.members)
        .map(([member, one]) => firstProblem(one, member))
        .find(Boolean);
    default:
      return undefined;
  }
}
