// The trace: what every call leaves behind. Diagrams, inspector, CloudTrail, exposure and answer keys are
// computed from spans and from nothing else. A span is plain, immutable data and never holds KMS key material.

import type { Decision } from './iam/decision.ts';
import type { TrailVerdict } from './trail.ts';

export type StageName = 'validate' | 'find' | 'authorise' | 'guard' | 'execute';

/** One stage of the path. `why` is one sentence for the learner; `decidedBy` names the deciding statement. */
export interface Stage {
  readonly name: StageName;
  readonly ok: boolean;
  readonly why?: string;
  readonly decidedBy?: string;
  /** authorise only: one decision for each permission that was asked for. */
  readonly decisions?: readonly Decision[];
}

export interface Refusal {
  readonly code: string;
  /** AWS's own wording; empty where AWS sends none. */
  readonly message: string;
  readonly status: number;
  /** What the learner should know and AWS does not say. */
  readonly why: string;
}

export type Members = Readonly<Record<string, unknown>>;

export type Outcome =
  { readonly ok: true; readonly output: Members } | { readonly ok: false; readonly error: Refusal };

export type ThingKind =
  'plaintext' | 'ciphertext' | 'dataKey' | 'encryptedDataKey' | 'keyMaterial' | 'context';

/** Something that can be in a place. `id` is a fingerprint of the bytes, so the same bytes are the same thing. */
export interface Item {
  readonly id: string;
  readonly kind: ThingKind;
  readonly label: string;
  /** Bytes it stands for (a declared size where only a sample was sealed). */
  readonly size: number;
  /** What locks it: a generation of KMS key material, or a data key. */
  readonly sealedBy?: {
    readonly id: string;
    readonly kind: 'keyMaterial' | 'dataKey';
    readonly label: string;
  };
  /** The thing inside, where the trace knows it. */
  readonly contains?: string;
}

/** Items that went from one place to another. `from === to` marks something that came into being there. */
export interface Crossing {
  readonly from: string;
  readonly to: string;
  readonly items: readonly Item[];
}

/** A thing that a place no longer holds. */
export interface Forget {
  readonly place: string;
  readonly id: string;
}

export interface Span {
  /** Path of indexes: '4' is the fifth top-level call, '4.0' the first call that it caused. */
  readonly id: string;
  readonly parent?: string;
  /** 'kms:Encrypt', 's3:PutObject', 'app:Seal', 'hsm:Encrypt' */
  readonly call: string;
  /** ARN of the principal on whose authority the call was made. */
  readonly as: string;
  /** The service that called on the principal's behalf, e.g. 's3.amazonaws.com'. */
  readonly via?: string;
  readonly account: string;
  readonly region: string;
  /** Simulated time, milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string;
  readonly input: Members;
  readonly stages: readonly Stage[];
  readonly outcome: Outcome;
  readonly trail: TrailVerdict;
  /** Computed on first reading. */
  readonly crossings: readonly Crossing[];
  readonly forgets: readonly Forget[];
  readonly children: readonly Span[];
}
