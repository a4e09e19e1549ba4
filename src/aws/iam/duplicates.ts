// JSON lets an object name a member twice, and readers disagree on which counts. A policy must not hang on that.

/** The first member that an object of this JSON text names twice. The text has been parsed before. */
export function duplicateMember(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let text = '';
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') text = JSON.parse(token) as string;
    else if (open.at(-1)?.has(text)) return text;
    else open.at(-1)?.add(text);
  }
  return undefined;
}

/** Texts whole, so that nothing inside one is taken for structure. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;
