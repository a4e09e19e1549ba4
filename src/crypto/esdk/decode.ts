// Takes a message apart without any key: what its bytes say, and what each of them is. Nothing that they say
// is proven before `decryptMessage` has seen the tags.

import { suiteNamed } from './algorithms.ts';
import { readBody } from './body.ts';
import { attempt, type Failure } from './failure.ts';
import { readHeader } from './header.ts';
import type { Footer, Message } from './message.ts';
import { Reader, type Field } from './reader.ts';

export type Decoded =
  | { readonly ok: true; readonly value: Message }
  /** With what could be read before. */
  | { readonly ok: false; readonly failure: Failure; readonly fields: readonly Field[] };

export function decodeMessage(bytes: Uint8Array): Decoded {
  const reader = new Reader(bytes);
  const read = attempt((): Message => {
    const { header, headerSeal } = readHeader(reader);
    const frames = readBody(reader, header.frameLength);
    const footer = suiteNamed(header.suite).signs && readFooter(reader);
    if (!reader.isAtEnd) reader.refuse('MalformedMessage', 'the message ends, and bytes follow');
    return { header, headerSeal, frames, ...(footer && { footer }), fields: reader.fields };
  });
  return read.ok ? read : { ...read, fields: reader.fields };
}

function readFooter(reader: Reader): Footer {
  const over = reader.since(0);
  reader.begin('footer');
  const length = reader.number('length of the signature', 2);
  return { over, signature: reader.bytes('signature', length, 'tag') };
}
