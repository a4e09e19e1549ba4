// The data key that two operations make: one answers with both copies, one with the encrypted copy alone.

import { validationError } from '../aws/errors.ts';
import type { EncryptionContext } from './context.ts';
import { ORIGIN, type Origin } from './ciphertext.ts';
import { currentMaterial, type KmsKey } from './key.ts';
import { limits } from './limits.ts';
import type { KmsCall } from './operation.ts';
import { boundContext } from './rules.ts';

interface Asked {
  readonly KeySpec?: 'AES_256' | 'AES_128';
  readonly NumberOfBytes?: number;
  readonly EncryptionContext?: EncryptionContext;
}

export interface DataKeySize {
  readonly bytes: number;
  readonly origin: Origin;
}

/** No shape can say that of two optional members exactly one is needed. */
export function sizeOf({ KeySpec, NumberOfBytes }: Asked): DataKeySize {
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

export function dataKeyFor(
  call: KmsCall<Asked>,
  key: KmsKey,
  size: DataKeySize,
): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
  const context = call.cloud.rule(boundContext)(call.input.EncryptionContext);
  const under = { key, material: currentMaterial(key) };
  return call.hsm.generateDataKey(call, under, { ...size, context });
}
