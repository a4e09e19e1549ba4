// Commitment policies: which suites a client writes, and which it agrees to read.

import { suiteNamed, type AlgorithmSuiteName } from './algorithms.ts';

export const COMMITMENT_POLICIES = [
  'FORBID_ENCRYPT_ALLOW_DECRYPT',
  'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
  'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
] as const;

export type CommitmentPolicy = (typeof COMMITMENT_POLICIES)[number];

const commits = (suite: AlgorithmSuiteName): boolean => suiteNamed(suite).version === 2;

export const maySeal = (policy: CommitmentPolicy, suite: AlgorithmSuiteName): boolean =>
  commits(suite) === (policy !== 'FORBID_ENCRYPT_ALLOW_DECRYPT');

export const mayOpen = (policy: CommitmentPolicy, suite: AlgorithmSuiteName): boolean =>
  commits(suite) || policy !== 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

/** The suite of a client that is told none. */
export const usualSuite = (policy: CommitmentPolicy): AlgorithmSuiteName =>
  policy === 'FORBID_ENCRYPT_ALLOW_DECRYPT'
    ? 'ALG_AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384'
    : 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384';
