// AWS CLI, version 2: blobs are read from files with fileb:// and come back as base64.

import { base64 } from '../../crypto/bytes.ts';
import { fileOf, kebab, type CallFacts } from './facts.ts';

export function cli({ service, command, operation, input, region }: CallFacts): string {
  const flags = Object.entries(input).map(([member, value]) => flag(service, member, value));
  return [
    `aws ${command} ${kebab(operation)}`,
    ...flags,
    `--region ${region}`,
    ...outfile(operation),
  ].join(' \\\n  ');
}

/** s3api get-object writes the body to a file that must be named last. */
const outfile = (operation: string): string[] => (operation === 'GetObject' ? ['body.bin'] : []);

function flag(service: string, member: string, value: unknown): string {
  const name = `--${kebab(member)}`;
  if (value instanceof Uint8Array) {
    return service === 's3' ? `${name} ${fileOf(member)}` : `${name} fileb://${fileOf(member)}`;
  }
  if (typeof value === 'boolean') return value ? name : `--no-${kebab(member)}`;
  if (typeof value === 'object' && value !== null) return `${name} ${nested(value)}`;
  const text = String(value);
  // A value that begins as a flag does has to be tied to its own.
  return `${name}${text.startsWith('-') ? '=' : ' '}${quoted(text)}`;
}

/** The short form where it says the same, else JSON: a comma or a quote in a value would break the short form. */
function nested(value: object): string {
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain)) {
    return value.map(quoted).join(' ');
  }
  const pairs = Object.entries(value);
  return quoted(
    !Array.isArray(value) && pairs.length > 0 && pairs.every(isSimple)
      ? pairs.map(([key, member]) => `${key}=${String(member)}`).join(',')
      : JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? base64(one) : one)),
  );
}

const isPlain = (value: unknown): value is string =>
  typeof value === 'string' && !value.startsWith('-');

/** The short form takes fewer characters in keys than in values. */
const isSimple = ([key, value]: readonly [string, unknown]): boolean =>
  /^[\w:./-]+$/.test(key) &&
  typeof value === 'string' &&
  /^[\w@%+:./-]+( [\w@%+:./-]+)*$/.test(value);

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
