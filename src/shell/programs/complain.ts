// How a program says what it can't do: on the error stream, with its name before it.

import { utf8 } from '../../crypto/bytes.ts';
import type { Invocation } from '../session.ts';

/** Gives the exit code, so that a program can end with it. */
export function complain({ io }: Pick<Invocation, 'io'>, message: string, exitCode = 1): number {
  io.err(utf8(`${message}\n`));
  return exitCode;
}
