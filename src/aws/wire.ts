// AWS JSON 1.1, by shape: blobs are base64, timestamps are seconds. Source: AWS JSON protocol; SDK notes.

import { base64, fromBase64 } from '../crypto/bytes.ts';
import { serializationError } from './errors.ts';
import type { Shape } from './shape.ts';

/** Members as the engine takes them. What does not fit is passed on for validation to refuse in its own words. */
export function decodeMembers(shape: Shape, value: unknown, path = ''): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.kind) {
    case 'blob':
      return typeof value === 'string' ? blobOf(value, path) : value;
    case 'timestamp':
      return typeof value === 'number' ? Math.round(value * 1000) : value;
    case 'list': {
      const { of } = shape;
      return Array.isArray(value) && of
        ? value.map((member) => decodeMembers(of, member, path))
        : value;
    }
    case 'structure':
      return typeof value === 'object' && !Array.isArray(value)
        ? structureOf(shape, value, path)
        : value;
    default:
      return value;
  }
}

function structureOf(shape: Shape, value: object, path: string): Record<string, unknown> {
  const members = Object.entries(shape.members ?? {})
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, member]) => [
      name,
      decodeMembers(
        member,
        (value as Record<string, unknown>)[name],
        path === '' ? name : `${path}.${name}`,
      ),
    ]);
  return Object.fromEntries(members) as Record<string, unknown>;
}

function blobOf(text: string, path: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw serializationError(path, 'base64');
  }
}

/** The answer as JSON carries it. */
export function encodeMembers(shape: Shape, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (value instanceof Uint8Array) return base64(value);
  if (shape.kind === 'timestamp' && typeof value === 'number') return value / 1000;
  if (Array.isArray(value)) {
    const { of } = shape;
    return of ? value.map((member) => encodeMembers(of, member)) : value;
  }
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Readonly<Record<string, unknown>>).map(
    ([name, member]) => {
      const inner = shape.members?.[name];
      return [name, inner ? encodeMembers(inner, member) : member];
    },
  );
  return Object.fromEntries(members) as Record<string, unknown>;
}
