// A ciphertext that is sealed twice: what the external key manager gave back, behind a header that names the KMS
// key's material. AWS does not publish its layout; this one is ours. Old blobs and rubbish are told apart by the
// first two bytes.

import { concat, fromHex, hex } from '../../crypto/bytes.ts';
import { decode } from '../ciphertext.ts';

const MARK = Uint8Array.of(1, 0x58);
const MATERIAL_ID_BYTES = 32;
export const FRAME_BYTES = MARK.length + MATERIAL_ID_BYTES;

export const frameOf = (materialId: string): Uint8Array => concat(MARK, fromHex(materialId));

/** Which material a blob names; undefined for what is no ciphertext of a symmetric KMS key. */
export function materialIdOf(blob: Uint8Array): string | undefined {
  const isFramed = blob.length > FRAME_BYTES && MARK.every((byte, i) => blob[i] === byte);
  const id = isFramed ? blob.subarray(MARK.length, FRAME_BYTES) : decode(blob)?.materialId;
  return id && hex(id);
}
