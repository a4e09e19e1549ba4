// What the inspector shows of one call: everything, computed from its span.

import type { Decision } from '../aws/iam/decision.ts';
import type { Refusal, Stage, ThingKind } from '../aws/trace.ts';
import type { TrailRecord } from '../aws/trail.ts';

/** A run of bytes with a meaning. Fields tile the whole blob: no byte is unexplained. */
export interface Field {
  readonly name: string;
  /** First byte, and the first byte after. */
  readonly start: number;
  readonly end: number;
  readonly meaning: string;
  readonly role:
    'header' | 'keyId' | 'nonce' | 'structure' | 'sealed' | 'tag' | 'plain' | 'dataKey';
  /** Seen in AWS's blobs, but nobody outside AWS knows what it means: filled by us. */
  readonly unexplained?: boolean;
}

export interface Blob {
  /** 'output.CiphertextBlob' */
  readonly path: string;
  readonly title: string;
  readonly kind: ThingKind;
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  /** Whether "flip a byte" can be tried on it: someone in this history can ask to open it. */
  readonly canFlip: boolean;
}

export interface CodeSamples {
  readonly cli: string;
  readonly boto3: string;
  readonly javascript: string;
}

export interface Inspection {
  /** 'kms:Decrypt' */
  readonly call: string;
  /** Whether the beat is past the decision, and past the answer: nothing is told before it has happened. */
  readonly decided: boolean;
  readonly answered: boolean;
  readonly blobs: readonly Blob[];
  /** JSON as it goes over the wire: bytes as base64. */
  readonly request: string;
  readonly response: string;
  readonly refusal?: Refusal;
  readonly stages: readonly Stage[];
  readonly decisions: readonly Decision[];
  readonly records: readonly TrailRecord[];
  readonly withheld?: string;
  readonly code?: CodeSamples;
}

/** What came of opening a blob with one bit turned over. */
export interface FlipResult {
  readonly byte: number;
  readonly field: Field;
  readonly before: number;
  readonly after: number;
  readonly call: string;
  readonly opened: boolean;
  readonly refusal?: Refusal;
}
