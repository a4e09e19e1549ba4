// Grants in tests: to make one, and to have a caller try an operation on a key.

import type { Cloud, CallOptions } from '../../src/aws/cloud.ts';
import type { Span } from '../../src/aws/trace.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { call, outputOf, verdict } from './cloud.ts';

export type Terms = Calls['kms:CreateGrant'];

interface Made {
  readonly GrantId: string;
  readonly GrantToken: string;
}

export const aGrant = (cloud: Cloud, input: Terms, options?: CallOptions): Made =>
  outputOf(call(cloud, 'kms:CreateGrant', input, options)) as unknown as Made;

export interface Listed {
  readonly Grants: readonly Readonly<Record<string, unknown>>[];
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

export const listed = (span: Span): Listed => outputOf(span) as unknown as Listed;

export const idsOn = (cloud: Cloud, KeyId: string): readonly unknown[] =>
  listed(call(cloud, 'kms:ListGrants', { KeyId })).Grants.map(({ GrantId }) => GrantId);

type Context = Readonly<Record<string, string>>;

/** 'ok', or the code of the refusal. */
export const encrypts = (
  cloud: Cloud,
  as: string,
  KeyId: string,
  EncryptionContext: Context = {},
  options: CallOptions & { readonly GrantTokens?: readonly string[] } = {},
): string => {
  const { GrantTokens = [], ...caller } = options;
  const input = { KeyId, Plaintext: new Uint8Array(1), EncryptionContext, GrantTokens };
  return verdict(call(cloud, 'kms:Encrypt', input, { ...caller, as }));
};
