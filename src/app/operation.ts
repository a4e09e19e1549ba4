// How the learner's own program declares what it does: outside AWS, in the caller's own memory or in its store.

import { CALLER, type Operation } from '../aws/operation.ts';
import { outsideOperation, type OutsideRow } from '../aws/outside.ts';
import type { Structure } from '../aws/shape.ts';

type Row<I extends Structure, O extends Structure> = Omit<OutsideRow<I, O>, 'service' | 'lane'> & {
  /** 'store' where things rest; the caller's own memory where absent. */
  readonly lane?: 'store';
};

export const appOperation = <I extends Structure, O extends Structure>({
  lane,
  ...row
}: Row<I, O>): Operation & { readonly input: I; readonly output: O } =>
  outsideOperation({ ...row, service: 'app', lane: lane ?? CALLER });
