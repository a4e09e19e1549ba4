// YAML with its positions kept: every value knows its line, so that a mistake in it can be pointed at.

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { Mistake, oneOf } from './mistake.ts';

/** `firstLine` is the line of the file on which the text begins. */
export function readYaml(text: string, file: string, firstLine = 1): Value {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number): number => counter.linePos(offset).line + firstLine - 1;
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    throw new Mistake(
      { file, line: lineAt(problem.pos[0]) },
      problem.message.replace(/\.?$/, '.'),
      'Mend the YAML.',
    );
  }
  return new Value(document.contents, 'The file', { document, file, lineAt }, firstLine);
}

interface Source {
  readonly document: Document;
  readonly file: string;
  readonly lineAt: (offset: number) => number;
}

export class Value {
  readonly #node: Node | null;
  readonly #source: Source;
  /** What messages call it. */
  readonly name: string;
  readonly line: number;

  constructor(node: Node | null, name: string, source: Source, line: number) {
    this.#node = node;
    this.#source = source;
    this.name = name;
    this.line = node?.range ? source.lineAt(node.range[0]) : line;
  }

  fail(wrong: string, cure: string): never {
    throw new Mistake({ file: this.#source.file, line: this.line }, wrong, cure);
  }

  /** Members of a mapping. A key that is not named here is a mistake, and so is a required one that is missing. */
  members<R extends string, O extends string = never>(
    required: readonly R[],
    optional: readonly O[] = [],
  ): Readonly<Record<R, Value> & Partial<Record<O, Value>>> {
    if (!isMap(this.#node)) {
      return this.fail(`${this.name} is no mapping.`, 'Write "key: value" lines.');
    }
    const known: readonly string[] = [...required, ...optional];
    const found: Record<string, Value> = {};
    for (const pair of this.#node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const line = pairLine(pair.key, this.#source, this.line);
      const value = new Value(pair.value as Node | null, key, this.#source, line);
      if (!known.includes(key)) value.fail(`"${key}" is not known here.`, oneOf(key, known));
      found[key] = value;
    }
    const missing = required.find((key) => found[key] === undefined);
    if (missing !== undefined) this.fail(`${this.name} has no ${missing}.`, `Add "${missing}:".`);
    return found as Record<R, Value> & Partial<Record<O, Value>>;
  }

  list(): Value[] {
    if (!isSeq(this.#node)) return this.fail(`${this.name} is no list.`, 'Write "- item" lines.');
    return this.#node.items.map(
      (item, i) => new Value(item as Node | null, `${this.name} ${i + 1}`, this.#source, this.line),
    );
  }

  text(): string {
    const value = this.#scalar();
    if (typeof value !== 'string' || value.trim() === '') {
      return this.fail(
        `${this.name} is no text.`,
        'Write some, in quotes where it looks like something else.',
      );
    }
    return value.trim();
  }

  /** Text, also where it looks like a number or a truth value: the option "True", the option "4096". */
  plain(): string {
    const written =
      isScalar(this.#node) && typeof this.#node.value !== 'string' ? this.#node.source : undefined;
    return written ?? this.text();
  }

  word<W extends string>(words: readonly W[]): W {
    const value = String(this.#scalar());
    const found = words.find((word) => word === value);
    return found ?? this.fail(`${this.name} is "${value}".`, oneOf(value, words));
  }

  count(): number {
    const value = this.#scalar();
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
    return this.fail(`${this.name} is no whole number above 0.`, 'Write digits only.');
  }

  flag(): boolean {
    const value = this.#scalar();
    return typeof value === 'boolean'
      ? value
      : this.fail(`${this.name} is neither true nor false.`, 'Write true or false.');
  }

  /** A day, ISO 8601. */
  day(): string {
    const value = String(this.#scalar());
    const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
    const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
    return real ? value : this.fail(`${this.name} is no date.`, 'Write it like 2026-11-23.');
  }

  url(): string {
    const value = this.text();
    return /^https:\/\/[^\s]+$/.test(value)
      ? value
      : this.fail(`${this.name} is no web address.`, 'Begin it with https://.');
  }

  /** As plain data, for what is checked elsewhere. */
  data(): unknown {
    return this.#node?.toJS(this.#source.document);
  }

  #scalar(): unknown {
    return isScalar(this.#node) ? this.#node.value : undefined;
  }
}

function pairLine(key: unknown, source: Source, fallback: number): number {
  const range = isScalar(key) ? key.range : undefined;
  return range ? source.lineAt(range[0]) : fallback;
}
