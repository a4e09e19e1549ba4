// How STS declares an operation.

import type { Call, Operation, Target } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';

interface Row<I extends Structure, O extends Structure> extends Pick<
  Operation,
  'name' | 'summary' | 'readOnly' | 'trail'
> {
  readonly input: I;
  readonly output: O;
  readonly throws?: readonly string[];
  /** What permission is asked for; nothing where everyone may call. */
  readonly target?: (call: Call<Infer<I>>) => Target;
  readonly handle: (call: Call<Infer<I>>) => Infer<O> & Members;
}

export function stsOperation<I extends Structure, O extends Structure>(
  row: Row<I, O>,
): Operation & { readonly input: I; readonly output: O } {
  const { throws = [], target, handle, ...rest } = row;
  // The input passed validation against this very shape.
  const ready = (call: Call<Members>): Call<Infer<I>> => ({
    ...call,
    input: call.input as Infer<I>,
  });
  return {
    ...rest,
    service: 'sts',
    errors: throws,
    traffic: 'exchange',
    lane: 'sts',
    event: 'management',
    find: (call) => (target ? [target(ready(call))] : []),
    handle: (call) => handle(ready(call)),
  };
}
