// The algorithm suites of the AWS Encryption SDK: what each name and number stands for. Suites that commit to
// their key write messages of version 2, the others of version 1.

import type { HkdfHash } from '../hkdf.ts';
import type { KeyPairSpec, SigningAlgorithm } from '../suites.ts';

export interface AlgorithmSuite {
  readonly id: number;
  readonly version: 1 | 2;
  readonly keyBytes: 16 | 24 | 32;
  /** The data key itself encrypts where absent. */
  readonly kdf?: HkdfHash;
  readonly signs?: Curve;
}

export interface Curve {
  readonly spec: KeyPairSpec & ('ECC_NIST_P256' | 'ECC_NIST_P384');
  readonly algorithm: SigningAlgorithm;
}

const P256: Curve = { spec: 'ECC_NIST_P256', algorithm: 'ECDSA_SHA_256' };
const P384: Curve = { spec: 'ECC_NIST_P384', algorithm: 'ECDSA_SHA_384' };

export const algorithmSuites = {
  ALG_AES_128_GCM_IV12_TAG16_NO_KDF: { id: 0x0014, version: 1, keyBytes: 16 },
  ALG_AES_192_GCM_IV12_TAG16_NO_KDF: { id: 0x0046, version: 1, keyBytes: 24 },
  ALG_AES_256_GCM_IV12_TAG16_NO_KDF: { id: 0x0078, version: 1, keyBytes: 32 },
  ALG_AES_128_GCM_IV12_TAG16_HKDF_SHA256: derived(0x0114, 16, 'SHA_256'),
  ALG_AES_192_GCM_IV12_TAG16_HKDF_SHA256: derived(0x0146, 24, 'SHA_256'),
  ALG_AES_256_GCM_IV12_TAG16_HKDF_SHA256: derived(0x0178, 32, 'SHA_256'),
  ALG_AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256: derived(0x0214, 16, 'SHA_256', P256),
  ALG_AES_192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384: derived(0x0346, 24, 'SHA_384', P384),
  ALG_AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384: derived(0x0378, 32, 'SHA_384', P384),
  ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY: committing(0x0478),
  ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384: committing(0x0578, P384),
} as const satisfies Readonly<Record<string, AlgorithmSuite>>;

export type AlgorithmSuiteName = keyof typeof algorithmSuites;

function derived(
  id: number,
  keyBytes: AlgorithmSuite['keyBytes'],
  kdf: HkdfHash,
  signs?: Curve,
): AlgorithmSuite {
  return { id, version: 1, keyBytes, kdf, ...(signs && { signs }) };
}

function committing(id: number, signs?: Curve): AlgorithmSuite {
  return { id, version: 2, keyBytes: 32, kdf: 'SHA_512', ...(signs && { signs }) };
}

export const suiteNamed = (name: AlgorithmSuiteName): AlgorithmSuite => algorithmSuites[name];

const names = new Map(
  Object.entries(algorithmSuites).map(([name, { id }]) => [id, name as AlgorithmSuiteName]),
);

export const findSuiteName = (id: number): AlgorithmSuiteName | undefined => names.get(id);
