import { parseArn } from '../../aws/arn.ts';
import type { Call } from '../../aws/operation.ts';
import { boolean, optional, structure, text } from '../../aws/shape.ts';
import { bucketKeyFor, makeObjectKey } from '../bucket-keys.ts';
import { sealedByKms } from '../deeds.ts';
import { objectLock, type Place } from '../encryption.ts';
import { errors, fromKms, KMS_REFUSALS } from '../errors.ts';
import { dataKeyOf, madeByKms } from '../locks.ts';
import { aboutBucket, s3Operation } from '../operation.ts';
import { bucketName, objectKey, versionId } from '../shapes.ts';
import type { Locked } from '../state.ts';
import { objectTrail } from '../trail.ts';
import { requireVersion } from '../versions.ts';

const onOld = 'the key that the object is encrypted under';
const onNew = 'the key that KMSKeyArn names';

export const UpdateObjectEncryption = s3Operation({
  name: 'UpdateObjectEncryption',
  summary:
    'Changes the key of an object in place: its data key is encrypted anew, under a KMS key. The data is neither read nor copied.',
  readOnly: false,
  event: 'data',
  label: 'key changed',
  input: structure({
    Bucket: bucketName(),
    Key: objectKey(),
    VersionId: optional(versionId()),
    ObjectEncryption: structure({
      SSEKMS: structure({
        KMSKeyArn: text({ min: 20, max: 2048 }),
        BucketKeyEnabled: optional(boolean()),
      }),
    }),
  }),
  output: structure({}),
  throws: [...KMS_REFUSALS, 'InvalidRequest', 'MethodNotAllowed', 'NoSuchKey', 'NoSuchVersion'],
  permissions: [
    { action: 's3:UpdateObjectEncryption', on: 'the object that Key names' },
    { action: 's3:PutObject', on: 'the object that Key names' },
    { action: 'kms:ReEncryptFrom', on: onOld, when: 'KMS has encrypted its data key' },
    { action: 'kms:ReEncryptTo', on: onNew, when: 'KMS has encrypted its data key' },
    { action: 'kms:Encrypt', on: onNew, when: 'S3 has encrypted its data key' },
    {
      action: 'kms:GenerateDataKey',
      on: onNew,
      when: 'a Bucket Key is asked for, and S3 has none in memory',
    },
    {
      action: 'kms:Decrypt',
      on: 'both keys',
      when: 'a Bucket Key is asked for, or in use, and S3 has none in memory',
    },
  ],
  trail: objectTrail,
  besides: (call) => {
    const { Bucket: name, Key: key } = call.input;
    return [aboutBucket(call, { name, key, action: 's3:PutObject', absent: errors.noSuchBucket })];
  },

  handle(call, bucket) {
    const { Key: key, VersionId } = call.input;
    const { KMSKeyArn: keyId, BucketKeyEnabled = false } = call.input.ObjectEncryption.SSEKMS;
    const version = requireVersion(bucket, key, VersionId);
    const { locked } = version;
    if (locked.mode === 'SSE-C' || locked.mode === 'aws:kms:dsse') throw unfit(locked.mode);
    requireOwnKey(keyId, bucket.account);
    const change: Change = { place: { bucket, key }, locked, keyId };
    version.locked = BucketKeyEnabled ? underBucketKey(call, change) : underKey(call, change);
    return {};
  },
});

/** The code is documented, the text is ours. */
const unfit = (mode: string): Error =>
  errors.invalidRequest(
    'The encryption type of the source object is not supported by UpdateObjectEncryption.',
    mode === 'SSE-C'
      ? 'S3 has forgotten the key of the object, so it cannot encrypt it anew.'
      : 'Of an object with two layers neither can be changed in place.',
  );

function requireOwnKey(arn: string, account: string): void {
  if (!/^arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/.test(arn)) {
    throw errors.invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require a valid AWS KMS key Amazon Resource Name (ARN). Confirm that you have a correctly formatted KMS key ARN in your request, and then try again.",
      'Here neither an id nor an alias will do.',
    );
  }
  // The rule is documented, the text is ours.
  if (parseArn(arn)?.account !== account) {
    throw errors.invalidRequest(
      'The KMS key must be owned by the account that owns the bucket.',
      'The key is of another account.',
    );
  }
}

interface Change {
  readonly place: Place;
  readonly locked: Extract<Locked, { readonly mode: 'AES256' | 'aws:kms' }>;
  readonly keyId: string;
}

const contextOf = (locked: Change['locked']): Readonly<Record<string, string>> =>
  locked.mode === 'aws:kms' ? locked.context : {};

function underBucketKey(call: Call, { place, locked, keyId }: Change): Locked {
  const { sealed, nonce } = locked;
  const context = contextOf(locked);
  const make = madeByKms(call).forBucket;
  const by = bucketKeyFor(call, place, { keyId, context, make });
  const key = dataKeyOf(call, place, locked);
  const { encryptedKey } = makeObjectKey(call, place, by, key);
  wipe(call, key);
  const { keyArn, encryptedKey: bucketKey } = by;
  return { mode: 'aws:kms', sealed, nonce, encryptedKey, keyArn, context, bucketKey };
}

function underKey(call: Call, { place, locked, keyId }: Change): Locked {
  const { sealed, nonce } = locked;
  const context = contextOf(locked);
  const how = objectLock(place, { keyId, context });
  const kept = { mode: 'aws:kms', sealed, nonce, context } as const;
  if (locked.mode === 'aws:kms' && !locked.bucketKey) {
    // KMS alone sees the data key.
    const outcome = call.ask(
      'kms:ReEncrypt',
      {
        CiphertextBlob: locked.encryptedKey,
        SourceEncryptionContext: how.context,
        DestinationKeyId: keyId,
        DestinationEncryptionContext: how.context,
      },
      how.asking,
    );
    if (!outcome.ok) throw fromKms(outcome.error);
    const { CiphertextBlob, KeyId } = outcome.output;
    return { ...kept, encryptedKey: CiphertextBlob as Uint8Array, keyArn: String(KeyId) };
  }
  const key = dataKeyOf(call, place, locked);
  const { encryptedKey, keyArn = '' } = sealedByKms(call, how, key);
  wipe(call, key);
  return { ...kept, encryptedKey, keyArn };
}

const wipe = (call: Call, key: Uint8Array): void => {
  call.deed('s3:WipeKeyOfObject', { Key: key }, () => ({}));
};
