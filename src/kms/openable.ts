// What a blob says of itself, matched with what its key still keeps.

import { refuse } from '../aws/errors.ts';
import type { Call } from '../aws/operation.ts';
import { hex } from '../crypto/bytes.ts';
import { decode, type Envelope } from './ciphertext.ts';
import { errors } from './errors.ts';
import type { KmsKey, Material } from './key.ts';
import { materialsForDecrypt } from './rules.ts';

interface Openable {
  readonly under: { readonly key: KmsKey; readonly material: Material };
  readonly envelope: Envelope;
}

/** Throws where the blob is none, or where no generation that is kept can have sealed it. */
export function openable(
  call: Pick<Call, 'cloud'>,
  key: KmsKey,
  blob: Uint8Array | undefined,
): Openable {
  const envelope = blob && decode(blob);
  if (!envelope) throw errors.invalidCiphertext();
  const backingId = hex(envelope.backingId);
  const material = call.cloud
    .rule(materialsForDecrypt)(key)
    .find((one) => one.backingId === backingId);
  if (!material) {
    throw refuse(
      'KMSInvalidStateException',
      `${key.arn} has no material for this ciphertext.`,
      'No generation of this key that is still kept has sealed this blob.',
    );
  }
  return { under: { key, material }, envelope };
}
