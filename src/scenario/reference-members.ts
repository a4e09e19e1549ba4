// Inputs and outputs as rows of a table: type, limits and patterns, in words.

import type { Shape, Structure } from '../aws/shape.ts';
import { grouped } from './limits.ts';
import { patternWords } from './reference-patterns.ts';

export interface MemberRow {
  /** 'Tags', and for what is inside 'Tags[].TagKey' */
  readonly path: string;
  readonly depth: number;
  readonly type: string;
  readonly required: boolean;
  /** '1 to 2,048 characters' */
  readonly limits: readonly string[];
  /** The regular expression, as AWS writes it. */
  readonly pattern?: string;
  readonly values?: readonly string[];
  /** Kept out of CloudTrail. */
  readonly sensitive: boolean;
}

export const memberRows = (shape: Structure): readonly MemberRow[] => rowsWithin(shape, '', 0);

function rowsWithin({ members = {} }: Shape, prefix: string, depth: number): MemberRow[] {
  return Object.entries(members).flatMap(([name, shape]) => {
    const path = `${prefix}${name}`;
    const inner = shape.kind === 'list' ? shape.of : shape;
    const within = inner?.members
      ? rowsWithin(inner, `${path}${shape.kind === 'list' ? '[]' : ''}.`, depth + 1)
      : [];
    return [rowOf(path, depth, shape), ...within];
  });
}

/** What a value must be like, apart from its type and its choices. */
export function limitWords(shape: Shape): readonly string[] {
  const { pattern } = innermost(shape);
  const each = shape.kind === 'list' && shape.of ? lengthWords(shape.of) : undefined;
  return [lengthWords(shape), each && `each ${each}`, pattern && patternWords(pattern)].filter(
    (one) => one !== undefined,
  );
}

const innermost = (shape: Shape): Shape => (shape.kind === 'list' ? shape.of : undefined) ?? shape;

function rowOf(path: string, depth: number, shape: Shape): MemberRow {
  const { pattern, values } = innermost(shape);
  return {
    path,
    depth,
    type: typeOf(shape),
    required: shape.optional !== true,
    limits: limitWords(shape),
    ...(pattern && { pattern: pattern.source }),
    ...(values && { values }),
    sensitive: shape.sensitive === true,
  };
}

const TYPES: Readonly<Record<Shape['kind'], string>> = {
  text: 'string',
  choice: 'string',
  blob: 'bytes',
  integer: 'integer',
  boolean: 'boolean',
  timestamp: 'timestamp',
  map: 'map of strings',
  list: 'list',
  structure: 'structure',
};

const typeOf = ({ kind, of }: Shape): string =>
  kind === 'list' && of ? `list of ${TYPES[of.kind]}s` : TYPES[kind];

const UNITS: Readonly<Partial<Record<Shape['kind'], readonly [one: string, many: string]>>> = {
  text: ['character', 'characters'],
  blob: ['byte', 'bytes'],
  list: ['entry', 'entries'],
};

function lengthWords({ kind, min, max }: Shape): string | undefined {
  const [one, many] = UNITS[kind] ?? ['', ''];
  const counted = (bound: number): string => `${grouped(bound)} ${bound === 1 ? one : many}`.trim();
  if (min !== undefined && max !== undefined) {
    return min === max ? `exactly ${counted(max)}` : `${grouped(min)} to ${counted(max)}`;
  }
  if (max !== undefined) return `at most ${counted(max)}`;
  return min === undefined ? undefined : `at least ${counted(min)}`;
}
