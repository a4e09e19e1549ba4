// Runs a script: expands words, joins programs by pipes, sends their output where it was told to go.

import { concat, readable, utf8 } from '../crypto/bytes.ts';
import { readScript } from './language/read.ts';
import {
  ScriptError,
  type Command,
  type Redirect,
  type Script,
  type Word,
} from './language/script.ts';
import { programs } from './programs/index.ts';
import type { Io, Session } from './session.ts';

/** What came out, in order. */
export interface Written {
  readonly to: 'out' | 'err';
  readonly bytes: Uint8Array;
}

export interface Result {
  readonly exitCode: number;
  readonly written: readonly Written[];
}

/** So that no line fills the memory: a value may be this long, and a line may start so many programs. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_COMMANDS = 1000;

export function runLine(text: string, session: Session): Result {
  const written: Written[] = [];
  const say = (to: Written['to']) => (bytes: Uint8Array) => {
    if (bytes.length > 0) written.push({ to, bytes });
  };
  const io: Io = { input: new Uint8Array(), out: say('out'), err: say('err') };
  try {
    const exitCode = new Runner(session).script(readScript(text), io);
    session.variables.set('?', String(exitCode));
    return { exitCode, written };
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    io.err(utf8(`bash: ${error.message}\n`));
    session.variables.set('?', '2');
    return { exitCode: 2, written };
  }
}

class Runner {
  readonly #session: Session;
  #started = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  script(script: Script, io: Io): number {
    let exitCode = 0;
    for (const { commands, when } of script) {
      if (when === 'succeeded' && exitCode !== 0) continue;
      if (when === 'failed' && exitCode === 0) continue;
      exitCode = this.#pipeline(commands, io);
      this.#session.variables.set('?', String(exitCode));
    }
    return exitCode;
  }

  /** One after the other: what comes out of one goes into the next whole. */
  #pipeline(commands: readonly Command[], io: Io): number {
    let { input } = io;
    let exitCode = 0;
    for (const [i, command] of commands.entries()) {
      const isLast = i === commands.length - 1;
      const passed = collector();
      exitCode = this.#command(command, { ...io, input, out: isLast ? io.out : passed.add });
      input = passed.bytes();
    }
    return exitCode;
  }

  #command({ assignments, words, redirects }: Command, io: Io): number {
    this.#started += 1;
    if (this.#started > MAX_COMMANDS) throw new ScriptError('too many commands in one line');
    const { variables } = this.#session;
    const set = assignments.map(({ name, value }) => [name, this.#text(value, io)] as const);
    const [name, ...args] = words.flatMap((word) => this.#fields(word, io));
    const redirected = this.#redirected(redirects, io);
    if (redirected === undefined) return 1;
    if (name === undefined) {
      for (const [variable, value] of set) variables.set(variable, value);
      redirected.close();
      return 0;
    }
    const own = new Map(set);
    const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (!program) {
      redirected.io.err(utf8(`${name}: command not found\n`));
      redirected.close();
      return 127;
    }
    const exitCode = program({
      args,
      io: redirected.io,
      session: this.#session,
      env: (variable) => own.get(variable) ?? variables.get(variable),
    });
    redirected.close();
    return exitCode;
  }

  #redirected(
    redirects: readonly Redirect[],
    io: Io,
  ): { readonly io: Io; readonly close: () => void } | undefined {
    const { files } = this.#session;
    let { input } = io;
    const streams = { 1: io.out, 2: io.err };
    const closing: (() => void)[] = [];
    for (const { how, of, to } of redirects) {
      if ('stream' in to) {
        if (of !== 'both') streams[of] = streams[to.stream];
        continue;
      }
      const word = 'file' in to ? this.#text(to.file, io) : this.#text(to.text, io);
      if (how === '<') {
        const bytes = 'text' in to ? utf8(word) : files.read(word);
        if (!bytes) {
          io.err(utf8(`bash: ${word}: No such file or directory\n`));
          return undefined;
        }
        input = bytes;
        continue;
      }
      const before = how === '>>' ? (files.read(word) ?? new Uint8Array()) : new Uint8Array();
      const kept = collector();
      if (of === 'both') streams[1] = streams[2] = kept.add;
      else streams[of] = kept.add;
      if (word !== '/dev/null') {
        closing.push(() => {
          files.write(word, concat(before, kept.bytes()));
        });
      }
    }
    return {
      io: { input, out: streams[1], err: streams[2] },
      close: () => {
        for (const close of closing) close();
      },
    };
  }

  /** The whole word as one text. */
  #text({ parts }: Word, io: Io): string {
    return bounded(parts.map((part) => this.#expanded(part, io)).join(''));
  }

  /** What a word comes to: what is not quoted falls apart at spaces. */
  #fields({ parts, quoted }: Word, io: Io): readonly string[] {
    const fields: string[] = [];
    let open: string | undefined = quoted ? '' : undefined;
    for (const part of parts) {
      const text = this.#expanded(part, io);
      if (part.kind === 'text' || part.quoted) {
        open = (open ?? '') + text;
        continue;
      }
      const pieces = text.split(/[ \t\n]+/);
      for (const [i, piece] of pieces.entries()) {
        if (i > 0 && open !== undefined) {
          fields.push(open);
          open = undefined;
        }
        if (piece !== '') open = (open ?? '') + piece;
      }
    }
    if (open !== undefined) fields.push(bounded(open));
    return fields;
  }

  #expanded(part: Word['parts'][number], { err }: Io): string {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'variable') return this.#session.variables.get(part.name) ?? '';
    const passed = collector();
    this.script(part.script, { input: new Uint8Array(), out: passed.add, err });
    return readable(passed.bytes()).replaceAll('\0', '').replace(/\n+$/, '');
  }
}

function collector(): {
  readonly add: (bytes: Uint8Array) => void;
  readonly bytes: () => Uint8Array;
} {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    add: (bytes) => {
      length += bytes.length;
      if (length > MAX_BYTES) throw new ScriptError('more output than this shell can hold');
      parts.push(bytes);
    },
    bytes: () => concat(...parts),
  };
}

function bounded(text: string): string {
  if (text.length > MAX_BYTES) throw new ScriptError('a value longer than this shell can hold');
  return text;
}
