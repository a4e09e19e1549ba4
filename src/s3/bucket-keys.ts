// S3 Bucket Keys: KMS makes one data key for a bucket and a requester; S3 keeps it in memory for a while and makes
// and opens the keys of objects with it. While it does, KMS is not asked, and neither is the key's policy. How AWS
// makes a key for an object from it is not documented: here it is drawn, and sealed under the Bucket Key.

import type { StateSlot } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import { NONCE_BYTES, open, seal } from '../crypto/aead.ts';
import { base64, concat, utf8 } from '../crypto/bytes.ts';
import type { Lock } from '../sse/encrypting.ts';
import { openDataKey, type DataKey } from '../sse/lock.ts';
import { bucketKeyLock, bucketKeys, objectArn, type Place } from './encryption.ts';
import { limits } from './limits.ts';
import { bucketKeyServes } from './rules.ts';
import type { Pairs } from './state.ts';

export interface BucketKey {
  readonly key: Uint8Array;
  /** As KMS sealed it: objects remember it. */
  readonly encryptedKey: Uint8Array;
  readonly keyArn: string;
}

interface InMemory extends BucketKey {
  readonly until: number;
}

const MEMORY: StateSlot<Map<string, InMemory>> = {
  name: 's3-bucket-keys-in-memory',
  initial: () => new Map(),
};

interface Asked {
  readonly keyId: string;
  readonly context: Pairs;
  /** Has KMS make one. */
  readonly make: (how: Lock) => DataKey;
}

/** For new objects of this requester. */
export function bucketKeyFor(call: Call, place: Place, { keyId, context, make }: Asked): BucketKey {
  const as = JSON.stringify(['for', requesterOf(call), place.bucket.name, keyId, context]);
  const known = inMemory(call, place, as);
  if (known) return known;
  const { key, encryptedKey, keyArn = '' } = make(bucketKeyLock(place, { keyId, context }));
  const names = [as, openerName(call, encryptedKey)];
  return remember(call, place, names, { key, encryptedKey, keyArn });
}

/** For an object that exists. */
export function bucketKeyOf(
  call: Call,
  place: Place,
  {
    encryptedKey,
    keyArn,
    context,
  }: Pick<BucketKey, 'encryptedKey' | 'keyArn'> & {
    readonly context: Pairs;
  },
): BucketKey {
  const as = openerName(call, encryptedKey);
  const known = inMemory(call, place, as);
  if (known) return known;
  const how = bucketKeyLock(place, { context });
  const key = openDataKey(call, bucketKeys, how, { encryptedKey, keyArn });
  return remember(call, place, [as], { key, encryptedKey, keyArn });
}

/** A key for an object, new unless given, and the same sealed under the Bucket Key and bound to the object. */
export function makeObjectKey(
  call: Call,
  { bucket, key: name }: Place,
  { key: by }: BucketKey,
  given?: Uint8Array,
): DataKey {
  const { Key, EncryptedKey } = call.deed('s3:MakeObjectKey', { BucketKey: by }, ({ entropy }) => {
    const key = given ?? entropy.bytes(32);
    const nonce = entropy.bytes(NONCE_BYTES);
    const aad = utf8(objectArn(bucket.name, name));
    return { Key: key, EncryptedKey: concat(nonce, seal(by, nonce, key, aad)) };
  });
  return { key: Key, encryptedKey: EncryptedKey };
}

export function openObjectKey(
  call: Call,
  { bucket, key: name }: Place,
  { key: by }: BucketKey,
  encryptedKey: Uint8Array,
): Uint8Array {
  return call.deed('s3:OpenObjectKey', { BucketKey: by, EncryptedKey: encryptedKey }, () => {
    const aad = utf8(objectArn(bucket.name, name));
    const nonce = encryptedKey.subarray(0, NONCE_BYTES);
    const key = open(by, nonce, encryptedKey.subarray(NONCE_BYTES), aad);
    if (!key) throw new TypeError('s3: the key of an object was altered at rest');
    return { Key: key };
  }).Key;
}

function inMemory(call: Call, { bucket }: Place, as: string): BucketKey | undefined {
  const found = call.cloud.state(MEMORY, '*', bucket.region).get(as);
  return found && call.cloud.rule(bucketKeyServes)(found.until, call.now) ? found : undefined;
}

/** Under each of its names, until its time is over. */
function remember(
  call: Call,
  { bucket: { region } }: Place,
  names: readonly string[],
  bucketKey: BucketKey,
): BucketKey {
  const { cloud, now } = call;
  const memory = cloud.state(MEMORY, '*', region);
  const kept: InMemory = { ...bucketKey, until: now + limits.bucketKeySeconds * 1000 };
  call.deed('s3:RememberBucketKey', { BucketKey: bucketKey.key }, () => ({}));
  for (const name of names) memory.set(name, kept);
  cloud.agenda.add(kept.until, () => {
    for (const name of names) if (memory.get(name) === kept) memory.delete(name);
    const { endpoint: as } = cloud.service('s3');
    cloud.work('s3:WipeBucketKey', { BucketKey: bucketKey.key }, { as, region });
  });
  return bucketKey;
}

/** Another role, another account or a session with policies of its own is another requester. */
const requesterOf = ({ as: { arn, key } }: Call): string =>
  JSON.stringify([arn, key?.session?.policies ?? []]);

const openerName = (call: Call, encryptedKey: Uint8Array): string =>
  JSON.stringify(['of', requesterOf(call), base64(encryptedKey)]);
