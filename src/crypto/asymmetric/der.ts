// DER (X.690), as much of it as keys need. The reader is strict: one spelling for each value, no byte left over.

import { concat, equalBytes } from '../bytes.ts';

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  sequence: 0x30,
  /** [0] of a primitive type, implicit. */
  primitive0: 0x80,
  /** [1] of a primitive type, implicit. */
  primitive1: 0x81,
  /** [0] around others. */
  constructed0: 0xa0,
  /** [1] around others. */
  constructed1: 0xa1,
} as const;

type Tag = (typeof tags)[keyof typeof tags];

export function tagged(tag: Tag, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concat(...content);
  return concat(Uint8Array.of(tag), lengthOf(body.length), body);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff);
  return Uint8Array.of(0x80 | digits.length, ...digits);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array =>
  tagged(tags.sequence, ...parts);

/** The bytes big-endian, without a sign: zeros before the first digit go, and one comes where it is needed. */
export function integer(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const digits = magnitude.subarray(start);
  const needsZero = ((digits[0] ?? 0) & 0x80) !== 0;
  return tagged(tags.integer, needsZero ? Uint8Array.of(0) : new Uint8Array(), digits);
}

export const octetString = (bytes: Uint8Array): Uint8Array => tagged(tags.octetString, bytes);

export const bitString = (bytes: Uint8Array): Uint8Array =>
  tagged(tags.bitString, Uint8Array.of(0), bytes);

/** What the one value holds that the bytes are, if it is of this tag and of this length. */
export function contentOf(tag: Tag, length: number, der: Uint8Array): Uint8Array | null {
  const content = der.slice(-length);
  return equalBytes(tagged(tag, content), der) && content.length === length ? content : null;
}

class NotDer extends Error {}

/** What `read` makes of the one sequence that the bytes are; null where they are none. */
export function readSequence<T>(der: Uint8Array, read: (inside: DerReader) => T): T | null {
  try {
    const reader = new DerReader(der);
    const value = reader.inside(tags.sequence, read);
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof NotDer) return null;
    throw error;
  }
}

export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isNext(tag: Tag): boolean {
    return this.#bytes[this.#at] === tag;
  }

  take(tag: Tag): Uint8Array {
    if (!this.isNext(tag)) throw new NotDer('another tag');
    this.#at++;
    return this.#next(this.#length());
  }

  inside<T>(tag: Tag, read: (inside: DerReader) => T): T {
    const reader = new DerReader(this.take(tag));
    const value = read(reader);
    reader.end();
    return value;
  }

  /** Such numbers as keys have: never negative. */
  integer(): Uint8Array {
    const digits = this.take(tags.integer);
    const [first, second = 0x80] = digits;
    if (first === undefined || first >= 0x80) throw new NotDer('empty or negative');
    if (first === 0 && digits.length > 1 && second < 0x80) throw new NotDer('a needless zero');
    return digits;
  }

  bitString(): Uint8Array {
    return wholeBytes(this.take(tags.bitString));
  }

  /** These bytes and no others. */
  exactly(bytes: Uint8Array): void {
    if (!equalBytes(this.#next(bytes.length), bytes)) throw new NotDer('something else');
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new NotDer('bytes left over');
  }

  #next(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new NotDer('bytes are missing');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  #length(): number {
    const [first = 0] = this.#next(1);
    if (first < 0x80) return first;
    // A key is far below 2^24 bytes.
    if (first === 0x80 || first > 0x83) throw new NotDer('no definite length');
    const length = this.#next(first & 0x7f).reduce((sum, digit) => sum * 256 + digit, 0);
    if (lengthOf(length)[0] !== first) throw new NotDer('a length spelt too long');
    return length;
  }
}

/** What a bit string holds, of which the first byte counts the unused bits. */
export function wholeBytes(content: Uint8Array): Uint8Array {
  if (content[0] !== 0) throw new NotDer('not whole bytes');
  return content.subarray(1);
}
