// Reads a script, character by character, as a shell does: what a quote means depends on what stands before it.

import { ScriptError, type Command, type Pipeline, type Redirect, type Script } from './script.ts';
import { readWord, type Source } from './words.ts';

/** Throws ScriptError. */
export function readScript(text: string): Script {
  const source: Source = { text, at: 0, depth: 0, pending: [], readInner: pipelinesIn };
  const script = pipelinesIn(source);
  if (source.at < source.text.length) throw unexpected(source);
  return script;
}

/** Up to the end, or to a closing parenthesis, which is left standing. */
function pipelinesIn(source: Source): Script {
  const pipelines: Pipeline[] = [];
  let when: Pipeline['when'] = 'always';
  for (;;) {
    skipBlank(source, true);
    if (atEnd(source)) break;
    const commands = [commandIn(source)];
    while (takes(source, '|', '||')) {
      skipBlank(source, true);
      if (atEnd(source)) throw unexpected(source);
      commands.push(commandIn(source));
    }
    pipelines.push({ commands, when });
    const next = separatorIn(source);
    if (next === undefined) break;
    when = next;
    if (when !== 'always') {
      skipBlank(source, true);
      if (atEnd(source)) throw unexpected(source);
    }
  }
  return pipelines;
}

function separatorIn(source: Source): Pipeline['when'] | undefined {
  skipBlank(source, false);
  if (takes(source, '&&')) return 'succeeded';
  if (takes(source, '||')) return 'failed';
  if (takes(source, ';')) return 'always';
  if (takes(source, '\n')) {
    hereDocuments(source);
    return 'always';
  }
  if (!atEnd(source)) throw unexpected(source);
  hereDocuments(source);
  return undefined;
}

const NAME = /^[A-Za-z_]\w*=/;

function commandIn(source: Source): Command {
  const assignments: Command['assignments'][number][] = [];
  const words: Command['words'][number][] = [];
  const redirects: Redirect[] = [];
  for (;;) {
    skipBlank(source, false);
    const redirect = redirectIn(source);
    if (redirect) {
      redirects.push(redirect);
      continue;
    }
    if (atEnd(source) || '\n;&|()<>'.includes(source.text[source.at] ?? '')) break;
    const [prefix] = words.length === 0 ? (NAME.exec(source.text.slice(source.at)) ?? []) : [];
    if (prefix !== undefined) {
      source.at += prefix.length;
      assignments.push({ name: prefix.slice(0, -1), value: readWord(source) });
    } else {
      words.push(readWord(source));
    }
  }
  if (words.length + assignments.length + redirects.length === 0) throw unexpected(source);
  return { assignments, words, redirects };
}

const REDIRECT = /^(?:(&>>|&>)|([12]?)(>>|>)(?:&([12]))?|(<<<|<<-?|<))/;

function redirectIn(source: Source): Redirect | undefined {
  const [all, both, fd, out, stream, input] = REDIRECT.exec(source.text.slice(source.at)) ?? [];
  if (all === undefined) return undefined;
  source.at += all.length;
  if (input !== undefined) return inputIn(source, input);
  const how = (both?.slice(1) ?? out) === '>>' ? '>>' : '>';
  const of = both !== undefined ? 'both' : fd === '2' ? 2 : 1;
  if (stream !== undefined) return { how, of, to: { stream: stream === '2' ? 2 : 1 } };
  return { how, of, to: { file: targetIn(source) } };
}

function inputIn(source: Source, operator: string): Redirect {
  const word = targetIn(source);
  if (operator === '<') return { how: '<', of: 1, to: { file: word } };
  if (operator === '<<<') {
    const parts = [...word.parts, { kind: 'text', text: '\n' } as const];
    return { how: '<', of: 1, to: { text: { ...word, parts } } };
  }
  // The text stands after the end of this line.
  const document = {
    delimiter: word.parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
    verbatim: word.quoted,
    indented: operator === '<<-',
    parts: [],
  };
  source.pending.push(document);
  return { how: '<', of: 1, to: { text: { parts: document.parts, quoted: true } } };
}

function targetIn(source: Source): Command['words'][number] {
  skipBlank(source, false);
  if (atEnd(source) || '\n;&|()<>'.includes(source.text[source.at] ?? '')) throw unexpected(source);
  return readWord(source);
}

/** The texts of here-documents, which begin after the line that asked for them. */
function hereDocuments(source: Source): void {
  for (const { delimiter, verbatim, indented, parts } of source.pending.splice(0)) {
    const lines: string[] = [];
    for (;;) {
      if (source.at >= source.text.length) {
        throw new ScriptError(`the text after << ends without a line that says ${delimiter}`);
      }
      const end = source.text.indexOf('\n', source.at);
      const raw = source.text.slice(source.at, end < 0 ? undefined : end);
      source.at = end < 0 ? source.text.length : end + 1;
      const line = indented ? raw.replace(/^\t+/, '') : raw;
      if (line === delimiter) break;
      lines.push(`${line}\n`);
    }
    const text = lines.join('');
    if (verbatim) parts.push({ kind: 'text', text });
    else parts.push(...readWord({ ...source, text, at: 0, pending: [] }, 'document').parts);
  }
}

function skipBlank(source: Source, lines: boolean): void {
  for (;;) {
    const rest = source.text.slice(source.at);
    const [blank] = (lines ? /^(?:[ \t\r\n]|\\\r?\n)+/ : /^(?:[ \t\r]|\\\r?\n)+/).exec(rest) ?? [];
    const [comment] = blank === undefined ? (/^#[^\n]*/.exec(rest) ?? []) : [];
    const skipped = blank ?? comment;
    if (skipped === undefined) return;
    source.at += skipped.length;
    if (lines && skipped.includes('\n')) hereDocuments(source);
  }
}

function takes(source: Source, token: string, butNot?: string): boolean {
  const { text, at } = source;
  if (!text.startsWith(token, at) || (butNot !== undefined && text.startsWith(butNot, at))) {
    return false;
  }
  source.at += token.length;
  return true;
}

const atEnd = ({ text, at, depth }: Source): boolean =>
  at >= text.length || (depth > 0 && text[at] === ')');

function unexpected({ text, at }: Source): ScriptError {
  const [token] = /^(?:&&|\|\||>>|<<|.)/s.exec(text.slice(at)) ?? [];
  return new ScriptError(
    token === undefined
      ? 'syntax error: unexpected end of the line'
      : `syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`,
  );
}
