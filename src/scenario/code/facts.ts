// What the three writers share: a call, its arguments, and how names are spelled.

import type { Members } from '../../aws/trace.ts';

export interface CallFacts {
  readonly service: 'kms' | 's3';
  readonly operation: string;
  readonly input: Members;
  readonly region: string;
}

const words = (name: string): string[] =>
  name
    .replace(/^SSEKMS/, 'Ssekms')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');

/** GenerateDataKey → generate-data-key */
export const kebab = (name: string): string => words(name).join('-');

/** GenerateDataKey → generate_data_key */
export const snake = (name: string): string => words(name).join('_');

/** CiphertextBlob → ciphertextBlob */
export const variable = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** File that holds the bytes of a member: Plaintext → plaintext.bin */
export const fileOf = (name: string): string => `${kebab(name)}.bin`;
