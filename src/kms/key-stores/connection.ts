// Connecting and disconnecting a custom key store, and what becomes of its keys. KMS looks at the other side when
// it is asked to connect; what it found shows when the time has passed that this takes.

import type { Cloud } from '../../aws/cloud.ts';
import type { Call } from '../../aws/operation.ts';
import { minutes } from '../events.ts';
import type { KmsKey } from '../key.ts';
import { limits } from '../limits.ts';
import { obstacleToCluster } from './cluster.ts';
import { storeErrors } from './errors.ts';
import { obstacleToProxy } from './proxy.ts';
import type { KeyStore } from './store.ts';

export function connect(call: Call, store: KeyStore): void {
  const { state } = store;
  if (state === 'FAILED' || state === 'DISCONNECTING') {
    throw storeErrors.invalidState(
      store.id,
      state,
      'After a failure the store must be disconnected first, even though it never was connected.',
    );
  }
  if (state !== 'DISCONNECTED') return;
  const obstacle =
    store.type === 'AWS_CLOUDHSM'
      ? obstacleToCluster(call, store)
      : obstacleToProxy(call, store.link);
  store.state = 'CONNECTING';
  afterwards(call.cloud, store, limits.connectingMinutes[store.type], () => {
    if (obstacle) {
      store.state = 'FAILED';
      store.errorCode = obstacle;
      return;
    }
    store.state = 'CONNECTED';
    for (const key of store.keys) makeAvailable(key);
  });
}

/** Keys become unusable at once; the connection itself takes a moment to end. */
export function disconnect({ cloud }: Call, store: KeyStore): void {
  const { state } = store;
  if (state === 'DISCONNECTED' || state === 'DISCONNECTING') {
    throw storeErrors.invalidState(store.id, state, 'There is no connection to end.');
  }
  store.state = 'DISCONNECTING';
  delete store.errorCode;
  for (const key of store.keys) makeUnavailable(key);
  afterwards(cloud, store, limits.disconnectingMinutes, () => {
    store.state = 'DISCONNECTED';
  });
}

function afterwards(cloud: Cloud, store: KeyStore, span: number, work: () => void): void {
  const change = ++store.changes;
  cloud.agenda.add(cloud.now + minutes(span), () => {
    if (store.changes === change) work();
  });
}

/** Switched on or off, or taken back from deletion: a key in a store that is not connected shows it later. */
export function switchKey(key: KmsKey, state: 'Enabled' | 'Disabled'): void {
  key.state = state;
  if (key.store && key.store.state !== 'CONNECTED') makeUnavailable(key);
}

/** A key that is pending deletion stays so. */
function makeUnavailable(key: KmsKey): void {
  if (key.state !== 'Enabled' && key.state !== 'Disabled') return;
  key.returnsAs = key.state;
  key.state = 'Unavailable';
}

function makeAvailable(key: KmsKey): void {
  if (key.state === 'Unavailable' && key.returnsAs) key.state = key.returnsAs;
  delete key.returnsAs;
}
