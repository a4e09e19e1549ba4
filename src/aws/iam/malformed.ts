// What every reader of a policy document needs: a way to say what is wrong, and strict readings of JSON.

/** One sentence about what is wrong with a policy. */
export class Malformed extends Error {}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A misspelt element must not pass for one that was left out. */
export function onlyMembers(value: object, known: readonly string[], where: string): void {
  const strange = Object.keys(value).find((name) => !known.includes(name));
  if (strange !== undefined) throw new Malformed(`${where} cannot have an element "${strange}".`);
}

/** One text, or a list of them with at least one. */
export function textsOf(value: unknown, where: string): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length === 0) throw new Malformed(`${where}: the list is empty.`);
  return all.map((one) => {
    if (typeof one !== 'string') throw new Malformed(`${where}: only text will do.`);
    return one;
  });
}
