// Tags and permissions boundary of a user or role: as a request to make one gives them, and as answers show them.

import type { NamedPolicy, PrincipalOptions } from '../aws/directory.ts';
import type { Call } from '../aws/operation.ts';
import type { Infer } from '../aws/shape.ts';
import { errors } from './errors.ts';
import { findPolicy } from './managed-policies.ts';
import type { tags } from './shapes.ts';

type Tags = Infer<ReturnType<typeof tags>>;

interface Asked {
  readonly PermissionsBoundary?: string;
  readonly Tags?: Tags;
}

export function optionsIn(
  call: Call<Asked>,
): Pick<PrincipalOptions, 'boundary' | 'tags' | 'createdAt'> {
  const { input, now } = call;
  const { PermissionsBoundary: arn, Tags: given = [] } = input;
  refuseSameTags(given);
  return {
    createdAt: now,
    ...(arn !== undefined && { boundary: boundaryOf(call, arn) }),
    ...(given.length > 0 && {
      tags: Object.fromEntries(given.map(({ Key, Value }) => [Key, Value])),
    }),
  };
}

export function refuseSameTags(given: Tags = []): void {
  const keys = new Set(given.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < given.length) throw errors.tagTwice();
}

export function boundaryOf(call: Call, arn: string): NamedPolicy {
  const policy = findPolicy(call, arn);
  if (!policy) throw errors.notAttachable(arn);
  return { name: policy.name, arn, document: policy.document };
}

interface Shown {
  readonly PermissionsBoundary?: {
    readonly PermissionsBoundaryType: string;
    readonly PermissionsBoundaryArn: string;
  };
  readonly Tags?: Tags;
}

/** A boundary that was put without an ARN has none to show. */
export function shown({ boundary, tags }: PrincipalOptions): Shown {
  const arn = boundary && 'document' in boundary ? boundary.arn : undefined;
  return {
    ...(arn !== undefined && {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn },
    }),
    ...(tags && { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  };
}
