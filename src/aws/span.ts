// A span as the path writes it: plain data, and two answers that are worked out when they are first asked for.

import { crossingsOf, forgetsOf, type Moved } from './crossings.ts';
import type { Crossing, Forget, Members, Outcome, Span, Stage } from './trace.ts';
import type { TrailVerdict } from './trail.ts';

export interface Facts {
  readonly id: string;
  readonly parent?: string | undefined;
  readonly call: string;
  readonly as: string;
  readonly via?: string | undefined;
  readonly account: string;
  readonly region: string;
  readonly at: number;
  readonly requestId: string;
  readonly input: Members;
  readonly stages: readonly Stage[];
  readonly outcome: Outcome;
  readonly children: readonly Span[];
}

export class RecordedSpan implements Span {
  readonly id: string;
  readonly parent?: string;
  readonly call: string;
  readonly as: string;
  readonly via?: string;
  readonly account: string;
  readonly region: string;
  readonly at: number;
  readonly requestId: string;
  readonly input: Members;
  readonly stages: readonly Stage[];
  readonly outcome: Outcome;
  trail: TrailVerdict = { records: [] };
  readonly children: readonly Span[];
  readonly #moved: Moved;
  #crossings: readonly Crossing[] | undefined;

  constructor(facts: Facts, moved: Moved) {
    this.id = facts.id;
    if (facts.parent !== undefined) this.parent = facts.parent;
    this.call = facts.call;
    this.as = facts.as;
    if (facts.via !== undefined) this.via = facts.via;
    this.account = facts.account;
    this.region = facts.region;
    this.at = facts.at;
    this.requestId = facts.requestId;
    this.input = facts.input;
    this.stages = facts.stages;
    this.outcome = facts.outcome;
    this.children = facts.children;
    this.#moved = moved;
  }

  /** Fingerprints cost a hash for each thing, and most calls are never drawn. */
  get crossings(): readonly Crossing[] {
    return (this.#crossings ??= crossingsOf(this.#moved, this));
  }

  get forgets(): readonly Forget[] {
    return forgetsOf(this.#moved, this);
  }
}

/** The same as data alone, for whoever copies, stores or sends it. */
export const plainSpan = (span: Span): Span => ({
  ...span,
  crossings: span.crossings,
  forgets: span.forgets,
  children: span.children.map(plainSpan),
});
