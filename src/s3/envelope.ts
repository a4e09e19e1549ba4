// How S3 locks an object on the server's side: under a data key of its own, which KMS or S3 itself has sealed.

import { arnOf } from '../aws/arn.ts';
import type { Call } from '../aws/operation.ts';
import { NONCE_BYTES, open, seal } from '../crypto/aead.ts';
import { utf8 } from '../crypto/bytes.ts';
import { errors, fromKms } from './errors.ts';
import { rootKey, type StoredObject } from './state.ts';

interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** S3 binds the object's ARN, so that an encrypted data key cannot be moved to another object. */
const contextOf = ({ bucket, key }: Place): Readonly<Record<string, string>> => ({
  'aws:s3:arn': arnOf('s3', '', '', `${bucket}/${key}`),
});

export function lockWithKms(
  call: Call,
  place: Place,
  keyId: string,
  body: Uint8Array,
): StoredObject {
  const answer = call.ask('kms:GenerateDataKey', {
    KeyId: keyId,
    KeySpec: 'AES_256',
    EncryptionContext: contextOf(place),
  });
  if (!answer.ok) throw fromKms(answer.error);
  const { Plaintext, CiphertextBlob, KeyId } = answer.output;
  return {
    mode: 'aws:kms',
    ...sealObject(call, Plaintext as Uint8Array, body),
    encryptedKey: CiphertextBlob as Uint8Array,
    keyArn: String(KeyId),
  };
}

export function unlockWithKms(call: Call, place: Place, object: StoredObject): Uint8Array {
  const answer = call.ask('kms:Decrypt', {
    CiphertextBlob: object.encryptedKey,
    EncryptionContext: contextOf(place),
  });
  if (!answer.ok) throw fromKms(answer.error);
  return openObject(call, answer.output['Plaintext'] as Uint8Array, object);
}

/** SSE-S3: nobody but S3 is asked. */
export function lockWithOwnKey(call: Call, place: Place, body: Uint8Array): StoredObject {
  const { cloud, entropy, region } = call;
  const key = entropy.bytes(32);
  const nonce = entropy.bytes(NONCE_BYTES);
  const sealedKey = seal(
    rootKey(cloud, region),
    nonce,
    key,
    utf8(contextOf(place)['aws:s3:arn'] ?? ''),
  );
  return {
    mode: 'AES256',
    ...sealObject(call, key, body),
    encryptedKey: Uint8Array.of(...nonce, ...sealedKey),
  };
}

export function unlockWithOwnKey(call: Call, place: Place, object: StoredObject): Uint8Array {
  const nonce = object.encryptedKey.slice(0, NONCE_BYTES);
  const sealedKey = object.encryptedKey.slice(NONCE_BYTES);
  const aad = utf8(contextOf(place)['aws:s3:arn'] ?? '');
  const key = open(rootKey(call.cloud, call.region), nonce, sealedKey, aad);
  if (!key) throw errors.damaged();
  return openObject(call, key, object);
}

function sealObject(
  call: Call,
  key: Uint8Array,
  body: Uint8Array,
): Pick<StoredObject, 'sealed' | 'nonce'> {
  const nonce = call.entropy.bytes(NONCE_BYTES);
  const { Sealed } = call.deed('s3:SealObject', { Key: key, Body: body }, () => ({
    Sealed: seal(key, nonce, body),
  }));
  return { sealed: Sealed, nonce };
}

function openObject(call: Call, key: Uint8Array, { nonce, sealed }: StoredObject): Uint8Array {
  return call.deed('s3:OpenObject', { Key: key }, () => {
    const body = open(key, nonce, sealed);
    if (!body) throw errors.damaged();
    return { Body: body };
  }).Body;
}
