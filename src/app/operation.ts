// How the learner's own program declares what it does: on the same path, so that it is in the same trace,
// but nobody authorises it and no log of AWS sees it.

import { CALLER, type Call, type Operation } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';

interface Row<I extends Structure, O extends Structure> extends Pick<
  Operation,
  'name' | 'summary' | 'seals' | 'forgets' | 'declaredSize'
> {
  /** 'store' where things rest; the caller's own memory where absent. */
  readonly lane?: 'store';
  readonly traffic: Operation['traffic'];
  readonly input: I;
  readonly output: O;
  readonly throws?: readonly string[];
  readonly handle: (call: Call<Infer<I>>) => Infer<O> & Members;
}

export function appOperation<I extends Structure, O extends Structure>(
  row: Row<I, O>,
): Operation & { readonly input: I; readonly output: O } {
  const { lane = CALLER, throws = [], handle, ...rest } = row;
  return {
    ...rest,
    service: 'app',
    readOnly: false,
    errors: throws,
    lane,
    event: 'none',
    find: () => [],
    // The input passed validation against this very shape.
    handle: (call) => handle({ ...call, input: call.input as Infer<I> }),
  };
}
