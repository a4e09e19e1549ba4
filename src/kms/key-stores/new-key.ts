// A new KMS key in a custom key store: what CreateKey asks for besides, and of whom.

import { validationError } from '../../aws/errors.ts';
import type { Call } from '../../aws/operation.ts';
import type { KeyOrigin } from '../key.ts';
import type { KeySpec } from '../specs.ts';
import { requireRoomForKey } from './cluster.ts';
import { storeErrors } from './errors.ts';
import { checkExternalKey } from './proxy.ts';
import type { KeyStore } from './store.ts';
import { storeOf } from './target.ts';

interface Asked {
  readonly CustomKeyStoreId?: string;
  readonly XksKeyId?: string;
}

interface Kind {
  readonly spec: KeySpec;
  readonly origin: KeyOrigin;
  readonly multiRegion: boolean;
}

export interface PlaceOfKey {
  readonly store?: KeyStore;
  readonly xksKeyId?: string;
}

/** Nothing for keys that KMS holds itself. */
export function placeOfNewKey(call: Call<Asked>, kind: Kind): PlaceOfKey {
  const { CustomKeyStoreId: id, XksKeyId: xksKeyId } = call.input;
  requireFit({ id, xksKeyId }, kind);
  if (id === undefined) return {};
  const store = storeOf(call, id);
  if (store.type !== kind.origin) {
    throw validationError(
      `Origin ${kind.origin} is not valid for the custom key store ${id}, which has the type ${store.type}.`,
    );
  }
  if (store.state !== 'CONNECTED') {
    throw storeErrors.invalidState(id, store.state, 'Keys can be made only while it is connected.');
  }
  if (store.type === 'AWS_CLOUDHSM') {
    requireRoomForKey(call, store);
    return { store };
  }
  if (xksKeyId === undefined) return { store };
  if ([...store.keys].some((key) => key.xksKeyId === xksKeyId)) {
    throw storeErrors.xksKeyInUse(xksKeyId);
  }
  checkExternalKey(call, store, xksKeyId);
  return { store, xksKeyId };
}

/** No shape can say which members go with which origin. AWS's words are not on record; these are ours. */
function requireFit(
  { id, xksKeyId }: { readonly id: string | undefined; readonly xksKeyId: string | undefined },
  { spec, origin, multiRegion }: Kind,
): void {
  const inStore = origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE';
  const outside = origin === 'EXTERNAL_KEY_STORE';
  if (inStore !== (id !== undefined)) {
    throw validationError(
      inStore
        ? `CustomKeyStoreId is required for Origin ${origin}.`
        : `CustomKeyStoreId is not valid for Origin ${origin}.`,
    );
  }
  if (outside !== (xksKeyId !== undefined)) {
    throw validationError(
      outside
        ? `XksKeyId is required for Origin ${origin}.`
        : `XksKeyId is not valid for Origin ${origin}.`,
    );
  }
  if (inStore && spec !== 'SYMMETRIC_DEFAULT') throw storeErrors.symmetricOnly(`KeySpec ${spec}`);
  if (inStore && multiRegion) throw storeErrors.symmetricOnly('MultiRegion');
}
