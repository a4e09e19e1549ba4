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

const TITLES: Readonly<Record<string, string>> = {
  kms: 'AWS KMS',
  s3: 'Amazon S3',
  iam: 'AWS IAM',
  sts: 'AWS STS',
  cloudtrail: 'AWS CloudTrail',
};

/** What happens inside a service, or in the learner's own program, is no operation of AWS. */
export const chapters: readonly Chapter[] = services
  .map(({ name, operations }) => ({
    service: name,
    title: TITLES[name] ?? name,
    operations: operations
      .filter(({ event }) => event !== 'none')
      .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }))
  .filter(({ operations }) => operations.length > 0);

export const titleOf = (operation: Operation): string =>
  TITLES[operation.service] ?? operation.service;

const byName = new Map(
  chapters.flatMap(({ operations }) => operations.map((one) => [one.name, one] as const)),
);

export const operationNamed = (name: string): Operation | undefined => byName.get(name);

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
