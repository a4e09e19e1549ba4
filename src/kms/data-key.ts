// The data key that two operations make: one answers with both copies, one with the encrypted copy alone.

import { validationError } from '../aws/errors.ts';
import type { EncryptionContext } from './context.ts';
import { ORIGIN } from './ciphertext.ts';
import { currentMaterial, type KmsKey } from './key.ts';
import { limits } from './limits.ts';
import type { KmsCall } from './operation.ts';
import { boundContext } from './rules.ts';

interface Asked {
  readonly KeySpec?: 'AES_256' | 'AES_128';
  readonly NumberOfBytes?: number;
  readonly EncryptionContext?: EncryptionContext;
}

export function dataKeyFor(
  call: KmsCall<Asked>,
  key: KmsKey,
): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
  const { KeySpec, NumberOfBytes, EncryptionContext } = call.input;
  const bytes = NumberOfBytes ?? (KeySpec && limits.dataKeyBytes[KeySpec]);
  if (bytes === undefined || (KeySpec !== undefined && NumberOfBytes !== undefined)) {
    throw validationError(
      'Please specify either number of bytes or key spec.',
      'A data key is asked for by KeySpec or by NumberOfBytes: one of the two, not both.',
    );
  }
  return call.hsm.generateDataKey(call, { key, material: currentMaterial(key) }, {
    bytes,
    origin: KeySpec === undefined ? ORIGIN.dataKeyByLength : ORIGIN.dataKeyBySpec,
    context: call.cloud.rule(boundContext)(EncryptionContext),
  });
}
