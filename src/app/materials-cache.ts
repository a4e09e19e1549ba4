// Data keys that the program keeps for a while, as the caching materials manager of the AWS Encryption SDK does: fewer
// calls, and a plaintext data key that lies in memory in between.

import type { StateSlot } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import type { EncryptedDataKey } from '../crypto/esdk/message.ts';
import type { Signer } from '../crypto/esdk/signature.ts';

export interface Materials {
  readonly dataKey: Uint8Array;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly signer?: Signer | undefined;
}

interface Cached {
  readonly materials: Materials;
  readonly until: number;
  messages: number;
  bytes: number;
}

interface Bounds {
  /** What the materials are for: suite, keys and context. */
  readonly as: string;
  /** Of the message that is to be sealed now. */
  readonly bytes: number;
  readonly MaxAgeSeconds: number;
  readonly MaxMessages?: number | undefined;
  readonly MaxBytes?: number | undefined;
}

const CACHE: StateSlot<Map<string, Cached>> = { name: 'app-data-keys', initial: () => new Map() };

export function cachedMaterials(call: Call, bounds: Bounds, make: () => Materials): Materials {
  const { cloud, as, account, region, now } = call;
  const { MaxAgeSeconds, MaxMessages = Infinity, MaxBytes = Infinity, bytes } = bounds;
  const cache = cloud.state(CACHE, account, '*');
  const name = `${as.callerArn}|${bounds.as}`;
  const found = cache.get(name);
  const serves =
    found && now < found.until && found.messages < MaxMessages && found.bytes + bytes <= MaxBytes;
  if (serves) {
    found.messages += 1;
    found.bytes += bytes;
    return found.materials;
  }
  const materials = make();
  const until = now + MaxAgeSeconds * 1000;
  cache.set(name, { materials, until, messages: 1, bytes });
  cloud.agenda.add(until, () => {
    cloud.work('app:Forget', { What: materials.dataKey }, { as: as.arn, region });
  });
  return materials;
}
