// What S3 does by itself, as the trace names it.

import type { Call, Operation } from '../aws/operation.ts';
import { outsideOperation } from '../aws/outside.ts';
import { blob, structure } from '../aws/shape.ts';
import { deedsOf } from '../sse/deeds.ts';
import type { Lock } from '../sse/encrypting.ts';
import type { DataKey } from '../sse/lock.ts';
import { bucketKeyDeeds } from './bucket-key-deeds.ts';
import { objects } from './encryption.ts';
import { fromKms } from './errors.ts';
import type { KeyMaking } from './locks.ts';

export const deeds: readonly Operation[] = [
  ...deedsOf(objects),
  ...bucketKeyDeeds,
  outsideOperation({
    service: 's3',
    lane: 's3',
    name: 'DrawKey',
    label: 'draw a data key',
    summary: 'S3 draws a data key itself, for KMS to encrypt.',
    traffic: 'within',
    input: structure({}),
    output: structure({ Key: blob({ thing: 'dataKey' }) }),
    handle: () => {
      throw new TypeError('a deed of S3 cannot be called');
    },
  }),
];

/** S3 draws them, and KMS encrypts them. */
export const drawnByS3 = (call: Call): KeyMaking => {
  const draw = (how: Lock): DataKey => {
    const key = call.deed('s3:DrawKey', {}, ({ entropy }) => ({ Key: entropy.bytes(32) })).Key;
    return { key, ...sealedByKms(call, how, key) };
  };
  return { forObject: draw, forBucket: draw };
};

/** A data key that exists already, encrypted by KMS. */
export function sealedByKms(
  call: Call,
  { keyId, context, asking }: Lock,
  key: Uint8Array,
): Omit<DataKey, 'key'> {
  const outcome = call.ask(
    'kms:Encrypt',
    { KeyId: keyId, Plaintext: key, EncryptionContext: context },
    asking,
  );
  if (!outcome.ok) throw fromKms(outcome.error);
  const { CiphertextBlob, KeyId } = outcome.output;
  return { encryptedKey: CiphertextBlob as Uint8Array, keyArn: String(KeyId) };
}
