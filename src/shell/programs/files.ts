// Programs that look after files.

import { utf8 } from '../../crypto/bytes.ts';
import type { Invocation, Program } from '../session.ts';
import { complain } from './complain.ts';
import { readOptions } from './inputs.ts';

export const ls: Program = (invocation) => {
  const { files } = invocation.session;
  const { options, rest } = readOptions(invocation.args);
  let exitCode = 0;
  for (const path of rest.length > 0 ? rest : ['.']) {
    const single = files.read(path);
    const found: readonly (readonly [string, number])[] = single
      ? [[path, single.length]]
      : namesIn(invocation, path);
    if (!single && !files.isFolder(path)) {
      exitCode = complain(invocation, `ls: cannot access '${path}': No such file or directory`, 2);
    }
    for (const [name, size] of found) {
      invocation.io.out(
        utf8(options.has('l') ? `${String(size).padStart(9)} ${name}\n` : `${name}\n`),
      );
    }
  }
  return exitCode;
};

/** Of what lies deeper, the folder. */
function namesIn({ session: { files } }: Invocation, path: string): (readonly [string, number])[] {
  const names = new Map<string, number>();
  for (const name of files.under(path)) {
    const [first = '', ...deeper] = name.split('/');
    const isFolder = deeper.length > 0;
    names.set(
      isFolder ? `${first}/` : first,
      isFolder ? 0 : (files.read(`${path}/${name}`)?.length ?? 0),
    );
  }
  return [...names];
}

export const rm: Program = (invocation) => {
  const { files } = invocation.session;
  const { options, rest } = readOptions(invocation.args);
  let exitCode = 0;
  for (const path of rest) {
    if (files.remove(path)) continue;
    if ((options.has('r') || options.has('R')) && files.isFolder(path)) {
      for (const name of files.under(path)) files.remove(`${path}/${name}`);
    } else if (!options.has('f')) {
      exitCode = complain(invocation, `rm: cannot remove '${path}': No such file or directory`);
    }
  }
  return exitCode;
};

export const mkdir: Program = ({ args, session }) => {
  for (const path of readOptions(args).rest) session.files.makeFolder(path);
  return 0;
};

const carry =
  (name: string, takesAway: boolean): Program =>
  (invocation) => {
    const { files } = invocation.session;
    const [from, to] = readOptions(invocation.args).rest;
    if (from === undefined || to === undefined)
      return complain(invocation, `${name}: missing operand`);
    const bytes = files.read(from);
    if (!bytes)
      return complain(invocation, `${name}: cannot stat '${from}': No such file or directory`);
    files.write(files.isFolder(to) ? `${to}/${from.split('/').at(-1) ?? from}` : to, bytes);
    if (takesAway) files.remove(from);
    return 0;
  };

export const cp = carry('cp', false);
export const mv = carry('mv', true);
