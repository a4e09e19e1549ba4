// A word of the shell: text, quotes of both kinds, variables, and the output of other commands.

import { ScriptError, type Part, type Script, type Word } from './script.ts';

export interface Source {
  readonly text: string;
  at: number;
  /** How many $( are open. */
  readonly depth: number;
  readonly pending: HereDocument[];
  /** Reads what stands in $(…). */
  readonly readInner: (source: Source) => Script;
}

interface HereDocument {
  readonly delimiter: string;
  /** Its delimiter was quoted: nothing in it is expanded. */
  readonly verbatim: boolean;
  readonly indented: boolean;
  /** Filled once its text has been read. */
  readonly parts: Part[];
}

/** So that no line can nest itself to death. */
const MAX_DEPTH = 20;

/** 'document': everything up to the end, in which quotes mean nothing. */
export function readWord(source: Source, as: 'word' | 'document' = 'word'): Word {
  const parts: Part[] = [];
  let quoted = as === 'document';
  const { text } = source;
  while (source.at < text.length) {
    const character = text[source.at] ?? '';
    if (as === 'word' && ' \t\r\n;&|()<>'.includes(character)) break;
    if (as === 'word' && character === "'") {
      quoted = true;
      parts.push({ kind: 'text', text: untilQuote(source) });
    } else if (as === 'word' && character === '"') {
      quoted = true;
      source.at += 1;
      inQuotes(source, parts);
    } else if (character === '\\') {
      parts.push({ kind: 'text', text: escaped(source, as === 'document') });
    } else if (character === '$' || character === '`') {
      parts.push(expansion(source, as === 'document'));
    } else {
      const [plain = character] =
        (as === 'word' ? /^[^\s;&|()<>'"\\$`]+/ : /^[^\\$`]+/).exec(text.slice(source.at)) ?? [];
      source.at += plain.length;
      parts.push({ kind: 'text', text: plain });
    }
  }
  return { parts, quoted };
}

function untilQuote(source: Source): string {
  const end = source.text.indexOf("'", source.at + 1);
  if (end < 0) throw new ScriptError("a single quote (') is opened and never closed");
  const inner = source.text.slice(source.at + 1, end);
  source.at = end + 1;
  return inner;
}

function inQuotes(source: Source, parts: Part[]): void {
  const { text } = source;
  while (source.at < text.length) {
    const character = text[source.at] ?? '';
    if (character === '"') {
      source.at += 1;
      return;
    }
    if (character === '\\') parts.push({ kind: 'text', text: escaped(source, true) });
    else if (character === '$' || character === '`') parts.push(expansion(source, true));
    else {
      const [plain = character] = /^[^"\\$`]+/.exec(text.slice(source.at)) ?? [];
      source.at += plain.length;
      parts.push({ kind: 'text', text: plain });
    }
  }
  throw new ScriptError('a double quote (") is opened and never closed');
}

/** In quotes a backslash means something only before a few characters. */
function escaped(source: Source, quoted: boolean): string {
  const next = source.text[source.at + 1];
  source.at += next === undefined ? 1 : 2;
  if (next === '\n') return '';
  if (next === undefined) return '\\';
  return quoted && !'"\\$`'.includes(next) ? `\\${next}` : next;
}

const VARIABLE = /^\$(?:(\w+|\?)|\{(\w+|\?)\})/;

function expansion(source: Source, quoted: boolean): Part {
  const rest = source.text.slice(source.at);
  if (rest.startsWith('`')) return backquoted(source, quoted);
  if (rest.startsWith('$(')) {
    source.at += 2;
    const inner = nested(source, source.text);
    const script = source.readInner(inner);
    if (inner.text[inner.at] !== ')') throw new ScriptError('a $( is opened and never closed');
    source.at = inner.at + 1;
    return { kind: 'substitution', script, quoted };
  }
  if (rest.startsWith('${') && !VARIABLE.test(rest)) {
    throw new ScriptError('only ${NAME} is understood here: no changes within the braces');
  }
  const [all, bare, braced] = VARIABLE.exec(rest) ?? [];
  source.at += all?.length ?? 1;
  const name = bare ?? braced;
  return name === undefined ? { kind: 'text', text: '$' } : { kind: 'variable', name, quoted };
}

function backquoted(source: Source, quoted: boolean): Part {
  const end = source.text.indexOf('`', source.at + 1);
  if (end < 0) throw new ScriptError('a back quote (`) is opened and never closed');
  const inner = nested({ ...source, at: 0 }, source.text.slice(source.at + 1, end));
  // Here no parenthesis closes it, so none may be left over.
  const script = source.readInner({ ...inner, depth: 0 });
  source.at = end + 1;
  return { kind: 'substitution', script, quoted };
}

function nested({ at, depth, readInner }: Source, text: string): Source {
  if (depth >= MAX_DEPTH) throw new ScriptError('too many $( within each other');
  return { text, at, depth: depth + 1, pending: [], readInner };
}
