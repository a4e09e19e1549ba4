// The data key that two operations make: one answers with both copies, one with the encrypted copy alone.

import { validationError } from '../aws/errors.ts';
import type { Members } from '../aws/trace.ts';
import type { KeyPairSpec } from '../crypto/suites.ts';
import type { EncryptionContext } from './context.ts';
import { ORIGIN, type Origin } from './ciphertext.ts';
import { errors } from './errors.ts';
import { currentMaterial, type KmsKey } from './key.ts';
import { generateDataKey } from './key-stores/work.ts';
import { limits } from './limits.ts';
import type { KmsCall } from './operation.ts';
import { requireAlgorithm } from './refusals.ts';
import { boundContext } from './rules.ts';
import type { DATA_KEY_PAIR_SPECS } from './specs.ts';

interface Asked {
  readonly KeySpec?: 'AES_256' | 'AES_128';
  readonly NumberOfBytes?: number;
  readonly EncryptionContext?: EncryptionContext;
}

interface DataKeyPair extends Members {
  readonly PrivateKeyCiphertextBlob: Uint8Array;
  readonly PrivateKeyPlaintext: Uint8Array;
  readonly PublicKey: Uint8Array;
  readonly KeyId: string;
  readonly KeyPairSpec: AskedPair['KeyPairSpec'];
  readonly KeyMaterialId: string;
}

interface AskedPair {
  readonly KeyPairSpec: (typeof DATA_KEY_PAIR_SPECS)[number];
  readonly EncryptionContext?: EncryptionContext;
}

export interface DataKeySize {
  readonly bytes: number;
  readonly origin: Origin;
}

/** RSA keys encrypt, too, but make no data keys. And no shape can say that of two members exactly one is needed. */
export function sizeOf({ KeySpec, NumberOfBytes }: Asked, key: KmsKey): DataKeySize {
  requireAlgorithm('SYMMETRIC_DEFAULT', key);
  if (KeySpec !== undefined && NumberOfBytes === undefined) {
    return { bytes: limits.dataKeyBytes[KeySpec], origin: ORIGIN.dataKeyBySpec };
  }
  if (KeySpec === undefined && NumberOfBytes !== undefined) {
    return { bytes: NumberOfBytes, origin: ORIGIN.dataKeyByLength };
  }
  throw validationError(
    'Please specify either number of bytes or key spec.',
    'A data key is asked for by KeySpec or by NumberOfBytes: one of the two, not both.',
  );
}

/** RSA keys encrypt, too, but make no key pairs. */
export function pairSpecOf({ KeyPairSpec }: AskedPair, key: KmsKey): KeyPairSpec {
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw errors.pairUnderAsymmetric();
  if (KeyPairSpec === 'SM2') throw errors.chinaOnly(KeyPairSpec);
  return KeyPairSpec;
}

export function dataKeyPairFor(
  call: KmsCall<AskedPair>,
  key: KmsKey,
  spec: KeyPairSpec,
): DataKeyPair {
  const context = call.cloud.rule(boundContext)(call.input.EncryptionContext);
  const material = currentMaterial(key);
  const made = call.hsm.generateDataKeyPair(call, { key, material }, { spec, context });
  return {
    PrivateKeyCiphertextBlob: made.CiphertextBlob,
    PrivateKeyPlaintext: made.PrivateKeyPlaintext,
    PublicKey: made.PublicKey,
    KeyId: key.arn,
    KeyPairSpec: call.input.KeyPairSpec,
    KeyMaterialId: material.id,
  };
}

export function dataKeyFor(
  call: KmsCall<Asked>,
  key: KmsKey,
  size: DataKeySize,
): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
  const context = call.cloud.rule(boundContext)(call.input.EncryptionContext);
  const under = { key, material: currentMaterial(key) };
  return generateDataKey(call, under, { ...size, context });
}
