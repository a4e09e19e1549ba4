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

/** No shape can say that of two optional members exactly one is needed. */
export function checkSize({ KeySpec, NumberOfBytes }: Asked): void {
  if ((KeySpec === undefined) !== (NumberOfBytes === undefined)) return;
  throw validationError(
    'Please specify either number of bytes or key spec.',
    'A data key is asked for by KeySpec or by NumberOfBytes: one of the two, not both.',
  );
}

export function dataKeyFor(
  call: KmsCall<Asked>,
  key: KmsKey,
): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
  const { KeySpec, NumberOfBytes = 0, EncryptionContext } = call.input;
  const under = { key, material: currentMaterial(key) };
  return call.hsm.generateDataKey(call, under, {
    bytes: KeySpec === undefined ? NumberOfBytes : limits.dataKeyBytes[KeySpec],
    origin: KeySpec === undefined ? ORIGIN.dataKeyByLength : ORIGIN.dataKeyBySpec,
    context: call.cloud.rule(boundContext)(EncryptionContext),
  });
}
