// What KMS carries from a primary key to its replicas, and the event that it leaves of that.

import type { Cloud } from '../../aws/cloud.ts';
import type { Call } from '../../aws/operation.ts';
import { serviceEvent } from '../events.ts';
import type { KmsKey } from '../key.ts';
import { named } from './import.ts';
import { vaultOf } from '../state.ts';

/**
 * The other key gets what it lacks: the names here, the bytes from HSM to HSM. Imported material is never
 * carried: its owner brings it to each Region, and until then a key there knows it by name only.
 */
export function shareMaterials(call: Call, from: KmsKey, to: KmsKey): void {
  const { cloud } = call;
  const there = vaultOf(cloud, to.region);
  const known = new Set(to.materials.map(({ id }) => id));
  const materials = from.materials.filter(({ id }) => !known.has(id));
  const isImported = from.origin === 'EXTERNAL';
  if (!isImported) {
    const { hsm } = vaultOf(cloud, from.region);
    hsm.shareWith(call, there.hsm, { id: to.id, region: to.region, materials });
  }
  for (const { id } of materials) {
    there.owners.set(id, { account: to.account, keyId: to.id });
  }
  to.materials = isImported ? from.materials.map(named) : from.materials;
}

/** AWS synchronises "periodically". Here it comes at once, after the record of the call that was the cause. */
export function synchronised(cloud: Cloud, { multiRegion }: KmsKey): void {
  if (!multiRegion || multiRegion.replicas.length === 0) return;
  multiRegion.synchronisations += 1;
  const { synchronisations: nth, primary } = multiRegion;
  cloud.agenda.add(cloud.now, () => {
    serviceEvent(cloud, primary, { name: 'SynchronizeMultiRegionKey', nth });
  });
}
