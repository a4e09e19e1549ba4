// How the learner's own program fails. These are not AWS's words, because AWS is not there.

import { refuse, type ServiceError } from '../aws/errors.ts';

export const errors = {
  tagMismatch: (): ServiceError =>
    refuse(
      'TagMismatch',
      'AES-GCM: the tag does not fit.',
      'The message was altered, or this is not the key that sealed it, or the bound label differs. Not one byte of plaintext comes out.',
    ),
  wrongKeyLength: (bytes: number): ServiceError =>
    refuse(
      'WrongKeyLength',
      `AES-256 takes a key of 32 bytes, not ${bytes}.`,
      'Ask for KeySpec AES_256.',
    ),
  notStored: (name: string): ServiceError =>
    refuse(
      'NotStored',
      `Nothing is stored under "${name}".`,
      'It was never stored, or has been thrown away.',
    ),
  keyNotStored: (name: string): ServiceError =>
    refuse(
      'KeyNotStored',
      `No encrypted data key is stored beside "${name}".`,
      'KMS keeps no data keys. Where the encrypted copy is gone and the plaintext copy is forgotten, no copy exists.',
    ),
};
