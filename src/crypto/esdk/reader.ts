// Reads a message from left to right, and notes what each run of bytes is: the notes tile what was read.

import { Unreadable, type FailureCode } from './failure.ts';

/** What kind of thing a run of bytes is, for its colour. */
export type Role = 'header' | 'structure' | 'plain' | 'keyId' | 'nonce' | 'sealed' | 'tag';

export interface Field {
  /** 'header', 'encryption context', 'encrypted data key 1', 'frame 3', 'final frame', 'footer' */
  readonly part: string;
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  readonly role: Role;
  /** What the bytes say, where they are a number or text. */
  readonly value?: number | string;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Reader {
  readonly fields: Field[] = [];
  readonly #bytes: Uint8Array;
  #at = 0;
  #part = '';

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  begin(part: string): void {
    this.#part = part;
  }

  bytes(name: string, length: number, role: Role): Uint8Array {
    return this.#take(name, length, role, (bytes) => ({ read: bytes }));
  }

  number(name: string, length: 1 | 2 | 4 | 8, role: Role = 'structure'): number {
    return this.#take(name, length, role, (bytes) => {
      const value = bytes.reduce((sum, digit) => sum * 256 + digit, 0);
      return { read: value, value };
    });
  }

  text(name: string, length: number, role: Role): string {
    return this.#take(name, length, role, (bytes) => {
      try {
        const value = decoder.decode(bytes);
        return { read: value, value };
      } catch {
        return { read: '', problem: 'is not UTF-8' };
      }
    });
  }

  /** Blames the field that was read last. */
  refuse(code: FailureCode, problem: string): never {
    const { part = this.#part, name = '', offset = 0 } = this.fields.at(-1) ?? {};
    throw failed(code, { part, name, offset }, problem);
  }

  /** Everything that was read since. */
  since(offset: number): Uint8Array {
    return this.#bytes.subarray(offset, this.#at);
  }

  #take<T>(name: string, length: number, role: Role, read: (bytes: Uint8Array) => Read<T>): T {
    const left = this.#bytes.length - this.#at;
    const offset = this.#at;
    if (length > left) {
      const where = { part: this.#part, name, offset };
      throw failed('TruncatedMessage', where, `has ${length} bytes, and ${left} are left`);
    }
    this.#at += length;
    const taken = read(this.#bytes.subarray(offset, this.#at));
    const { value } = taken;
    this.fields.push({
      part: this.#part,
      name,
      offset,
      length,
      role,
      ...(value !== undefined && { value }),
    });
    if (taken.problem !== undefined) this.refuse('MalformedMessage', taken.problem);
    return taken.read;
  }
}

interface Read<T> {
  readonly read: T;
  readonly value?: number | string;
  readonly problem?: string;
}

export function failed(
  code: FailureCode,
  { part, name, offset }: Pick<Field, 'part' | 'name' | 'offset'>,
  problem: string,
): Unreadable {
  const field = `${part}: ${name}`;
  return new Unreadable({
    code,
    field,
    at: offset,
    message: `Byte ${offset}, ${field}: ${problem}.`,
  });
}
