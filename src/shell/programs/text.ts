// Programs that print and pick text, as far as tutorials on KMS use them.

import { readable, utf8 } from '../../crypto/bytes.ts';
import type { Invocation, Program } from '../session.ts';
import { complain } from './complain.ts';
import { inputOf, readOptions } from './inputs.ts';

export const echo: Program = ({ args, io }) => {
  const flags = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const options = args.slice(0, flags < 0 ? args.length : flags).join('');
  const text = args.slice(flags < 0 ? args.length : flags).join(' ');
  io.out(
    utf8((options.includes('e') ? unescaped(text) : text) + (options.includes('n') ? '' : '\n')),
  );
  return 0;
};

const unescaped = (text: string): string =>
  text.replace(/\\([\\nt0r])/g, (_, letter: string) => ESCAPES[letter] ?? letter);

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

export const printf: Program = ({ args, io }) => {
  const [format = '', ...values] = args;
  const left = [...values];
  const once = (): string =>
    unescaped(format).replace(/%%|%[sd]/g, (mark) => (mark === '%%' ? '%' : (left.shift() ?? '')));
  let text = once();
  // As in a shell, the format serves again for what is left over.
  while (left.length > 0 && /%[sd]/.test(format)) text += once();
  io.out(utf8(text));
  return 0;
};

export const cat: Program = (invocation) => {
  const bytes = inputOf('cat', invocation, readOptions(invocation.args).rest);
  if (!bytes) return 1;
  invocation.io.out(bytes);
  return 0;
};

type Lines = (lines: readonly string[], options: ReadonlyMap<string, string>) => readonly string[];

/** A program that takes lines and gives lines. */
const onLines =
  (name: string, valued: string, pick: Lines): Program =>
  (invocation) => {
    const { options, rest } = readOptions(invocation.args, valued);
    const lines = linesOf(name, invocation, rest);
    if (!lines) return 1;
    for (const line of pick(lines, options)) invocation.io.out(utf8(`${line}\n`));
    return 0;
  };

function linesOf(
  name: string,
  invocation: Invocation,
  paths: readonly string[],
): readonly string[] | undefined {
  const bytes = inputOf(name, invocation, paths);
  if (!bytes) return undefined;
  const text = readable(bytes);
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

const countIn = (options: ReadonlyMap<string, string>): number =>
  Number(options.get('n') ?? options.get('number') ?? 10);

export const head = onLines('head', 'n', (lines, options) => lines.slice(0, countIn(options)));

export const tail = onLines('tail', 'n', (lines, options) => lines.slice(-countIn(options)));

export const sort = onLines('sort', '', (lines, options) => {
  const sorted = [...lines].sort();
  return options.has('r') ? sorted.reverse() : sorted;
});

export const cut = onLines('cut', 'dfc', (lines, options) => {
  const delimiter = options.get('d') ?? '\t';
  const fields = (options.get('f') ?? options.get('c') ?? '1').split(',').map(Number);
  return lines.map((line) => {
    const pieces = options.has('c') ? [...line] : line.split(delimiter);
    return fields
      .flatMap((field) => pieces[field - 1] ?? [])
      .join(options.has('c') ? '' : delimiter);
  });
});

export const grep: Program = (invocation) => {
  const { options, rest } = readOptions(invocation.args, 'e');
  const [pattern = options.get('e') ?? '', ...paths] = options.has('e')
    ? [options.get('e') ?? '', ...rest]
    : rest;
  const lines = linesOf('grep', invocation, paths);
  if (!lines) return 2;
  const fold = (text: string): string => (options.has('i') ? text.toLowerCase() : text);
  // Text is looked for as it stands: a pattern typed by anyone could keep the page busy for ever.
  const found = lines.filter((line) => fold(line).includes(fold(pattern)) !== options.has('v'));
  if (options.has('c')) invocation.io.out(utf8(`${found.length}\n`));
  else if (!options.has('q')) for (const line of found) invocation.io.out(utf8(`${line}\n`));
  return found.length > 0 ? 0 : 1;
};

export const tr: Program = (invocation) => {
  const { options, rest } = readOptions(invocation.args);
  const [from = '', to = ''] = rest.map(unescaped);
  if (from === '') return complain(invocation, 'tr: missing operand');
  const text = readable(invocation.io.input);
  const mapped = [...text].map((letter) => {
    const at = from.indexOf(letter);
    if (at < 0) return letter;
    return options.has('d') ? '' : (to[Math.min(at, to.length - 1)] ?? letter);
  });
  invocation.io.out(utf8(mapped.join('')));
  return 0;
};

export const wc: Program = (invocation) => {
  const { options, rest } = readOptions(invocation.args);
  const bytes = inputOf('wc', invocation, rest);
  if (!bytes) return 1;
  const text = readable(bytes);
  const counts = {
    l: text.split('\n').length - 1,
    w: text.split(/\s+/).filter(Boolean).length,
    c: bytes.length,
  };
  const asked = (['l', 'w', 'c'] as const).filter((one) => options.has(one));
  const shown = (asked.length > 0 ? asked : (['l', 'w', 'c'] as const)).map((one) => counts[one]);
  invocation.io.out(utf8(`${[...shown, ...rest].join(' ')}\n`));
  return 0;
};
