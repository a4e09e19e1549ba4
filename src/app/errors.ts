// How the learner's own program fails. These are not AWS's words, because AWS is not there.

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';
import type { Failure } from '../crypto/esdk/failure.ts';

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
  notWrapped: (): ServiceError =>
    refuse(
      'NotWrapped',
      'RSAES_OAEP_SHA_256: this key cannot wrap this material.',
      'PublicKey must be the RSA key of GetParametersForImport, and the material short enough for one block.',
    ),
  commitment: (policy: string, suite: string): ServiceError =>
    refuse(
      'CommitmentPolicyRefused',
      `Configuration conflict. Cannot use ${suite} with the commitment policy ${policy}.`,
      'The policy says whether a message must commit to its data key, and this suite does otherwise.',
    ),
  reservedContext: (name: string): ServiceError =>
    refuse(
      'ReservedContext',
      `Encryption context contains reserved key "${name}".`,
      'The SDK itself puts the key there that verifies the signature.',
    ),
  dataKeyNotMade: ({ code, message, why }: Refusal): ServiceError =>
    refuse('DataKeyNotMade', `${code}: ${message}`, `KMS gave no data key. ${why}`),
  messageNotRead: ({ message }: Failure): ServiceError =>
    refuse('MessageNotRead', message, 'This is no whole message of the AWS Encryption SDK.'),
  messageNotOpened: ({ message }: Failure): ServiceError =>
    refuse(
      'MessageNotOpened',
      message,
      'The message was altered, or its parts do not belong together. Not one byte of plaintext comes out.',
    ),
  noKeyOpens: (refusals: readonly string[]): ServiceError =>
    refuse(
      'NoKeyOpensIt',
      'unencryptedDataKey has not been set',
      refusals.length === 0
        ? 'The message names no KMS key that the program is allowed to ask.'
        : `KMS refused each encrypted data key: ${refusals.join(', ')}.`,
    ),
};
