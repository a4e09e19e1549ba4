// What a new volume or snapshot holds, and under which data key: taken over as it is, or encrypted on the way. What
// KMS refuses does not refuse the call: EC2 has answered by then, and the thing ends in the state "error".

import type { Call } from '../aws/operation.ts';
import { openSectors, sealSectors } from '../crypto/xts.ts';
import { newVolumeKey, openedKey, sameKeyFor } from './encryption.ts';
import { contents } from './sectors.ts';
import type { Sectors, VolumeKey } from './state.ts';

/** Where it comes from: a volume or a snapshot. */
interface Source {
  readonly sectors: Sectors;
  readonly key?: VolumeKey;
}

interface Made {
  readonly sectors: Map<number, Uint8Array>;
  readonly key?: VolumeKey;
  readonly failure?: string;
}

interface Wish {
  /** Id of what is made. */
  readonly id: string;
  /** As KMS takes it; nothing is encrypted where absent. */
  readonly keyId: string | undefined;
  readonly from: Source;
}

const FAILED: Made = { sectors: new Map(), failure: 'Given key ID is not accessible' };

export function made(call: Call, wish: Wish): Made {
  const { keyId, from } = wish;
  if (keyId === undefined) return { sectors: new Map(from.sectors) };
  if (from.key && isSame(call, keyId, from.key)) return takenOver(call, wish, from.key);
  const answer = newVolumeKey(call, keyId, wish.id);
  if (!answer.ok) return FAILED;
  return from.sectors.size === 0
    ? { sectors: new Map(), key: answer.key }
    : sealedAnew(call, from, answer.key);
}

/** The key may have been named by its id or an alias: KMS knows. */
function isSame(call: Call, keyId: string, { keyArn }: VolumeKey): boolean {
  if (keyId === keyArn) return true;
  const described = call.ask('kms:DescribeKey', { KeyId: keyId });
  return (
    described.ok && (described.output['KeyMetadata'] as { readonly Arn: string }).Arn === keyArn
  );
}

/** Under the same KMS key the data key stays, and so does every sector. */
function takenOver(call: Call, { id, from }: Wish, key: VolumeKey): Made {
  const answer = sameKeyFor(call, key, id);
  return answer.ok ? { sectors: new Map(from.sectors), key: answer.key } : FAILED;
}

function sealedAnew(call: Call, from: Source, key: VolumeKey): Made {
  const old = from.key && openedKey(call, from.key);
  if (old?.ok === false) return FAILED;
  const to = openedKey(call, key);
  if (!to.ok) return FAILED;
  const sectors = new Map<number, Uint8Array>();
  const seal = (open: (sector: number, bytes: Uint8Array) => Uint8Array): Uint8Array => {
    for (const [sector, bytes] of from.sectors) {
      sectors.set(sector, sealSectors(to.key, sector, open(sector, bytes)));
    }
    return contents(sectors);
  };
  if (old) {
    call.deed('ec2:ReencryptDisk', { From: old.key, To: to.key }, () => ({
      Sealed: seal((sector, bytes) => openSectors(old.key, sector, bytes)),
    }));
  } else {
    call.deed('ec2:EncryptDisk', { Key: to.key, Plain: contents(from.sectors) }, () => ({
      Sealed: seal((_sector, bytes) => bytes),
    }));
  }
  return { sectors, key };
}
