// Programs that show bytes in other clothes.

import { base64 as encoded, fromBase64, hex, readable, utf8 } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/hash.ts';
import type { Program } from '../session.ts';
import { complain } from './complain.ts';
import { inputOf, readOptions } from './inputs.ts';

/** As GNU and macOS have it: -d, -D and --decode, -w0, -i FILE, -o FILE. */
export const base64: Program = (invocation) => {
  const { io, session } = invocation;
  const { options, rest } = readOptions(invocation.args, 'wiob');
  const file = options.get('i');
  const input = inputOf('base64', invocation, file === undefined || file === '' ? rest : [file]);
  if (!input) return 1;
  const target = options.get('o');
  const out = (bytes: Uint8Array): void => {
    if (target === undefined) io.out(bytes);
    else session.files.write(target, bytes);
  };
  if (['d', 'D', 'decode'].some((name) => options.has(name))) {
    try {
      out(fromBase64(readable(input).replace(/\s+/g, '')));
      return 0;
    } catch {
      return complain(invocation, 'base64: invalid input');
    }
  }
  const width = Number(options.get('w') ?? options.get('wrap') ?? options.get('b') ?? 76);
  const text = encoded(input);
  const lines = width > 0 ? (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [text];
  out(utf8(lines.map((line) => (width > 0 ? `${line}\n` : line)).join('')));
  return 0;
};

/** 16 bytes to a line, or with -p the bare figures. */
export const xxd: Program = (invocation) => {
  const { options, rest } = readOptions(invocation.args, 'cl');
  const bytes = inputOf('xxd', invocation, rest);
  if (!bytes) return 1;
  if (options.has('r')) {
    const figures = readable(bytes).replace(/\s+/g, '');
    if (!/^([0-9a-f]{2})*$/i.test(figures)) return complain(invocation, 'xxd: not hexadecimal');
    invocation.io.out(Uint8Array.from(figures.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
    return 0;
  }
  if (options.has('p')) {
    invocation.io.out(utf8(`${(hex(bytes).match(/.{1,60}/g) ?? []).join('\n')}\n`));
    return 0;
  }
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.subarray(at, at + 16);
    const pairs = (hex(line).match(/.{1,4}/g) ?? []).join(' ').padEnd(39);
    const shown = Array.from(line, (byte) =>
      byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.',
    ).join('');
    invocation.io.out(utf8(`${at.toString(16).padStart(8, '0')}: ${pairs}  ${shown}\n`));
  }
  return 0;
};

export const sha256sum: Program = (invocation) => {
  const bytes = inputOf('sha256sum', invocation, invocation.args);
  if (!bytes) return 1;
  invocation.io.out(utf8(`${hex(sha256(bytes))}  ${invocation.args[0] ?? '-'}\n`));
  return 0;
};

/** Whether two files are the same, which is how one shows that decrypting gave back what there was. */
export const diff: Program = (invocation) => {
  const { options, rest } = readOptions(invocation.args);
  if (rest.length !== 2) return complain(invocation, 'diff: two files are expected', 2);
  const [one, other] = rest.map((path) => inputOf('diff', invocation, [path]));
  if (!one || !other) return 2;
  if (hex(one) === hex(other)) return 0;
  if (!options.has('q') && !options.has('s')) {
    invocation.io.out(utf8(`Files ${rest[0] ?? ''} and ${rest[1] ?? ''} differ\n`));
  }
  return 1;
};
