// What becomes of material when a KMS key in a custom key store is deleted. In a cluster KMS does its best; what
// it cannot reach stays there, orphaned. An external key is never touched.

import type { Cloud } from '../../aws/cloud.ts';
import type { Members } from '../../aws/trace.ts';
import type { KmsKey } from '../key.ts';
import { vaultOf } from '../state.ts';

/** Gives what CloudTrail says of it. */
export function destroyMaterial(cloud: Cloud, key: KmsKey): Members | undefined {
  const { store, materials, pendingMaterial } = key;
  store?.keys.delete(key);
  if (store?.type !== 'AWS_CLOUDHSM') {
    const all = pendingMaterial ? [...materials, pendingMaterial] : materials;
    vaultOf(cloud, key.region).hsm.destroy(all);
    return undefined;
  }
  const isReached = store.state === 'CONNECTED';
  if (isReached) store.hsm.destroy(materials);
  const deletionStatus = isReached ? 'SUCCESS' : 'FAILURE';
  return {
    ...backingKeysLogged(key),
    backingKeysDeletionStatus: JSON.stringify(
      materials.map(({ id }) => ({ backingKeyId: id, deletionStatus })),
    ),
  };
}

export const backingKeysLogged = ({ store, materials }: KmsKey): Members | undefined =>
  store?.type === 'AWS_CLOUDHSM'
    ? {
        customKeyStoreId: store.id,
        clusterId: store.link.id,
        backingKeys: JSON.stringify(materials.map(({ id }) => ({ backingKeyId: id }))),
      }
    : undefined;
