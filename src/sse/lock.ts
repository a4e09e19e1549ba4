// Locks and unlocks what a service keeps: a data key of its own for each thing, sealed by KMS under the key that was
// chosen, or by the service under AWS's own. All that a service asks of KMS goes through here.

import type { Call } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import { openBody, sealBody } from './deeds.ts';
import type { Encrypting, Lock, LockedKey, Sealed } from './encrypting.ts';
import { openWithOwnKey, sealWithOwnKey } from './own-key.ts';

export interface DataKey extends LockedKey {
  readonly key: Uint8Array;
}

/** Seals something under a new data key, which is wiped. */
export function lock(call: Call, kind: Encrypting, how: Lock, body: Uint8Array): Sealed {
  const { key, ...locked } = newDataKey(call, kind, how);
  return { ...sealBody(call, kind, { key, body }), ...locked };
}

/** Opens it again: the data key is opened for this one time, and wiped. */
export function unlock(call: Call, kind: Encrypting, how: Lock, from: Sealed): Uint8Array {
  const key = openDataKey(call, kind, how, from);
  return openBody(call, kind, { key, from });
}

export function newDataKey(call: Call, kind: Encrypting, how: Lock): DataKey {
  const { dataKeyBytes = 32, dataKeySpec } = kind;
  if (how.keyId === undefined) {
    const key = call.entropy.bytes(dataKeyBytes);
    return { key, encryptedKey: sealWithOwnKey(call, boundTo(kind, how), key) };
  }
  const { Plaintext, CiphertextBlob, KeyId } = asked(call, kind, 'kms:GenerateDataKey', how, {
    KeyId: how.keyId,
    ...(dataKeySpec ? { KeySpec: dataKeySpec } : { NumberOfBytes: dataKeyBytes }),
    EncryptionContext: how.context,
  });
  return {
    key: Plaintext as Uint8Array,
    encryptedKey: CiphertextBlob as Uint8Array,
    keyArn: String(KeyId),
  };
}

export function openDataKey(
  call: Call,
  kind: Encrypting,
  how: Lock,
  { encryptedKey, keyArn }: LockedKey,
): Uint8Array {
  if (keyArn === undefined) {
    const key = openWithOwnKey(call, boundTo(kind, how), encryptedKey);
    if (!key) throw new TypeError(`${kind.service}: the data key of a ${kind.what} was altered`);
    return key;
  }
  const { Plaintext } = asked(call, kind, 'kms:Decrypt', how, {
    CiphertextBlob: encryptedKey,
    EncryptionContext: how.context,
  });
  return Plaintext as Uint8Array;
}

const boundTo = ({ service }: Encrypting, { context }: Lock) => ({
  service,
  to: JSON.stringify(context),
});

/** A refusal of KMS's is passed on in the service's own way. */
function asked(
  call: Call,
  kind: Encrypting,
  operation: string,
  { asking }: Lock,
  input: Members,
): Members {
  const outcome = call.ask(operation, input, asking);
  if (!outcome.ok) throw kind.refusal(outcome.error);
  return outcome.output;
}
