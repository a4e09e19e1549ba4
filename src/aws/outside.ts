// How something that no API of AWS reaches declares what it does: on the same path, so that it is in the same
// trace, but nobody authorises it and no log of AWS sees it.

import type { Call, Operation } from './operation.ts';
import type { Infer, Structure } from './shape.ts';
import type { Members } from './trace.ts';

export interface OutsideRow<I extends Structure, O extends Structure> extends Pick<
  Operation,
  | 'service'
  | 'lane'
  | 'name'
  | 'label'
  | 'summary'
  | 'traffic'
  | 'seals'
  | 'forgets'
  | 'declaredSize'
> {
  readonly input: I;
  readonly output: O;
  readonly throws?: readonly string[];
  readonly handle: (call: Call<Infer<I>>) => Infer<O> & Members;
}

export function outsideOperation<I extends Structure, O extends Structure>(
  row: OutsideRow<I, O>,
): Operation & { readonly input: I; readonly output: O } {
  const { throws = [], handle, ...rest } = row;
  return {
    ...rest,
    readOnly: false,
    errors: throws,
    event: 'none',
    find: () => [],
    // The input passed validation against this very shape.
    handle: (call) => handle({ ...call, input: call.input as Infer<I> }),
  };
}
