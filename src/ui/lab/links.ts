// A lab in an address: its text, compressed, in letters that a link may hold. Whatever cannot be read is one sentence.

import { base64, fromBase64, textOf, utf8 } from '../../crypto/bytes.ts';
import { readLab, textOfLab } from '../../shell/lab/file.ts';
import type { LabFile } from '../../shell/lab/lab.ts';

/** Beyond this, mail programs and chats begin to cut: then it has to be a file. */
const MAX_LINK = 8000;
/** What a link may unfold to. */
const MAX_TEXT = 4 * 1024 * 1024;

/** '1.' and the rest; undefined where it would be too long. */
export async function packed(file: LabFile): Promise<string | undefined> {
  const squeezed = await through(
    new CompressionStream('deflate-raw'),
    utf8(textOfLab(file)),
    Infinity,
  );
  const text = base64(squeezed ?? new Uint8Array())
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  return text.length + 2 > MAX_LINK ? undefined : `1.${text}`;
}

/** The lab, or what is wrong with the link. */
export async function unpacked(text: string): Promise<LabFile | string> {
  const [, version, body = ''] = /^(\d+)\.([\w-]*)$/.exec(text) ?? [];
  if (version === undefined) return 'This link holds no lab. Perhaps a part of it was cut off.';
  if (version !== '1') {
    return `This link was made by another version of the page (${version}). This one reads version 1.`;
  }
  const damaged = 'The lab in this link cannot be read. Perhaps a part of it was cut off.';
  try {
    const squeezed = fromBase64(padded(body.replaceAll('-', '+').replaceAll('_', '/')));
    const bytes = await through(new DecompressionStream('deflate-raw'), squeezed, MAX_TEXT);
    if (!bytes) return 'The lab in this link is far too large.';
    const content = textOf(bytes);
    return content === undefined ? damaged : readLab(content);
  } catch {
    return damaged;
  }
}

const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, '=');

/** Undefined where more than `most` bytes come out: a small link can unfold to more than a device holds. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  most: number,
): Promise<Uint8Array | undefined> {
  const writer = stream.writable.getWriter();
  // What goes wrong shows where it is read.
  void writer.write(new Uint8Array(bytes)).catch(() => undefined);
  void writer.close().catch(() => undefined);
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      void reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
