// From the text of an option to the value that an operation takes, by its shape. file:// and fileb:// are read here.

import { fromBase64, readable, utf8 } from '../../crypto/bytes.ts';
import type { Shape } from '../../aws/shape.ts';
import type { Files } from '../files.ts';
import { looksLikeShorthand, readShorthand, ShorthandError } from './shorthand.ts';
import { badValue } from './usage.ts';

export interface Reading {
  readonly option: string;
  readonly files: Files;
  /** --cli-binary-format raw-in-base64-out: blobs are given as they are. */
  readonly rawBlobs: boolean;
  /** s3api: a blob is the name of a file. */
  readonly blobsAreFiles: boolean;
}

export function valueOf(shape: Shape, texts: readonly string[], reading: Reading): unknown {
  if (shape.kind === 'list') return listOf(shape, texts, reading);
  const text = texts[0] ?? '';
  if (shape.kind === 'structure' || shape.kind === 'map') {
    // Pairs may stand apart, too.
    return nested(shape, texts.length > 1 ? texts.join(',') : opened(text, reading), reading);
  }
  return single(shape, text, reading);
}

function listOf(shape: Shape, texts: readonly string[], reading: Reading): unknown {
  const { of } = shape;
  if (!of) return texts;
  const [first = ''] = texts;
  const content = texts.length === 1 ? opened(first, reading) : first;
  if (texts.length === 1 && /^\s*\[/.test(content)) return fromJson(shape, content, reading);
  if (of.kind === 'structure' || of.kind === 'map') {
    return texts.map((text) =>
      nested(of, texts.length === 1 ? content : opened(text, reading), reading),
    );
  }
  // Plain values may stand apart or with commas between.
  const all = texts.length === 1 && of.kind !== 'blob' ? content.split(',') : texts;
  return all.map((text) => single(of, text, reading));
}

/** The contents of a file that is named, or the text itself. */
function opened(text: string, { option, files }: Reading): string {
  const [, scheme, path = ''] = /^(fileb?):\/\/(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return text;
  const bytes = files.read(path);
  if (!bytes) throw noSuchFile(option, text, path);
  return readable(bytes);
}

const noSuchFile = (option: string, text: string, path: string) =>
  badValue(
    option,
    `Unable to load paramfile ${text}: [Errno 2] No such file or directory: '${path}'`,
  );

function single(shape: Shape, text: string, reading: Reading): unknown {
  const { option, files } = reading;
  if (shape.kind === 'blob') return blobOf(text, reading);
  const content = opened(text, { ...reading, files });
  switch (shape.kind) {
    case 'integer': {
      if (!/^[+-]?\d+$/.test(content.trim())) {
        throw badValue(option, `invalid literal for int() with base 10: '${content}'`);
      }
      return Number(content);
    }
    case 'boolean':
      if (content !== 'true' && content !== 'false')
        throw badValue(option, 'true or false is expected');
      return content === 'true';
    case 'timestamp':
      return timeOf(content, option);
    default:
      return content;
  }
}

/** Blobs are base64 unless they come from fileb://, or it was said that they are raw. */
function blobOf(text: string, { option, files, rawBlobs, blobsAreFiles }: Reading): Uint8Array {
  const [, scheme, named] = /^(fileb?):\/\/(.*)$/s.exec(text) ?? [];
  const path = named ?? (blobsAreFiles ? text : undefined);
  if (path !== undefined) {
    const bytes = files.read(path);
    if (!bytes) throw noSuchFile(option, text, path);
    if (scheme !== 'file' || rawBlobs) return bytes;
    return decoded(readable(bytes), option);
  }
  return rawBlobs ? utf8(text) : decoded(text, option);
}

function decoded(text: string, option: string): Uint8Array {
  try {
    return fromBase64(text.replace(/\s+/g, ''));
  } catch {
    throw badValue(
      option,
      `Invalid base64: "${text}"\nBlobs are given in base64, or as a file: fileb://NAME.`,
    );
  }
}

function timeOf(text: string, option: string): number {
  const time = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : Date.parse(text);
  if (Number.isNaN(time)) throw badValue(option, `Invalid timestamp "${text}"`);
  return time;
}

function nested(shape: Shape, text: string, reading: Reading): unknown {
  if (/^\s*[{[]/.test(text)) return fromJson(shape, text, reading);
  if (!looksLikeShorthand(text)) {
    throw badValue(reading.option, `Expected: '=', received: 'EOF' for input:\n ${text}`);
  }
  try {
    return shaped(shape, readShorthand(text), reading);
  } catch (error) {
    if (error instanceof ShorthandError) throw badValue(reading.option, error.message);
    throw error;
  }
}

function fromJson(shape: Shape, text: string, reading: Reading): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badValue(reading.option, `Invalid JSON: ${text}`);
  }
  return shaped(shape, value, reading);
}

/** By shape: JSON and the short form carry figures, dates and blobs as text. */
export function shaped(shape: Shape, value: unknown, reading: Reading): unknown {
  const { members = {}, of } = shape;
  if (shape.kind === 'list') {
    const values = Array.isArray(value) ? value : [value];
    return of ? values.map((one) => shaped(of, one, reading)) : values;
  }
  if (shape.kind === 'structure' && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const member = Object.hasOwn(members, name) ? members[name] : undefined;
        if (!member) {
          throw badValue(
            reading.option,
            `Unknown parameter in input: "${name}", must be one of: ${Object.keys(members).join(', ')}`,
          );
        }
        return [name, shaped(member, one, reading)];
      }),
    );
  }
  if (typeof value !== 'string') return value;
  return shape.kind === 'text' || shape.kind === 'choice' || shape.kind === 'structure'
    ? value
    : single(shape, value, { ...reading, blobsAreFiles: false });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
