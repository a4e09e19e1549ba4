// Locks and unlocks objects, in each mode of server-side encryption.

import type { Call } from '../aws/operation.ts';
import { concat } from '../crypto/bytes.ts';
import { NONCE_BYTES } from '../crypto/aead.ts';
import { openBody, sealBody } from '../sse/deeds.ts';
import type { Lock } from '../sse/encrypting.ts';
import { lock, newDataKey, openDataKey, unlock, type DataKey } from '../sse/lock.ts';
import { bucketKeyFor, bucketKeyOf, makeObjectKey, openObjectKey } from './bucket-keys.ts';
import { checkedKey, codeOf, needless, type CustomerKey } from './customer-key.ts';
import { bucketKeys, objectLock, objects, type Place } from './encryption.ts';
import type { Locked } from './state.ts';
import type { Wanted } from './wanted.ts';

/** Where the plaintext data keys come from that KMS seals. */
export interface KeyMaking {
  readonly forObject: (how: Lock) => DataKey;
  readonly forBucket: (how: Lock) => DataKey;
}

/** KMS makes them. It opens a Bucket Key at once again: so a PUT needs kms:Decrypt, too. */
export const madeByKms = (call: Call): KeyMaking => ({
  forObject: (how) => newDataKey(call, objects, how),
  forBucket: (how) => {
    const made = newDataKey(call, bucketKeys, how);
    openDataKey(call, bucketKeys, how, made);
    return made;
  },
});

export function lockObject(
  call: Call,
  place: Place,
  wanted: Wanted,
  body: Uint8Array,
  making: KeyMaking = madeByKms(call),
): Locked {
  switch (wanted.mode) {
    case 'AES256':
      return { mode: 'AES256', ...lock(atHome(call, place), objects, objectLock(place), body) };
    case 'SSE-C': {
      const { key, keyMd5 } = wanted.customerKey;
      const code = codeOf(call.entropy, wanted.customerKey);
      return { mode: 'SSE-C', ...sealBody(call, objects, { key, body }), ...code, keyMd5 };
    }
    case 'aws:kms':
      return wanted.bucketKey
        ? withBucketKey(call, { place, wanted, making }, body)
        : { mode: 'aws:kms', ...underKms(call, { place, wanted, making }, body) };
    case 'aws:kms:dsse': {
      // Two layers, each with a data key of its own from KMS. How often AWS asks is not documented; ours.
      const how = { place, wanted, making };
      const { sealed, nonce, encryptedKey } = underKms(call, how, body);
      const outer = underKms(call, how, concat(nonce, sealed));
      return { mode: 'aws:kms:dsse', ...outer, inner: { nonce, encryptedKey } };
    }
  }
}

type WantsKms = Extract<Wanted, { readonly mode: 'aws:kms' | 'aws:kms:dsse' }>;
type UnderKms = Extract<Locked, { readonly mode: 'aws:kms' }>;

interface How {
  readonly place: Place;
  readonly wanted: WantsKms;
  readonly making: KeyMaking;
}

function underKms(
  call: Call,
  { place, wanted, making }: How,
  body: Uint8Array,
): Omit<UnderKms, 'mode'> {
  const { keyId, context } = wanted;
  const { key, keyArn = '', ...made } = making.forObject(objectLock(place, { keyId, context }));
  return { ...sealBody(call, objects, { key, body }), ...made, keyArn, context };
}

function withBucketKey(call: Call, { place, wanted, making }: How, body: Uint8Array): UnderKms {
  const { keyId, context } = wanted;
  const bucketKey = bucketKeyFor(call, place, { keyId, context, make: making.forBucket });
  const { key, encryptedKey } = makeObjectKey(call, place, bucketKey);
  return {
    mode: 'aws:kms',
    ...sealBody(call, objects, { key, body }),
    encryptedKey,
    keyArn: bucketKey.keyArn,
    context,
    bucketKey: bucketKey.encryptedKey,
  };
}

/** `sent` is what the reader sends of SSE-C. */
export function unlockObject(
  call: Call,
  place: Place,
  locked: Locked,
  sent?: CustomerKey,
): Uint8Array {
  if (locked.mode === 'SSE-C') {
    return openBody(call, objects, { key: checkedKey(locked, sent), from: locked });
  }
  if (sent) throw needless();
  switch (locked.mode) {
    case 'AES256':
      return unlock(atHome(call, place), objects, objectLock(place), locked);
    case 'aws:kms':
      return openBody(call, objects, { key: dataKeyOf(call, place, locked), from: locked });
    case 'aws:kms:dsse': {
      const how = objectLock(place, { context: locked.context });
      const layer = unlock(call, objects, how, locked);
      return unlock(call, objects, how, {
        ...locked.inner,
        keyArn: locked.keyArn,
        sealed: layer.subarray(NONCE_BYTES),
      });
    }
  }
}

/** The data key of an object under SSE-S3 or SSE-KMS, in plaintext. */
export function dataKeyOf(
  call: Call,
  place: Place,
  locked: Extract<Locked, { readonly mode: 'AES256' | 'aws:kms' }>,
): Uint8Array {
  if (locked.mode === 'AES256') {
    return openDataKey(atHome(call, place), objects, objectLock(place), locked);
  }
  const { keyArn, context, bucketKey, encryptedKey } = locked;
  if (!bucketKey) {
    return openDataKey(call, objects, objectLock(place, { context }), { encryptedKey, keyArn });
  }
  const by = bucketKeyOf(call, place, { encryptedKey: bucketKey, keyArn, context });
  return openObjectKey(call, place, by, encryptedKey);
}

/** S3's own key is that of the bucket's Region. */
const atHome = (call: Call, { bucket: { region } }: Place): Call => ({ ...call, region });
