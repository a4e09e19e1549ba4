// Random bytes from the cluster of an AWS CloudHSM key store.

import type { Call } from '../../aws/operation.ts';
import { reachCluster } from './cluster.ts';
import { storeErrors } from './errors.ts';
import { storeOf } from './target.ts';
import { inCluster } from './work.ts';

export function randomIn(call: Call, storeId: string, bytes: number): Uint8Array {
  const store = storeOf(call, storeId);
  if (store.type !== 'AWS_CLOUDHSM') throw storeErrors.noRandomOutside();
  if (store.state !== 'CONNECTED') {
    throw storeErrors.invalidState(storeId, store.state, 'Only a connected cluster draws bytes.');
  }
  reachCluster(call, store);
  return store.hsm.random(inCluster(call), bytes);
}
