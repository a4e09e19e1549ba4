// How S3 declares an operation: by the bucket or the object that it is about.

import type { Call, Operation, Permission } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { operationsOf, type About, type ServiceRow } from '../sse/operation.ts';
import { conditionsOf } from './conditions.ts';
import { bucketArn, objectArn } from './encryption.ts';
import { errors } from './errors.ts';
import { bucketsOf, type Bucket } from './state.ts';

/** Of the account; no bucket need be there. */
export const accountOperation = operationsOf({ service: 's3', denied: errors.denied });

const headOperation = operationsOf({ service: 's3', denied: errors.forbidden });

interface Row<I extends Structure, O extends Structure> extends Omit<
  ServiceRow<I, O>,
  'about' | 'guard' | 'handle'
> {
  /** Absent where it asks for that of its own name. */
  readonly action?: string | ((input: Infer<I>) => string);
  /** Asked for besides. */
  readonly besides?: (call: Call<Infer<I>>) => readonly About[];
  /** HEAD has no body: its refusals say nothing. */
  readonly head?: true;
  readonly handle: (call: Call<Infer<I>>, bucket: Bucket) => Infer<O> & Members;
}

export function s3Operation<I extends Structure, O extends Structure>(
  row: Row<I, O>,
): Operation & { readonly input: I; readonly output: O } {
  const { action = `s3:${row.name}`, besides, head, handle, throws = [], ...rest } = row;
  const declare = head ? headOperation : accountOperation;
  const absent = head ? errors.notFound : errors.noSuchBucket;
  const about = (call: Call<Infer<I>>): readonly About[] => {
    const { Bucket: name, Key: key } = call.input as Members;
    const asked = typeof action === 'string' ? action : action(call.input);
    return [
      aboutBucket(call, { name: String(name), key, action: asked, absent }),
      ...(besides?.(call) ?? []),
    ];
  };
  return declare({
    permissions: [{ action: String(action), on: onOf(row.input) }],
    ...rest,
    throws: [...throws, head ? 'NotFound' : 'NoSuchBucket', 'PermanentRedirect'],
    about,
    // Every bucket is in one Region, and every call may come to the wrong one.
    guard: (call) => {
      const bucket = bucketOf(call);
      if (bucket.region !== call.region) throw errors.wrongRegion(bucket.region);
    },
    handle: (call) => handle(call, bucketOf(call)),
  });
}

interface Named {
  readonly name: string;
  readonly key?: unknown;
  readonly action: string;
  readonly absent: () => Error;
}

export function aboutBucket(call: Call, { name, key, action, absent }: Named): About {
  const bucket = bucketsOf(call.cloud).get(name);
  const held = { type: 'AWS::S3::Bucket', resource: bucketArn(name) };
  return {
    ...held,
    ...(typeof key === 'string' && {
      type: 'AWS::S3::Object',
      resource: objectArn(name, key),
      within: held,
    }),
    action,
    owner: bucket?.account ?? call.account,
    resourcePolicy: { kind: 'bucket policy', ...(bucket?.policy && { policy: bucket.policy }) },
    context: () => conditionsOf(call as Call<Members>, bucket),
    ...(!bucket && { absent }),
  };
}

/** Reached only after it was found. */
function bucketOf({ cloud, input }: Call): Bucket {
  const bucket = bucketsOf(cloud).get(String((input as Members)['Bucket']));
  if (!bucket) throw errors.noSuchBucket();
  return bucket;
}

const onOf = ({ members }: Structure): string =>
  members['Key'] ? 'the object that Key names' : 'the bucket that Bucket names';

/** For an object as it is now, or for a version of it. */
export const versioned =
  (action: string) =>
  ({ VersionId }: { readonly VersionId?: string }): string =>
    VersionId === undefined ? action : `${action}Version`;

export const versionedPermissions = (action: string): readonly Permission[] => [
  { action, on: 'the object that Key names', when: 'VersionId is left out' },
  { action: `${action}Version`, on: 'the object that Key names', when: 'VersionId is given' },
];
