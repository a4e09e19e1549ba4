// What the three writers share: a call, its arguments, and how names are spelled.

import type { Members } from '../../aws/trace.ts';

export interface CallFacts {
  readonly service: string;
  /** As `Service` has them. */
  readonly client: string;
  readonly command: string;
  readonly operation: string;
  readonly input: Members;
  readonly region: string;
}

/** The CLI's own rule (botocore): DBInstanceIdentifier falls into DB, Instance, Identifier. */
const words = (name: string): string[] =>
  (RENAMED[name] ?? name)
    .replace(/(.)([A-Z][a-z]+)/g, '$1 $2')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');

/** Names that the rule alone would take apart wrongly. */
const RENAMED: Readonly<Record<string, string>> = { ListObjectsV2: 'ListObjects V2' };

/** GenerateDataKey → generate-data-key */
export const kebab = (name: string): string => words(name).join('-');

/** GenerateDataKey → generate_data_key */
export const snake = (name: string): string => words(name).join('_');

/** CiphertextBlob → ciphertextBlob */
export const variable = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** What a language calls bytes that stand in a variable, and the three words that JSON has. */
export interface Spelling {
  readonly bytes: (member: string) => string;
  readonly words: Readonly<Record<'true' | 'false' | 'null', string>>;
}

/** A value as it stands in code: JSON, but for bytes, which are named after their member at any depth. */
export function literal(member: string, value: unknown, spelling: Spelling): string {
  if (value instanceof Uint8Array) return spelling.bytes(member);
  if (Array.isArray(value)) {
    return `[${value.map((one) => literal(member, one, spelling)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([name, one]) => `${JSON.stringify(name)}: ${literal(name, one, spelling)}`,
    );
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  if (value === null || typeof value === 'boolean') return spelling.words[`${value}`];
  return JSON.stringify(value);
}

/** File that holds the bytes of a member: Plaintext → plaintext.bin */
export const fileOf = (name: string): string => `${kebab(name)}.bin`;
