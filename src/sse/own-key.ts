// The key that AWS owns and uses for a service where the customer names none: one for each Region, never seen, and
// asked without KMS. It lives inside the service's folder of the world, and only sealed forms of data keys leave.

import type { Cloud, StateSlot } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import { NONCE_BYTES, open, seal } from '../crypto/aead.ts';
import { concat, utf8 } from '../crypto/bytes.ts';

const OWN_KEY: StateSlot<{ key?: Uint8Array }> = { name: 'own-key', initial: () => ({}) };

function ownKey(cloud: Cloud, service: string, region: string): Uint8Array {
  const own = cloud.state(OWN_KEY, service, region);
  return (own.key ??= cloud.entropy(`own-key|${service}|${region}`).bytes(32));
}

interface Bound {
  readonly service: string;
  /** What the data key belongs to: it opens for nothing else. */
  readonly to: string;
}

export function sealWithOwnKey(call: Call, { service, to }: Bound, key: Uint8Array): Uint8Array {
  const nonce = call.entropy.bytes(NONCE_BYTES);
  return concat(nonce, seal(ownKey(call.cloud, service, call.region), nonce, key, utf8(to)));
}

/** Null where it was altered, or belongs to something else. */
export function openWithOwnKey(
  call: Call,
  { service, to }: Bound,
  encryptedKey: Uint8Array,
): Uint8Array | null {
  const nonce = encryptedKey.slice(0, NONCE_BYTES);
  const sealedKey = encryptedKey.slice(NONCE_BYTES);
  return open(ownKey(call.cloud, service, call.region), nonce, sealedKey, utf8(to));
}
