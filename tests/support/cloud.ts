// A small world to test in, and words for what must come of a call.

import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import { Cloud, type CallOptions } from '../../src/aws/cloud.ts';
import type { Rule } from '../../src/aws/operation.ts';
import type { Members, Refusal, Span } from '../../src/aws/trace.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { textOf, utf8 } from '../../src/crypto/bytes.ts';
import type { Suites } from '../../src/crypto/suites.ts';
import { services, type Calls } from '../../src/scenario/services.ts';

export const ACCOUNT = '111122223333';
export const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const NOW = Date.parse('2026-01-15T09:00:00Z');

export const aCloud = (
  options: { seed?: string; tick?: number; mutants?: readonly Rule[]; suites?: Suites } = {},
): Cloud =>
  new Cloud({
    services,
    seed: options.seed ?? 'test',
    now: NOW,
    tick: options.tick ?? 1000,
    account: ACCOUNT,
    region: 'us-east-1',
    mutants: options.mutants ?? [],
    suites: options.suites ?? suites,
  });

/** One call; its input is checked by the compiler, and a refusal must be one that the operation declares. */
export function call<C extends keyof Calls>(
  cloud: Cloud,
  name: C,
  input: Calls[C],
  options?: CallOptions,
): Span {
  const span = cloud.call(name, input, options);
  requireDeclared(cloud, span);
  return span;
}

/** Every operation can answer with these; AWS does not list them for each. */
const COMMON = [
  'AccessDenied',
  'AccessDeniedException',
  'SerializationException',
  'ValidationException',
];

export function requireDeclared(cloud: Cloud, { call: name, outcome }: Span): void {
  if (outcome.ok) return;
  const { code, message } = outcome.error;
  const declared = [...COMMON, ...cloud.operation(name).errors];
  if (declared.includes(code) || message.startsWith('Glassbox KMS does not model')) return;
  throw new Error(`${name} raised ${code}, which it does not declare`);
}

export function outputOf(span: Span): Members {
  if (!span.outcome.ok) {
    throw new Error(
      `${span.call} was refused: ${span.outcome.error.code} ${span.outcome.error.message}`,
    );
  }
  return span.outcome.output;
}

export function refusalOf(span: Span): Refusal {
  if (span.outcome.ok) throw new Error(`${span.call} was served`);
  return span.outcome.error;
}

/** 'ok', or the code of the refusal. */
export const verdict = ({ outcome }: Span): string => (outcome.ok ? 'ok' : outcome.error.code);

/** ARN of a new key. */
export function aKey(
  cloud: Cloud,
  input: Calls['kms:CreateKey'] = {},
  options?: CallOptions,
): string {
  const { KeyMetadata } = outputOf(call(cloud, 'kms:CreateKey', input, options));
  return (KeyMetadata as { Arn: string }).Arn;
}

export const bytesOf = (span: Span, member: string): Uint8Array =>
  outputOf(span)[member] as Uint8Array;

type Context = Readonly<Record<string, string>>;

/** The blob that Encrypt gives for this text. */
export function sealed(
  cloud: Cloud,
  KeyId: string,
  text: string,
  EncryptionContext: Context = {},
): Uint8Array {
  const input = { KeyId, Plaintext: utf8(text), EncryptionContext };
  return bytesOf(call(cloud, 'kms:Encrypt', input), 'CiphertextBlob');
}

/** The text that Decrypt gives for this blob, or the code of the refusal. */
export function opened(cloud: Cloud, blob: Uint8Array, EncryptionContext: Context = {}): string {
  const span = call(cloud, 'kms:Decrypt', { CiphertextBlob: blob, EncryptionContext });
  return span.outcome.ok ? (textOf(bytesOf(span, 'Plaintext')) ?? '') : verdict(span);
}

/** A user with these permissions and no others. */
export function aUser(cloud: Cloud, name: string, ...policies: readonly PolicyDocument[]): string {
  const arn = `arn:aws:iam::${ACCOUNT}:user/${name}`;
  cloud.directory.put(arn, { policies });
  return arn;
}

export const allow = (...actions: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});
