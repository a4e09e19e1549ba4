// SSE-C: a key that the caller sends along each time. S3 checks it, uses it and forgets it; what stays is a salted
// code, by which it knows the key again. Texts: facts sheet, section 11b, recorded.

import type { Entropy } from '../crypto/drbg.ts';
import { refuse, type ServiceError } from '../aws/errors.ts';
import { base64, equalBytes } from '../crypto/bytes.ts';
import { hmacSha256 } from '../crypto/hash.ts';
import { md5 } from '../crypto/md5.ts';
import { errors } from './errors.ts';
import type { Locked } from './state.ts';

const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** The three headers, of a request or of the source of a copy. */
export interface CustomerKeyHeaders {
  readonly algorithm: string | undefined;
  readonly key: Uint8Array | undefined;
  readonly keyMd5: string | undefined;
}

export interface CustomerKey {
  readonly key: Uint8Array;
  readonly keyMd5: string;
}

/** Undefined where none of the headers was sent. */
export function readCustomerKey(headers: CustomerKeyHeaders): CustomerKey | undefined {
  const { algorithm, key, keyMd5 } = headers;
  if (algorithm === undefined && key === undefined && keyMd5 === undefined) return undefined;
  if (algorithm === undefined) {
    throw errors.invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
      'SSE-C needs the algorithm, AES256, beside the key.',
    );
  }
  if (algorithm !== 'AES256') {
    throw refuse(
      'InvalidEncryptionAlgorithmError',
      'The Encryption request you specified is not valid. Supported value: AES256.',
      'SSE-C knows one algorithm.',
    );
  }
  if (!key) {
    throw errors.invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      'S3 has no key for this object: it must come with every request.',
    );
  }
  if (key.length !== KEY_BYTES) {
    throw errors.invalidArgument(
      'The secret key was invalid for the specified algorithm.',
      `AES-256 takes ${KEY_BYTES} bytes.`,
    );
  }
  const computed = base64(md5(key));
  if (keyMd5 !== undefined && keyMd5 !== computed) {
    throw errors.invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      'The key was altered on its way, or the hash is of another key.',
    );
  }
  return { key, keyMd5: computed };
}

type UnderCustomerKey = Extract<Locked, { readonly mode: 'SSE-C' }>;

export function codeOf(
  entropy: Entropy,
  { key }: CustomerKey,
): Pick<UnderCustomerKey, 'salt' | 'code'> {
  const salt = entropy.bytes(SALT_BYTES);
  return { salt, code: hmacSha256(salt, key) };
}

/** The key that opens it, or the refusal. */
export function checkedKey(locked: UnderCustomerKey, sent: CustomerKey | undefined): Uint8Array {
  if (!sent) throw unasked();
  if (equalBytes(hmacSha256(locked.salt, sent.key), locked.code)) return sent.key;
  throw errors.accessDenied(
    'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    'The salted code of this key is not the one that S3 kept: it is another key.',
  );
}

/** Headers of SSE-C for an object that is locked otherwise. */
export const needless = (): ServiceError =>
  errors.invalidRequest(
    'The encryption parameters are not applicable to this object.',
    'The object is not encrypted with SSE-C, so no key of yours can open it.',
  );

const unasked = (): ServiceError =>
  errors.invalidRequest(
    'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    'The object is encrypted with SSE-C. S3 has forgotten the key, so the reader must send it.',
  );
