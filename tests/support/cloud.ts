// A small world to test in, and words for what must come of a call.

import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import { Cloud, type CallOptions } from '../../src/aws/cloud.ts';
import type { Rule } from '../../src/aws/operation.ts';
import type { Members, Refusal, Span } from '../../src/aws/trace.ts';
import { services, type Calls } from '../../src/scenario/services.ts';

export const ACCOUNT = '111122223333';
export const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const NOW = Date.parse('2026-01-15T09:00:00Z');

export const aCloud = (options: { seed?: string; tick?: number; mutants?: readonly Rule[] } = {}): Cloud =>
  new Cloud({
    services,
    seed: options.seed ?? 'test',
    now: NOW,
    tick: options.tick ?? 1000,
    account: ACCOUNT,
    region: 'us-east-1',
    mutants: options.mutants ?? [],
  });

/** One call; its input is checked by the compiler where it is well formed. */
export const call = <C extends keyof Calls>(
  cloud: Cloud,
  name: C,
  input: Calls[C],
  options?: CallOptions,
): Span => cloud.call(name, input, options);

export function outputOf(span: Span): Members {
  if (!span.outcome.ok) {
    throw new Error(`${span.call} was refused: ${span.outcome.error.code} ${span.outcome.error.message}`);
  }
  return span.outcome.output;
}

export function refusalOf(span: Span): Refusal {
  if (span.outcome.ok) throw new Error(`${span.call} was served`);
  return span.outcome.error;
}

/** ARN of a new key. */
export function aKey(cloud: Cloud, input: Calls['kms:CreateKey'] = {}, options?: CallOptions): string {
  const { KeyMetadata } = outputOf(call(cloud, 'kms:CreateKey', input, options));
  return (KeyMetadata as { Arn: string }).Arn;
}

export const bytesOf = (span: Span, member: string): Uint8Array => outputOf(span)[member] as Uint8Array;

export const allow = (...actions: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});
