// How S3 declares an operation: by the bucket or object that it is about.

import { arnOf } from '../aws/arn.ts';
import { refuse } from '../aws/errors.ts';
import type { Call, Operation, Target } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { errors } from './errors.ts';
import { bucketsOf, type Bucket } from './state.ts';

interface Row<I extends Structure, O extends Structure> extends Pick<
  Operation,
  'name' | 'summary' | 'readOnly' | 'event'
> {
  readonly input: I;
  readonly output: O;
  readonly throws: readonly string[];
  /** Whether the bucket must be there already. */
  readonly needsBucket: boolean;
  readonly handle: (call: Call<Infer<I>>, bucket: Bucket | undefined) => Infer<O> & Members;
}

export function s3Operation<I extends Structure, O extends Structure>(
  row: Row<I, O>,
): Operation & { readonly input: I; readonly output: O } {
  const { throws, needsBucket, handle, ...rest } = row;
  return {
    ...rest,
    service: 's3',
    // Every bucket is in one Region, and every call may come to the wrong one.
    errors: needsBucket ? [...throws, 'PermanentRedirect'] : throws,
    traffic: 'exchange',
    lane: 's3',
    find: (call) => [target(row.name, needsBucket, call)],
    // The input passed validation against this very shape.
    handle: (call) => handle({ ...call, input: call.input as Infer<I> }, bucketOf(call)),
  };
}

const bucketOf = ({ cloud, input }: Call<Members>): Bucket | undefined =>
  bucketsOf(cloud).get(String(input['Bucket']));

function target(operation: string, needsBucket: boolean, call: Call<Members>): Target {
  const { Bucket: name, Key: key } = call.input;
  const resource = arnOf(
    's3',
    '',
    '',
    typeof key === 'string' ? `${String(name)}/${key}` : String(name),
  );
  // To make a bucket is to ask for a name: whose it is already decides nothing about the permission.
  const bucket = needsBucket ? bucketOf(call) : undefined;
  const owner = bucket?.account ?? call.account;
  return {
    action: `s3:${operation}`,
    resource,
    owner,
    resourcePolicy: { kind: 'bucket policy' },
    denied: (usual, why) => errors.accessDenied(usual.replace(resource, `"${resource}"`), why),
    ...(needsBucket && !bucket && { absent: errors.noSuchBucket }),
    ...(bucket && {
      guard: () => {
        if (bucket.region !== call.region) throw errors.wrongRegion(bucket.region);
      },
    }),
  };
}

/** A handler that needs a bucket is reached only after one was found. */
export function present(bucket: Bucket | undefined): Bucket {
  if (!bucket) throw refuse('NoSuchBucket', 'The specified bucket does not exist', '', 404);
  return bucket;
}
