// Data as JavaScript in which equal parts stand once. The frames of a scenario repeat most of each other, and those of
// its what-ifs most of its own: written out, a lesson would be three times as large.

/** Smaller parts are no longer than their name and the declaration of it. */
const SHORTEST = 24;

interface Shared {
  /** Declarations, in the order in which they need each other. */
  readonly declarations: readonly string[];
  /** Expressions for the values that were given, in their order. */
  readonly expressions: readonly string[];
}

/** `values` are plain data: what JSON can hold. Their parts must not be changed afterwards: they are shared. */
export function sharing(values: readonly unknown[]): Shared {
  const seen = new Map<string, number>();
  for (const value of values) count(value, seen);
  const names = new Map<string, string>();
  const declarations: string[] = [];
  const expressions = values.map((value) => written(value, { seen, names, declarations }));
  return { declarations, expressions };
}

/** How often each part stands in the whole; what is within a part that was met before does not count again. */
function count(value: unknown, seen: Map<string, number>): void {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || text.length < SHORTEST) return;
  const times = seen.get(text) ?? 0;
  seen.set(text, times + 1);
  if (times === 0) for (const part of partsOf(value)) count(part, seen);
}

const partsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

interface Writing {
  readonly seen: ReadonlyMap<string, number>;
  readonly names: Map<string, string>;
  readonly declarations: string[];
}

function written(value: unknown, writing: Writing): string {
  const { seen, names, declarations } = writing;
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'undefined';
  if ((seen.get(text) ?? 0) < 2) return spelt(value, writing);
  let name = names.get(text);
  if (name === undefined) {
    const expression = spelt(value, writing);
    name = `$${names.size}`;
    names.set(text, name);
    declarations.push(`const ${name}=${expression};`);
  }
  return name;
}

function spelt(value: unknown, writing: Writing): string {
  if (Array.isArray(value)) return `[${value.map((part) => written(part, writing)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => `${keyOf(name)}:${written(part, writing)}`);
  return `{${members.join(',')}}`;
}

/** In a literal a plain `__proto__` would set the prototype. */
const keyOf = (name: string): string =>
  name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
