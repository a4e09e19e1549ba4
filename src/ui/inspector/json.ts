// JSON as lines to read: each line knows its path, so that the members that matter can be marked.

export interface JsonLine {
  readonly text: string;
  /** 'requestParameters.encryptionContext.department'; list positions are left out. */
  readonly path: string;
}

/** JSON text, indented; other text as it stands. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

export function linesOf(indented: string): readonly JsonLine[] {
  const path: string[] = [];
  return indented.split('\n').map((line) => {
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    const key = /^ *"((?:[^"\\]|\\.)*)": /.exec(line)?.[1];
    path.length = Math.min(path.length, depth / 2);
    if (key !== undefined) path[depth / 2] = key;
    return { text: shortened(line), path: path.filter(Boolean).join('.') };
  });
}

/** Nobody reads 4,000 letters of base64. */
const shortened = (line: string): string =>
  line.length > LONGEST ? `${line.slice(0, LONGEST - TAIL)} … ${line.slice(-TAIL)}` : line;

const LONGEST = 400;
const TAIL = 24;
