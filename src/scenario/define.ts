// The words in which scenarios, proofs and what-ifs are written: plain data, typed by the operation tables,
// so that a misspelt member is a red line in the editor.

import type { AccountOptions } from '../aws/directory.ts';
import type { PolicyDocument } from '../aws/iam/policy.ts';
import type { Calls } from './services.ts';

/** Bytes, or a value from an earlier step, written as data. */
export type Marker =
  | { readonly $utf8: string }
  | { readonly $hex: string }
  /** So many zero bytes. */
  | { readonly $zeros: number }
  /** So many bytes of a plausible report, always the same. */
  | { readonly $sample: number }
  /** 'gdk.Plaintext': member Plaintext of the answer of the step with id gdk. */
  | { readonly $ref: string }
  /** The value of a reference with one bit of one byte turned over. */
  | { readonly $flip: { readonly of: string; readonly byte: number } };

/** An input in which any value may stand as a marker. */
export type Written<T> = T extends Uint8Array
  ? Marker
  : T extends string | number | boolean
    ? T | Marker
    : T extends readonly (infer M)[]
      ? readonly Written<M>[]
      : { readonly [K in keyof T]: Written<T[K]> };

/**
 * What must come of a step: 'ok', the name of an error, or a description. `output` and each row of `trail`
 * name only the members that matter; `{ bytes: 184 }` stands for any 184 bytes, an empty `trail` for no record at all.
 */
export type Expectation =
  | 'ok'
  // The name of any error, kept apart from 'ok' so that editors still offer 'ok'.
  | (string & {})
  | {
      readonly error?: string;
      readonly output?: Readonly<Record<string, unknown>>;
      readonly trail?: readonly Readonly<Record<string, unknown>>[];
    };

export interface PredictionText {
  readonly ask: string;
  /** Exactly one `expect` holds; the engine says which. */
  readonly options: readonly { readonly text: string; readonly expect: Expectation }[];
}

interface StepFacts {
  /** Names the step, so that later ones can refer to its answer. */
  readonly id?: string;
  /** Name in the cast; the first of the cast where absent. */
  readonly as?: string;
  readonly region?: string;
  /** 'ok' where absent. */
  readonly expect?: Expectation;
  /** What just happened, said at the step's last beat. `code`, **bold** and {{limit:…}} only. */
  readonly say?: string;
  /** Replaces derived captions, by beat counted from 1 within the step. */
  readonly beats?: Readonly<Record<number, string>>;
  readonly predict?: PredictionText;
}

export type CallStep = {
  readonly [C in keyof Calls]: StepFacts & { readonly call: C; readonly input: Written<Calls[C]> };
}[keyof Calls];

export interface WaitStep extends StepFacts {
  /** Milliseconds of simulated time. */
  readonly wait: number;
}

export type Step = CallStep | WaitStep;

export interface CastMember {
  /** 'user/alice' or 'role/etl' of the scenario's account, or a whole ARN. */
  readonly is: string;
  /** What the diagram calls this lane. */
  readonly label: string;
  readonly policies?: readonly PolicyDocument[];
  /** A person at a screen, or a program (the default). */
  readonly kind?: 'person' | 'app';
}

/** Another history from some step on: the steps from `at` are replaced by `steps`. */
export interface WhatIf {
  readonly id: string;
  readonly label: string;
  /** Id of the first step that is no longer taken. */
  readonly at: string;
  readonly steps: readonly Step[];
}

export interface Scenario {
  readonly title: string;
  readonly seed: string;
  /** What the screen calls some bytes: `{ of: sample(65_536), name: 'report.csv' }`. */
  readonly names?: readonly { readonly of: Marker; readonly name: string }[];
  /** Accounts with guardrails: service control policies, by account id. */
  readonly accounts?: Readonly<Record<string, AccountOptions>>;
  /** In the order of their lanes; the first is who acts where a step names nobody. */
  readonly cast: Readonly<Record<string, CastMember>>;
  /** What exists before the first beat. It really runs, and is not drawn. */
  readonly before?: readonly Step[];
  readonly steps: readonly Step[];
  readonly whatIfs?: readonly WhatIf[];
}

export const defineScenarios = <const S extends Readonly<Record<string, Scenario>>>(
  scenarios: S,
): S => scenarios;

export const utf8 = (text: string): Marker => ({ $utf8: text });
export const zeros = (count: number): Marker => ({ $zeros: count });
export const sample = (bytes: number): Marker => ({ $sample: bytes });
export const ref = (path: string): Marker => ({ $ref: path });
export const flip = (of: string, byte: number): Marker => ({ $flip: { of, byte } });
