// The form of a command: what may be chosen of it, and the plan that follows in a given world, which is a call for
// the engine and what the model makes of it.

import type fc from 'fast-check';
import type { Members } from '../../../src/aws/trace.ts';
import { hex } from '../../../src/crypto/bytes.ts';
import type { Turn } from './turn.ts';

/** What becomes of a call that is served: the model's world changes, and the answer is looked at. */
export type Effect = (output: Members) => void;

export interface Plan {
  readonly call: string;
  readonly input: Members;
  /** Throws Refused where the call must not be served. */
  readonly judge: () => Effect;
}

type Fields<F> = { readonly [N in keyof F]: fc.Arbitrary<F[N]> };

export interface Command {
  readonly weight: number;
  readonly fields: Fields<Members>;
  readonly plan: (turn: Turn, chosen: never) => Plan;
}

/** The fields are chosen by fast-check, so they have the type that the plan asks for. */
export const command = <F extends object>(
  weight: number,
  fields: Fields<F>,
  plan: (turn: Turn, chosen: F) => Plan,
): Command => ({ weight, fields, plan });

export const NOTHING: Effect = () => undefined;

export function expectSame(what: string, actual: unknown, expected: unknown): void {
  const [is, should] = [textOf(actual), textOf(expected)];
  if (is !== should) throw new Error(`${what} is ${is}, and the model says ${should}`);
}

const textOf = (value: unknown): string =>
  JSON.stringify([value], (_, one: unknown) => (one instanceof Uint8Array ? hex(one) : one)).slice(
    1,
    -1,
  );
