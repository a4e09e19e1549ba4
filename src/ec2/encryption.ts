// How EBS encrypts: a volume under one data key, which lies in the hardware of the host as long as the volume is
// attached. What it asks KMS for, and on whose authority. Sources: EBS user guide, "How Amazon EBS encryption works";
// facts sheet, sections 8 and 12.

import { arnOf } from '../aws/arn.ts';
import type { Asking, Call } from '../aws/operation.ts';
import type { Members, Refusal } from '../aws/trace.ts';
import { XTS_KEY_BYTES } from '../crypto/xts.ts';
import type { Encrypting } from '../sse/encrypting.ts';
import { errors } from './errors.ts';
import type { Instance, Volume, VolumeKey } from './state.ts';

export const NITRO = 'nitro';

export const volumes: Encrypting = {
  service: 'ec2',
  name: 'EBS',
  what: 'volume',
  lane: NITRO,
  keys: ['none', 'managed', 'customer'],
  asker: 'grant',
  dataKeyBytes: XTS_KEY_BYTES,
  contextKeys: ['aws:ebs:id'],
  remembersWhile: 'as long as the volume is attached to a running instance',
  unusable:
    'An attached volume goes on. Once it is detached, or its instance stops, it cannot be attached again.',
  refusal: errors.keyNotAccessible,
};

const boundTo = (id: string): Readonly<Record<string, string>> => ({ 'aws:ebs:id': id });

type Answer = { readonly ok: true; readonly key: VolumeKey } | Refused;
interface Refused {
  readonly ok: false;
  readonly error: Refusal;
}

/** A new data key, which nobody sees in plaintext before the volume is attached. */
export function newVolumeKey(call: Call, keyId: string, id: string): Answer {
  const outcome = call.ask('kms:GenerateDataKeyWithoutPlaintext', {
    KeyId: keyId,
    NumberOfBytes: XTS_KEY_BYTES,
    EncryptionContext: boundTo(id),
  });
  return outcome.ok ? { ok: true, key: keptKey(outcome.output, id) } : outcome;
}

/** The same data key for another volume or snapshot: what is sealed under it stays as it is. */
export function sameKeyFor(call: Call, key: VolumeKey, id: string): Answer {
  const outcome = call.ask('kms:ReEncrypt', {
    CiphertextBlob: key.encryptedKey,
    SourceEncryptionContext: boundTo(key.boundTo),
    DestinationKeyId: key.keyArn,
    DestinationEncryptionContext: boundTo(id),
  });
  return outcome.ok ? { ok: true, key: keptKey(outcome.output, id) } : outcome;
}

const keptKey = ({ CiphertextBlob, KeyId }: Members, id: string): VolumeKey => ({
  encryptedKey: CiphertextBlob as Uint8Array,
  keyArn: String(KeyId),
  boundTo: id,
});

/** In plaintext, for EBS itself, which seals a whole disk anew. */
export function openedKey(
  call: Call,
  { encryptedKey, keyArn, boundTo: id }: VolumeKey,
  asking: Asking = {},
): { readonly ok: true; readonly key: Uint8Array } | Refused {
  // The key is where the snapshot is.
  const region = keyArn.split(':')[3] ?? call.region;
  const outcome = call.ask(
    'kms:Decrypt',
    { CiphertextBlob: encryptedKey, EncryptionContext: boundTo(id) },
    { region, ...asking },
  );
  return outcome.ok ? { ok: true, key: outcome.output['Plaintext'] as Uint8Array } : outcome;
}

/** As whom the host of an instance asks KMS. */
const infrastructure = ({ account }: Call, instanceId: string): string =>
  arnOf('sts', '', account, `assumed-role/aws:ec2-infrastructure/${instanceId}`);

/**
 * The caller lets the host in by a grant, and the host fetches the data key.
 * Throws CustomerKeyHasBeenRevoked where either is refused.
 */
export function loadKey(call: Call, { id: InstanceId }: Instance, volume: Volume): void {
  const { key } = volume;
  if (!key) return;
  const grantee = infrastructure(call, InstanceId);
  const granted = call.ask('kms:CreateGrant', {
    KeyId: key.keyArn,
    GranteePrincipal: grantee,
    RetiringPrincipal: grantee,
    Operations: ['Decrypt', 'RetireGrant'],
    Constraints: { EncryptionContextSubset: boundTo(key.boundTo) },
  });
  if (!granted.ok) throw errors.keyNotAccessible(granted.error);
  const { GrantId, GrantToken } = granted.output;
  const fetched = call.ask(
    'ec2:FetchKey',
    {
      InstanceId,
      VolumeId: volume.id,
      CiphertextBlob: key.encryptedKey,
      EncryptionContext: boundTo(key.boundTo),
      GrantId,
      GrantToken,
    },
    { as: grantee, sourceIp: 'AWS Internal' },
  );
  if (fetched.ok) return;
  call.ask('kms:RetireGrant', { KeyId: key.keyArn, GrantId }, { as: grantee });
  throw errors.keyNotAccessible(fetched.error);
}

/** The key goes, and the grant by which it came. */
export function unloadKey(call: Call, { id, loaded }: Instance, volume: Volume): void {
  const held = loaded.get(volume.id);
  if (!held) return;
  const as = infrastructure(call, id);
  call.ask('ec2:WipeVolumeKey', { Key: held.key }, { as });
  // Where the key has gone meanwhile, so has the grant.
  call.ask(
    'kms:RetireGrant',
    { KeyId: volume.key?.keyArn, GrantId: held.grantId },
    { as, sourceIp: 'AWS Internal' },
  );
  loaded.delete(volume.id);
}
