// Programs about the shell itself: its variables, its clock.

import { utf8 } from '../../crypto/bytes.ts';
import { HOME } from '../files.ts';
import type { Program } from '../session.ts';
import { complain } from './complain.ts';
import { readOptions } from './inputs.ts';

/** Every variable is seen by every program here, so there is nothing more to do than to set it. */
export const exportVariables: Program = (invocation) => {
  const { variables } = invocation.session;
  for (const arg of invocation.args) {
    const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) return complain(invocation, `export: '${arg}': not a valid identifier`);
    if (value !== undefined) variables.set(name, value);
  }
  return 0;
};

export const unset: Program = ({ args, session }) => {
  for (const name of args) session.variables.delete(name);
  return 0;
};

export const env: Program = ({ io, session }) => {
  const named = [...session.variables].filter(([name]) => name !== '?').sort();
  for (const [name, value] of named) io.out(utf8(`${name}=${value}\n`));
  return 0;
};

export const pwd: Program = ({ io }) => {
  io.out(utf8(`${HOME}\n`));
  return 0;
};

/** There is one place to be. */
export const cd: Program = (invocation) => {
  const [to = HOME] = invocation.args;
  return to === HOME || to === '~' || to === '.'
    ? 0
    : complain(invocation, `cd: ${to}: this shell stays in ${HOME}; name files by their path`);
};

export const succeed: Program = () => 0;
export const fail: Program = () => 1;

/** The simulated time. */
export const date: Program = (invocation) => {
  const { args, io, session } = invocation;
  const [format] = readOptions(args).rest;
  const now = new Date(session.world.now());
  if (format === undefined) {
    io.out(utf8(`${now.toUTCString().replace('GMT', 'UTC')}\n`));
    return 0;
  }
  const parts: Readonly<Record<string, string>> = {
    Y: String(now.getUTCFullYear()),
    m: String(now.getUTCMonth() + 1).padStart(2, '0'),
    d: String(now.getUTCDate()).padStart(2, '0'),
    H: String(now.getUTCHours()).padStart(2, '0'),
    M: String(now.getUTCMinutes()).padStart(2, '0'),
    S: String(now.getUTCSeconds()).padStart(2, '0'),
    s: String(Math.floor(now.getTime() / 1000)),
    F: now.toISOString().slice(0, 10),
    T: now.toISOString().slice(11, 19),
  };
  if (!format.startsWith('+')) return complain(invocation, `date: invalid date '${format}'`);
  io.out(
    utf8(`${format.slice(1).replace(/%([YmdHMSsFT])/g, (_, part: string) => parts[part] ?? '')}\n`),
  );
  return 0;
};

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Simulated time passes, and what falls due happens. At most ten years at once. */
export const sleep: Program = (invocation) => {
  const [, count, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(invocation.args[0] ?? '') ?? [];
  const seconds = Number(count) * (UNITS[unit === '' ? 's' : unit] ?? 1);
  if (!(seconds <= 10 * 366 * 86_400)) {
    return complain(invocation, `sleep: invalid time interval '${invocation.args[0] ?? ''}'`);
  }
  invocation.session.world.advance(Math.round(seconds * 1000));
  return 0;
};
