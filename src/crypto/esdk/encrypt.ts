// Writes a message of the AWS Encryption SDK. Whoever asks brings the data key, plain and encrypted.

import { NONCE_BYTES, seal } from '../aead.ts';
import { concat } from '../bytes.ts';
import type { Entropy } from '../drbg.ts';
import { suiteNamed, type AlgorithmSuiteName } from './algorithms.ts';
import { bodyBytes } from './body.ts';
import { PUBLIC_KEY, type Context } from './context.ts';
import { headerBytes, MESSAGE_ID_BYTES } from './header.ts';
import { messageKeys } from './keys.ts';
import type { EncryptedDataKey } from './message.ts';
import { counted } from './numbers.ts';
import type { Signer } from './signature.ts';

/** As AWS's clients cut where nobody says otherwise. */
export const USUAL_FRAME_LENGTH = 4096;

interface Sealing {
  readonly suite: AlgorithmSuiteName;
  /** Holds the signer's public key already, as KMS was told. */
  readonly context: Context;
  /** 0 for one block in place of frames. */
  readonly frameLength: number;
  readonly plaintext: Uint8Array;
  readonly dataKey: Uint8Array;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly entropy: Entropy;
  /** Of a suite that signs, and of no other. */
  readonly signer?: Signer | undefined;
}

/** Throws where the parts do not belong together: that is a mistake of the caller's. */
export function encryptMessage(sealing: Sealing): Uint8Array {
  const { suite, context, frameLength, plaintext, dataKey, encryptedDataKeys } = sealing;
  const { entropy, signer } = sealing;
  checkParts(sealing);
  const { version } = suiteNamed(suite);
  const messageId = entropy.bytes(MESSAGE_ID_BYTES[version]);
  const { key, commitment } = messageKeys(suite, dataKey, messageId);
  const header = headerBytes({
    suite,
    messageId,
    context,
    encryptedDataKeys,
    frameLength,
    ...(commitment && { commitment }),
  });
  const iv = new Uint8Array(NONCE_BYTES);
  const tag = seal(key, iv, new Uint8Array(), header);
  const headerSeal = version === 1 ? concat(iv, tag) : tag;
  const body = bodyBytes({ key, messageId, frameLength, plaintext });
  const message = concat(header, headerSeal, body);
  return signer ? concat(message, counted(signer.sign(message, entropy))) : message;
}

function checkParts({ suite, context, dataKey, encryptedDataKeys, signer }: Sealing): void {
  const { keyBytes, signs } = suiteNamed(suite);
  if (dataKey.length !== keyBytes) throw new TypeError(`${suite} takes a key of ${keyBytes} bytes`);
  if (encryptedDataKeys.length === 0) throw new TypeError('nobody could open the message');
  const isBound = Object.hasOwn(context, PUBLIC_KEY) && context[PUBLIC_KEY] === signer?.publicKey;
  if (signs ? !isBound : !!signer || Object.hasOwn(context, PUBLIC_KEY)) {
    throw new TypeError(`${suite}: signer and context do not belong together`);
  }
}
