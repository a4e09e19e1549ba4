// A session as data: seed and steps. Whoever replays it gets the same ids, the same bytes, the same trail.
// It holds what callers sent, never key material; with the seed, every key can be made again.

import type { AccountOptions, PrincipalOptions } from '../aws/directory.ts';
import type { PolicyDocument } from '../aws/iam/policy.ts';
import type { Shape } from '../aws/shape.ts';
import { base64, fromBase64 } from '../crypto/bytes.ts';

/** Bytes in a history. */
export interface Base64 {
  readonly b64: string;
}

export type HistoryStep =
  | {
      readonly call: string;
      readonly input: unknown;
      readonly as: string;
      readonly region: string;
      /** The access key that signed the call, where IAM or STS gave it out. */
      readonly accessKeyId?: string;
      readonly sourceIp?: string;
      readonly vpce?: string;
      readonly sourceArn?: string;
    }
  | {
      /** A line of the shell, and what came of it: calls, exit code. */
      readonly line: string;
      readonly as: string;
      readonly region: string;
      readonly calls: readonly string[];
      readonly exitCode: number;
    }
  | { readonly wait: number }
  | ({ readonly principal: string } & PrincipalOptions)
  | ({ readonly account: string } & AccountOptions)
  | { readonly vpcEndpoint: string; readonly policy: PolicyDocument };

export interface History {
  readonly v: 1;
  /** Version of the engine that wrote it. */
  readonly engine: string;
  readonly seed: string;
  /** Start of the simulated clock, ISO 8601. */
  readonly now: string;
  readonly account: string;
  readonly region: string;
  /** Milliseconds that each call takes. */
  readonly tick: number;
  /** Whether grants take a while to be seen everywhere. */
  readonly eventualConsistency?: boolean;
  /** Whether request quotas were enforced. */
  readonly throttle?: boolean;
  readonly steps: readonly HistoryStep[];
}

export function toHistory(value: unknown): unknown {
  if (value instanceof Uint8Array) return { b64: base64(value) } satisfies Base64;
  if (Array.isArray(value)) return value.map(toHistory);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, toHistory(member)]),
  );
}

/** By shape, so that an encryption context with a key named b64 is never taken for bytes. */
export function fromHistory(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'blob') return isBytes(value) ? fromBase64(value.b64) : value;
  if (Array.isArray(value)) {
    const { of } = shape;
    return of ? value.map((member) => fromHistory(of, member)) : value;
  }
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Readonly<Record<string, unknown>>).map(
    ([name, member]) => {
      const inner = shape.members?.[name];
      return [name, inner ? fromHistory(inner, member) : member];
    },
  );
  return Object.fromEntries(members) as Record<string, unknown>;
}

const isBytes = (value: unknown): value is Base64 =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Base64>).b64 === 'string';
