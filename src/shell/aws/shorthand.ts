// The CLI's short way to write structures and maps: Key=Value,Other=[a,b],Inner={x=y}. Source: AWS CLI user guide,
// "Using shorthand syntax". Throws ShorthandError with the place where it stopped.

export class ShorthandError extends Error {}

export type Loose = string | Loose[] | { [key: string]: Loose };

/** Whether it looks like one: otherwise it is plain text, or JSON. */
export const looksLikeShorthand = (text: string): boolean => /^\s*[\w.:/-]+\s*=/.test(text);

export function readShorthand(text: string): Record<string, Loose> {
  const reader: Reader = { text, at: 0, depth: 0 };
  const pairs = pairsIn(reader, '');
  if (reader.at < text.length) throw expected(reader, "','");
  return pairs;
}

interface Reader {
  readonly text: string;
  at: number;
  readonly depth: number;
}

const MAX_DEPTH = 20;

function pairsIn(reader: Reader, end: string): Record<string, Loose> {
  const pairs = new Map<string, Loose>();
  for (;;) {
    const [key] = /^[\w.:/ #-]+/.exec(reader.text.slice(reader.at)) ?? [];
    if (key === undefined) throw expected(reader, 'a name');
    reader.at += key.length;
    if (reader.text[reader.at] !== '=') throw expected(reader, "'='");
    reader.at += 1;
    pairs.set(key.trim(), valueIn(reader, end));
    if (reader.text[reader.at] !== ',') return Object.fromEntries(pairs);
    reader.at += 1;
  }
}

function valueIn(reader: Reader, end: string): Loose {
  const opening = reader.text[reader.at];
  if (opening === '[') return listIn(reader);
  if (opening === '{') {
    const inner = deeper(reader);
    inner.at += 1;
    const pairs = inner.text[inner.at] === '}' ? {} : pairsIn(inner, '}');
    if (inner.text[inner.at] !== '}') throw expected(inner, "'}'");
    reader.at = inner.at + 1;
    return pairs;
  }
  const first = plainIn(reader, end);
  // Values that follow without a name of their own belong to this one: Values=a,b,c.
  const values = [first];
  for (;;) {
    const rest = reader.text.slice(reader.at);
    if (!rest.startsWith(',') || /^,\s*[\w.:/ #-]+=/.test(rest) || rest === ',') break;
    reader.at += 1;
    values.push(plainIn(reader, end));
  }
  return values.length === 1 ? first : values;
}

function listIn(reader: Reader): Loose[] {
  const inner = deeper(reader);
  const values: Loose[] = [];
  inner.at += 1;
  while (inner.text[inner.at] !== ']') {
    values.push(inner.text[inner.at] === '{' ? valueIn(inner, ']') : plainIn(inner, ']'));
    if (inner.text[inner.at] === ',') inner.at += 1;
    else if (inner.text[inner.at] !== ']') throw expected(inner, "']'");
  }
  reader.at = inner.at + 1;
  return values;
}

function plainIn(reader: Reader, end: string): string {
  const rest = reader.text.slice(reader.at);
  const quote = rest[0];
  if (quote === '"' || quote === "'") {
    const close = rest.indexOf(quote, 1);
    if (close < 0) throw expected({ ...reader, at: reader.text.length }, `'${quote}'`);
    reader.at += close + 1;
    return rest.slice(1, close);
  }
  let length = 0;
  while (length < rest.length && rest[length] !== ',' && (end === '' || rest[length] !== end)) {
    length += 1;
  }
  reader.at += length;
  return rest.slice(0, length);
}

function deeper({ text, at, depth }: Reader): Reader {
  if (depth >= MAX_DEPTH) throw new ShorthandError('too many brackets within each other');
  return { text, at, depth: depth + 1 };
}

/** In the CLI's words. */
const expected = ({ text, at }: Reader, what: string): ShorthandError =>
  new ShorthandError(
    `Expected: ${what}, received: '${text[at] ?? 'EOF'}' for input:\n ${text}\n ${' '.repeat(Math.min(at, 200))}^`,
  );
