// AWS CLI, version 2: blobs are read from files with fileb:// and come back as base64.

import { fileOf, kebab, type CallFacts } from './facts.ts';

export function cli({ service, operation, input, region }: CallFacts): string {
  const name = service === 's3' ? 's3api' : service;
  const flags = Object.entries(input).map(([member, value]) => flag(service, member, value));
  return [
    `aws ${name} ${kebab(operation)}`,
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
  if (typeof value === 'object' && value !== null) return `${name} ${pairs(value)}`;
  return `${name} ${quoted(String(value))}`;
}

const pairs = (value: object): string =>
  quoted(
    Object.entries(value)
      .map(([key, member]) => `${key}=${String(member)}`)
      .join(','),
  );

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
