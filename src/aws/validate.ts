// Checks a request against its shape and refuses in AWS's wording. What passes is a clean copy that holds
// only declared members, so nothing that a caller adds can travel on.

import { validationError, serializationError } from './errors.ts';
import { camel, type Shape } from './shape.ts';

interface Check {
  readonly problems: string[];
}

export function validate(shape: Shape, input: unknown): Readonly<Record<string, unknown>> {
  const check: Check = { problems: [] };
  const clean = structureOf(shape, input, '', check);
  const { problems } = check;
  if (problems.length > 0) {
    const errors =
      problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
    throw validationError(`${errors} detected: ${problems.join('; ')}`);
  }
  return clean;
}

/** Callers hand in what they like: a getter or a proxy may throw when it is read. */
function read<T>(path: string, get: () => T): T {
  try {
    return get();
  } catch {
    throw serializationError(path, 'a value that can be read');
  }
}

function structureOf(
  shape: Shape,
  value: unknown,
  path: string,
  check: Check,
): Record<string, unknown> {
  const { members = {} } = shape;
  const given = read(path, () => ownMembers(value, Object.keys(members)));
  if (!given) throw serializationError(path, 'a structure');
  const clean: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) {
    const one = given[name];
    const isAbsent = one === undefined || one === null;
    if (isAbsent && member.optional === true) continue;
    const at = path === '' ? camel(name) : `${path}.${camel(name)}`;
    if (isAbsent) {
      check.problems.push(
        `Value null at '${at}' failed to satisfy constraint: Member must not be null`,
      );
    } else {
      clean[name] = valueOf(member, one, at, check);
    }
  }
  return clean;
}

/** The named members alone, each read once; nothing inherited. */
function ownMembers(value: unknown, names: readonly string[]): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const own: Record<string, unknown> = {};
  for (const name of names) {
    if (Object.hasOwn(value, name)) own[name] = (value as Record<string, unknown>)[name];
  }
  return own;
}

function valueOf(shape: Shape, value: unknown, path: string, check: Check): unknown {
  switch (shape.kind) {
    case 'text':
      return textOf(shape, value, path, check);
    case 'choice':
      return choiceOf(shape, value, path, check);
    case 'blob':
      return blobOf(shape, value, path, check);
    case 'integer':
      return integerOf(shape, value, path, check);
    case 'boolean':
      if (typeof value !== 'boolean') throw serializationError(path, 'a boolean');
      return value;
    case 'timestamp':
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw serializationError(path, 'a timestamp');
      }
      return value;
    case 'list':
      return listOf(shape, value, path, check);
    case 'map':
      return mapOf(value, path);
    case 'structure':
      return structureOf(shape, value, path, check);
  }
}

function textOf(shape: Shape, value: unknown, path: string, check: Check): string {
  if (typeof value !== 'string') throw serializationError(path, 'a string');
  if (!wellFormed(value)) throw serializationError(path, 'well-formed text');
  lengthOf(shape, value.length, path, check, shape.sensitive === true ? undefined : value);
  if (shape.pattern && !shape.pattern.test(value)) {
    const shown = shape.sensitive === true ? '' : ` '${value}'`;
    check.problems.push(
      `Value${shown} at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${shape.pattern.source}`,
    );
  }
  return value;
}

function choiceOf(shape: Shape, value: unknown, path: string, check: Check): string {
  if (typeof value !== 'string') throw serializationError(path, 'a string');
  const values = shape.values ?? [];
  if (!values.includes(value)) {
    check.problems.push(
      `Value '${value}' at '${path}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
    );
  }
  return value;
}

/** A copy: what the caller does with the bytes afterwards changes nothing here. */
function blobOf(shape: Shape, value: unknown, path: string, check: Check): Uint8Array {
  const bytes = read(path, () => (value instanceof Uint8Array ? new Uint8Array(value) : undefined));
  if (!bytes) throw serializationError(path, 'a blob');
  lengthOf(shape, bytes.length, path, check, undefined);
  return bytes;
}

function integerOf(shape: Shape, value: unknown, path: string, check: Check): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw serializationError(path, 'an integer');
  }
  const { min, max } = shape;
  const complain = (bound: string): void => {
    check.problems.push(
      `Value '${value}' at '${path}' failed to satisfy constraint: Member must have value ${bound}`,
    );
  };
  if (min !== undefined && value < min) complain(`greater than or equal to ${min}`);
  if (max !== undefined && value > max) complain(`less than or equal to ${max}`);
  return value;
}

function listOf(shape: Shape, value: unknown, path: string, check: Check): unknown[] {
  const members = read(path, () => (Array.isArray(value) ? Array.from<unknown>(value) : undefined));
  if (!members) throw serializationError(path, 'a list');
  lengthOf(shape, members.length, path, check, undefined);
  const { of } = shape;
  return members.map((member, i) =>
    of ? valueOf(of, member, `${path}.${i + 1}.member`, check) : member,
  );
}

function mapOf(value: unknown, path: string): Readonly<Record<string, string>> {
  const given = read(path, () => (isPlain(value) ? Object.entries(value) : undefined));
  if (!given) throw serializationError(path, 'a map');
  const pairs = given.map(([key, member]) => {
    if (typeof member !== 'string') throw serializationError(`${path}.${key}`, 'a string');
    if (!wellFormed(key) || !wellFormed(member)) throw serializationError(path, 'well-formed text');
    return [key, member] as const;
  });
  return Object.fromEntries(pairs);
}

/** No list, no Map, no text in an object: such things have pairs, too, but not those that were meant. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** UTF-8 has no spelling for half a surrogate pair: two texts would become one. */
const wellFormed = (value: string): boolean => !/\p{Surrogate}/u.test(value);

function lengthOf(
  shape: Shape,
  length: number,
  path: string,
  check: Check,
  shown: string | undefined,
): void {
  const value = shown === undefined ? 'Value' : `Value '${shown}'`;
  const complain = (bound: string): void => {
    check.problems.push(
      `${value} at '${path}' failed to satisfy constraint: Member must have length ${bound}`,
    );
  };
  if (shape.min !== undefined && length < shape.min)
    complain(`greater than or equal to ${shape.min}`);
  if (shape.max !== undefined && length > shape.max) complain(`less than or equal to ${shape.max}`);
}
