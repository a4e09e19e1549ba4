// What a grant can say. Source: facts sheet, section 7d; the SDK's description of CreateGrant.

import type { Policy } from '../../aws/iam/policy.ts';
import type { KmsKey } from '../key.ts';
import { isForUsage, type KeyUsage } from '../specs.ts';

export const GRANT_OPERATIONS = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'Sign',
  'Verify',
  'GetPublicKey',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
  'Encapsulate',
  'Decapsulate',
] as const;
export type GrantOperation = (typeof GRANT_OPERATIONS)[number];

type Pairs = Readonly<Record<string, string>>;

export interface GrantConstraints {
  readonly EncryptionContextSubset?: Pairs;
  readonly EncryptionContextEquals?: Pairs;
  readonly SourceArn?: string;
}

/** In AWS's names. Of grantee and of retiring principal at most one form is there. */
export interface GrantTerms {
  readonly Name?: string;
  readonly GranteePrincipal?: string;
  readonly GranteeServicePrincipal?: string;
  readonly RetiringPrincipal?: string;
  readonly RetiringServicePrincipal?: string;
  readonly Operations: readonly GrantOperation[];
  readonly Constraints?: GrantConstraints;
}

export interface Compiled {
  readonly grantee: string;
  readonly retiring: string | undefined;
  /** Where the grant has a name: all that was asked for, as text. */
  readonly inputs: string | undefined;
  /** What the grantee may do. */
  readonly policy: Policy;
  /** Who may retire it. */
  readonly retirement: Policy;
  /** For each operation, what a request must have first of all for this grant to count. */
  readonly marks: ReadonlyMap<GrantOperation, string>;
}

/** Nothing is asked of the request. */
export const FREE = 'free';
/** Something is, and no pair of the encryption context. */
export const ANY = 'any';

export const pairMark = (name: string, value: string): string => JSON.stringify([name, value]);

/**
 * In a grant the names of the pairs are compared letter by letter, capitals and all; in the condition keys of a
 * policy they are not. So each pair is looked up as a whole, under a name that no policy can write.
 */
export const pairKey = (name: string): string => `encryption context ${name}`;
export const pairText = (name: string, value: string): string => `${name}=${value}`;

/** Where both constraints name a pair, they must agree, or the grant fits no request. */
export const constrainedPairs = ({ Constraints = {} }: Partial<GrantTerms>): Pairs => ({
  ...Constraints.EncryptionContextSubset,
  ...Constraints.EncryptionContextEquals,
});

const USES = {
  ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo'],
  SIGN_VERIFY: ['Sign', 'Verify'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret'],
  ENCAPSULATE_DECAPSULATE: ['Encapsulate', 'Decapsulate'],
} as const satisfies Record<KeyUsage, readonly GrantOperation[]>;

const ANY_KEY: readonly GrantOperation[] = ['CreateGrant', 'RetireGrant', 'DescribeKey'];
const SYMMETRIC: readonly GrantOperation[] = [
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
];

/** What a grant on this key can permit. Source: developer guide, "Grant operations". */
export function grantableOn({
  spec,
  usage,
}: Pick<KmsKey, 'spec' | 'usage'>): readonly GrantOperation[] {
  const isSecret = isForUsage(spec, 'GENERATE_VERIFY_MAC') || spec === 'SYMMETRIC_DEFAULT';
  return [
    ...ANY_KEY,
    ...USES[usage],
    ...(spec === 'SYMMETRIC_DEFAULT' ? SYMMETRIC : []),
    ...(isSecret ? [] : (['GetPublicKey'] as const)),
  ];
}
