// The body, written and read: frames that are numbered and sealed one by one, the last of them marked, or one
// block. Each tag binds the message, the kind of frame, its number and its length, so that none can be moved.

import { NONCE_BYTES, seal, TAG_BYTES } from '../aead.ts';
import { concat, utf8 } from '../bytes.ts';
import type { Frame, FrameKind } from './message.ts';
import { bigEndian } from './numbers.ts';
import type { Reader } from './reader.ts';

/** Stands where the number of a frame stands, before the last. */
const FINAL = 0xffffffff;

/** As AES-GCM allows under one nonce. */
const BLOCK_MAX_BYTES = 2 ** 36 - 32;

const NAMES: Readonly<Record<FrameKind, string>> = {
  frame: 'AWSKMSEncryptionClient Frame',
  'final frame': 'AWSKMSEncryptionClient Final Frame',
  'single block': 'AWSKMSEncryptionClient Single Block',
};

/** What the tag of a frame covers besides its ciphertext. */
export const frameAad = (
  messageId: Uint8Array,
  kind: FrameKind,
  sequence: number,
  contentBytes: number,
): Uint8Array =>
  concat(messageId, utf8(NAMES[kind]), bigEndian(sequence, 4), bigEndian(contentBytes, 8));

interface Content {
  readonly key: Uint8Array;
  readonly messageId: Uint8Array;
  /** 0 for one block. */
  readonly frameLength: number;
  readonly plaintext: Uint8Array;
}

export function bodyBytes({ key, messageId, frameLength, plaintext }: Content): Uint8Array {
  const size = frameLength === 0 ? Math.max(1, plaintext.length) : frameLength;
  const count = Math.max(1, Math.ceil(plaintext.length / size));
  const parts = Array.from({ length: count }, (_, i) => {
    const sequence = i + 1;
    const content = plaintext.subarray(i * size, sequence * size);
    const last = frameLength === 0 ? 'single block' : 'final frame';
    const kind = sequence === count ? last : 'frame';
    const iv = bigEndian(sequence, NONCE_BYTES);
    const aad = frameAad(messageId, kind, sequence, content.length);
    return concat(prefixOf(kind, sequence, iv, content.length), seal(key, iv, content, aad));
  });
  return joined(parts);
}

function prefixOf(kind: FrameKind, sequence: number, iv: Uint8Array, length: number): Uint8Array {
  switch (kind) {
    case 'frame':
      return concat(bigEndian(sequence, 4), iv);
    case 'final frame':
      return concat(bigEndian(FINAL, 4), bigEndian(sequence, 4), iv, bigEndian(length, 4));
    case 'single block':
      return concat(iv, bigEndian(length, 8));
  }
}

/** There may be more frames than a call may be given arguments. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function readBody(reader: Reader, frameLength: number): readonly Frame[] {
  if (frameLength === 0) return [readBlock(reader)];
  const frames: Frame[] = [];
  for (;;) {
    const frame = readFrame(reader, frames.length + 1, frameLength);
    frames.push(frame);
    if (frame.kind === 'final frame') return frames;
  }
}

function readBlock(reader: Reader): Frame {
  reader.begin('single block');
  const iv = reader.bytes('IV', NONCE_BYTES, 'nonce');
  const length = reader.number('length of the content', 8);
  if (length > BLOCK_MAX_BYTES) reader.refuse('MalformedMessage', 'is more than AES-GCM takes');
  return { kind: 'single block', sequence: 1, iv, sealed: readSealed(reader, length) };
}

function readFrame(reader: Reader, expected: number, frameLength: number): Frame {
  reader.begin(`frame ${expected}`);
  const first = reader.number('sequence number', 4);
  const isFinal = first === FINAL;
  if (isFinal) reader.begin('final frame');
  const sequence = isFinal ? reader.number('sequence number of the last', 4) : first;
  if (sequence !== expected) {
    reader.refuse('MalformedMessage', `is ${sequence}, where ${expected} comes next`);
  }
  const iv = reader.bytes('IV', NONCE_BYTES, 'nonce');
  const length = isFinal ? reader.number('length of the content', 4) : frameLength;
  if (length > frameLength) {
    reader.refuse('MalformedMessage', `is ${length}, above the frame length of ${frameLength}`);
  }
  const kind = isFinal ? 'final frame' : 'frame';
  return { kind, sequence, iv, sealed: readSealed(reader, length) };
}

function readSealed(reader: Reader, length: number): Uint8Array {
  const start = reader.at;
  reader.bytes('content', length, 'sealed');
  reader.bytes('tag', TAG_BYTES, 'tag');
  return reader.since(start);
}
