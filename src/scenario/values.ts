// Markers become values: written bytes, and references to the answers of earlier steps.

import { fromHex, utf8 } from '../crypto/bytes.ts';
import type { Members } from '../aws/trace.ts';

/** Answers of the steps so far, by id. A refused step has none. */
export type Answers = ReadonlyMap<string, Members | undefined>;

export function resolve(written: unknown, answers: Answers): unknown {
  if (Array.isArray(written)) return written.map((member) => resolve(member, answers));
  if (typeof written !== 'object' || written === null) return written;
  const record = written as Readonly<Record<string, unknown>>;
  if ('$utf8' in record) return utf8(String(record['$utf8']));
  if ('$hex' in record) return fromHex(String(record['$hex']));
  if ('$zeros' in record) return new Uint8Array(countOf(record['$zeros']));
  if ('$sample' in record) return sampleReport(countOf(record['$sample']));
  if ('$ref' in record) return answerAt(String(record['$ref']), answers);
  if ('$flip' in record) return flipped(record['$flip'] as { of: string; byte: number }, answers);
  return Object.fromEntries(
    Object.entries(record).map(([name, member]) => [name, resolve(member, answers)]),
  );
}

/** Content may come from YAML, which no compiler has read. */
function countOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new Error(`${JSON.stringify(value)} is no number of bytes`);
}

function answerAt(path: string, answers: Answers): unknown {
  const [id = '', ...members] = path.split('.');
  if (!answers.has(id)) throw new Error(`"${path}": no earlier step has the id "${id}"`);
  const answer = answers.get(id);
  if (!answer) throw new Error(`"${path}": step "${id}" was refused, so it has no answer`);
  const value = members.reduce<unknown>(
    (at, member) => (isRecord(at) && Object.hasOwn(at, member) ? at[member] : undefined),
    answer,
  );
  if (value === undefined)
    throw new Error(`"${path}": the answer of step "${id}" has no such member`);
  return value;
}

const isRecord = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** The lowest bit of one byte turned over; a negative index counts from the end. */
export function flipBit(bytes: Uint8Array, byte: number): Uint8Array {
  const index = byte < 0 ? bytes.length + byte : byte;
  const copy = bytes.slice();
  const before = copy[index];
  if (before === undefined) throw new RangeError(`byte ${byte} is outside ${bytes.length} bytes`);
  copy[index] = before ^ 1;
  return copy;
}

function flipped({ of, byte }: { of: string; byte: number }, answers: Answers): Uint8Array {
  const bytes = answerAt(of, answers);
  if (!(bytes instanceof Uint8Array))
    throw new Error(`"${of}" is not bytes, so no bit of it can be flipped`);
  return flipBit(bytes, byte);
}

const samples = new Map<number, Uint8Array>();

/** The beginning of a plausible report: the same bytes every time. */
export function sampleReport(length: number): Uint8Array {
  let bytes = samples.get(length);
  if (!bytes) {
    const rows = ['order_id,customer,amount_eur\n'];
    for (let i = 0, size = 0; size < length; i++) {
      const row = `${100_000 + i},C${(7919 * i) % 9973},${((104_729 * i) % 99_991) / 100}\n`;
      rows.push(row);
      size += row.length;
    }
    bytes = utf8(rows.join('')).slice(0, length);
    samples.set(length, bytes);
  }
  return bytes;
}
