// How each service encrypts, in words, from what the service declares of itself.

import type { Asker, Encrypting, KeyKind } from '../sse/encrypting.ts';
import { encrypting, serviceNamed } from './services.ts';

export interface EncryptionRow {
  readonly service: string;
  readonly what: string;
  /** Kinds of key; the first is what it gets where nobody chooses. */
  readonly keys: readonly string[];
  readonly asker: string;
  readonly context: readonly string[];
  /** How long a plaintext data key stays in memory. */
  readonly remembers: string;
  readonly unusable: string;
}

export const encryptionRows = (): readonly EncryptionRow[] =>
  encrypting.map((kind) => ({
    service: serviceNamed(kind.service).title,
    what: kind.what,
    keys: kind.keys.map((key) => keyWords(kind, key)),
    asker: ASKERS[kind.asker],
    context: kind.contextKeys,
    remembers: kind.remembersWhile ?? spanOf(kind.remembersSeconds),
    unusable: kind.unusable,
  }));

function keyWords({ service }: Encrypting, kind: KeyKind): string {
  const { managedKey } = serviceNamed(service);
  const words: Readonly<Record<KeyKind, string>> = {
    none: 'not encrypted',
    owned: 'AWS owned key',
    managed: `AWS managed key ${managedKey ? `aws/${managedKey.name}` : ''}`.trim(),
    customer: 'customer managed key',
  };
  return words[kind];
}

const ASKERS: Readonly<Record<Asker, string>> = {
  caller: 'the caller, through the service',
  role: 'a role that the service was given',
  service: 'the service in its own name',
  grant: 'the service, by a grant',
};

function spanOf(seconds: number | undefined): string {
  if (seconds === undefined) return 'for the one call';
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
