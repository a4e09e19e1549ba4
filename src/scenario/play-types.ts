// What playing a scenario yields: plain, immutable data that the screen, the build and the tests all read.

import type { Span, Item } from '../aws/trace.ts';

/** A vertical line of the diagram, and a place where things can be. */
export interface Lane {
  readonly id: string;
  readonly label: string;
  readonly kind: 'person' | 'app' | 'store' | 'service' | 'kms' | 'hsm';
}

export type Phase = 'request' | 'authorise' | 'deed' | 'response' | 'refusal' | 'wait';

/** warm = exposed, cool = protected, violet = inside the HSM. */
export type Tone = 'neutral' | 'exposed' | 'sealed' | 'hot' | 'hsm' | 'refused' | 'allowed';

/** One message of the trace: the unit by which the player moves. */
export interface Beat {
  /** Counted from 1. */
  readonly n: number;
  /** Index into `Play.steps`. */
  readonly step: number;
  readonly span: Span;
  readonly phase: Phase;
  readonly from: string;
  readonly to: string;
  /** Short text on the diagram. */
  readonly label: string;
  /** One sentence: what just happened. Inline `code` and **bold** only. */
  readonly caption: string;
  readonly tone: Tone;
  /** Where everything is after this beat. */
  readonly exposure: Exposure;
}

export interface Thing extends Item {
  /** Readable where it is: nothing seals it. */
  readonly exposed: boolean;
  /** What is inside, for nested envelopes. */
  readonly inner?: Thing;
}

export interface Place {
  readonly lane: string;
  readonly label: string;
  readonly things: readonly Thing[];
}

export interface Exposure {
  readonly places: readonly Place[];
  /** Plaintext data keys outside the HSM. */
  readonly plaintextKeys: number;
}

export interface PredictionOption {
  readonly text: string;
  /** Whether the engine did this. */
  readonly correct: boolean;
}

export interface Prediction {
  readonly ask: string;
  readonly options: readonly PredictionOption[];
}

export interface PlayedStep {
  readonly id: string;
  readonly span: Span;
  /** What services did by themselves, because their time had come. */
  readonly due: readonly Span[];
  /** Beats of this step, first and last, counted from 1. */
  readonly from: number;
  readonly to: number;
  readonly predict?: Prediction;
}

export interface WhatIfOffer {
  readonly id: string;
  readonly label: string;
  /** Beat after which the two histories part, counted from 1; 0 is before the first. */
  readonly forkedAt: number;
}

export interface Play {
  /** 'seal', or 'seal~wrong-context' for a what-if of it. */
  readonly id: string;
  readonly title: string;
  readonly seed: string;
  readonly lanes: readonly Lane[];
  readonly steps: readonly PlayedStep[];
  readonly beats: readonly Beat[];
  /** Where everything is before the first beat. */
  readonly start: Exposure;
  readonly whatIfs: readonly WhatIfOffer[];
  /** Set on a what-if: the beats before this number are those of the original. */
  readonly forkedAt?: number;
}
