// What most programs read: the files that they are given, or what comes through the pipe.

import { concat } from '../../crypto/bytes.ts';
import type { Invocation } from '../session.ts';
import { complain } from './complain.ts';

/** The bytes of all, or undefined where one is missing, which has been complained of. */
export function inputOf(
  name: string,
  invocation: Invocation,
  paths: readonly string[],
): Uint8Array | undefined {
  const { io, session } = invocation;
  if (paths.length === 0) return io.input;
  const parts: Uint8Array[] = [];
  for (const path of paths) {
    const bytes = path === '-' || path === '/dev/stdin' ? io.input : session.files.read(path);
    if (!bytes) {
      const why = session.files.isFolder(path) ? 'Is a directory' : 'No such file or directory';
      complain(invocation, `${name}: ${path}: ${why}`);
      return undefined;
    }
    parts.push(bytes);
  }
  return concat(...parts);
}

/** Options apart from the rest: '-d', '--decode', '-w0' and '-w 0' where `valued` names w. */
export function readOptions(
  args: readonly string[],
  valued = '',
): { readonly options: ReadonlyMap<string, string>; readonly rest: readonly string[] } {
  const options = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    const [, long, value] = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (long !== undefined) options.set(long, value ?? '');
    else if (/^-\d+$/.test(arg)) options.set('number', arg.slice(1));
    else if (/^-[A-Za-z]/.test(arg)) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at] ?? '';
        if (!valued.includes(letter)) {
          options.set(letter, '');
          continue;
        }
        const attached = arg.slice(at + 1);
        options.set(letter, attached === '' ? (args[++i] ?? '') : attached);
        break;
      }
    } else rest.push(arg);
  }
  return { options, rest };
}
