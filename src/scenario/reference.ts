// The reference: every operation that AWS has a name for, read from its declaration. Nothing about an operation is
// said here a second time.

import type { Operation } from '../aws/operation.ts';
import { kmsOperations } from '../kms/operations/index.ts';
import type { DeclaredRole } from '../kms/operation.ts';
import { services } from './services.ts';

export interface Chapter {
  /** 'kms' */
  readonly service: string;
  readonly title: string;
  readonly operations: readonly Operation[];
}

/** KMS comes first. What happens inside a service, or in the learner's own program, is no operation of AWS. */
export const chapters: readonly Chapter[] = services
  .toSorted((one, other) => Number(other.name === 'kms') - Number(one.name === 'kms'))
  .map(({ name, title, operations }) => ({
    service: name,
    title,
    operations: operations
      .filter(({ event }) => event !== 'none')
      .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }))
  .filter(({ operations }) => operations.length > 0);

export const titleOf = (operation: Operation): string =>
  chapters.find(({ service }) => service === operation.service)?.title ?? operation.service;

const byAddress = new Map<string, Operation>();
for (const operation of chapters.flatMap(({ operations }) => operations)) {
  const { service, name } = operation;
  byAddress.set(byAddress.has(name) ? `${service}:${name}` : name, operation);
}
const addresses = new Map([...byAddress].map(([address, operation]) => [operation, address]));

/** 'Encrypt'; 'firehose:PutRecord' where an earlier service has an operation of that name. */
export const addressOf = (operation: Operation): string =>
  addresses.get(operation) ?? operation.name;

export const operationNamed = (address: string): Operation | undefined => byAddress.get(address);

const declared = new Map(
  Object.values(kmsOperations).map(({ name, keys }) => [name, keys] as const),
);

/** The keys that an operation is about, by role. */
export const rolesOf = ({ service, name }: Operation): Readonly<Record<string, DeclaredRole>> =>
  (service === 'kms' ? declared.get(name) : undefined) ?? {};

/** Operations whose name or summary holds every word that is asked for. */
export function matching(asked: string): readonly Chapter[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ name, summary, service }: Operation): boolean => {
    const text = `${service}:${name} ${summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return chapters
    .map((chapter) => ({ ...chapter, operations: chapter.operations.filter(holds) }))
    .filter(({ operations }) => operations.length > 0);
}
