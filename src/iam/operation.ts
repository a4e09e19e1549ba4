// How IAM declares an operation: by the resource that it is about. Permission is asked for first, and only then
// is it looked up whether the resource is there. IAM is consistent at once here; in AWS, changes may take
// seconds to be seen everywhere.

import type { Call, Operation } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { visible } from '../aws/trail.ts';
import { errors } from './errors.ts';

interface Row<I extends Structure, O extends Structure> extends Pick<
  Operation,
  'name' | 'summary' | 'readOnly'
> {
  readonly input: I;
  readonly output: O;
  readonly throws?: readonly string[];
  /** ARN of the resource for which permission is asked. */
  readonly about: (call: Call<Infer<I>>) => string;
  readonly handle: (call: Call<Infer<I>>) => Infer<O> & Members;
}

export function iamOperation<I extends Structure, O extends Structure>(
  row: Row<I, O>,
): Operation & { readonly input: I; readonly output: O } {
  const { about, handle, throws = [], ...rest } = row;
  // The input passed validation against this very shape.
  const ready = (call: Call<Members>): Call<Infer<I>> => ({
    ...call,
    input: call.input as Infer<I>,
  });
  const answers = Object.keys(row.output.members).length > 0 && !row.readOnly;
  return {
    ...rest,
    service: 'iam',
    errors: throws,
    traffic: 'exchange',
    lane: 'iam',
    event: 'management',
    trail: { response: (output) => (answers ? visible(row.output, output) : null) },
    find: (call) => [
      {
        action: `iam:${row.name}`,
        resource: about(ready(call)),
        owner: call.account,
        denied: errors.accessDenied,
      },
    ],
    handle: (call) => handle(ready(call)),
  };
}
