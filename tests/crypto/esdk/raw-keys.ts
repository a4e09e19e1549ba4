// How AWS's raw keyrings wrap a data key, so that public messages can be opened without KMS. The simulator has
// no use for them: its messages are KMS's.

import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { textOf } from '../../../src/crypto/bytes.ts';
import { contextBytes, type Context } from '../../../src/crypto/esdk/context.ts';
import type { EncryptedDataKey } from '../../../src/crypto/esdk/message.ts';

/** One row of `keys.json`. */
export interface RawKey {
  readonly algorithm?: string;
  readonly bits?: number;
  readonly material?: string;
  readonly 'key-id'?: string;
}

/** The information for the provider is the name of the key, length of the tag in bits, length of the IV, IV. */
export function unwrapWithAes(
  { material = '', bits = 0, 'key-id': id = '' }: RawKey,
  { info, ciphertext }: EncryptedDataKey,
  context: Context,
): Uint8Array {
  const name = new TextEncoder().encode(id);
  if (textOf(info.subarray(0, name.length)) !== id) throw new Error('another key');
  const iv = info.subarray(name.length + 8);
  const key = Buffer.from(material, 'base64');
  const cipher = createDecipheriv(`aes-${bits as 256}-gcm`, key, iv, { authTagLength: 16 });
  cipher.setAAD(contextBytes(context)!);
  cipher.setAuthTag(ciphertext.subarray(-16));
  return new Uint8Array(
    Buffer.concat([cipher.update(ciphertext.subarray(0, -16)), cipher.final()]),
  );
}

export const unwrapWithRsa = (
  { material = '' }: RawKey,
  oaepHash: string,
  { ciphertext }: EncryptedDataKey,
): Uint8Array =>
  new Uint8Array(
    privateDecrypt(
      { key: material, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING },
      ciphertext,
    ),
  );
