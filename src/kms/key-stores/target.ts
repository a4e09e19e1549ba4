// The custom key store that a call is about, and what CloudTrail says of it.

import type { Call, Target, TrailFacts } from '../../aws/operation.ts';
import type { Members } from '../../aws/trace.ts';
import type { KeyTarget } from '../target.ts';
import { storeErrors } from './errors.ts';
import { keyStoresOf, type KeyStore } from './store.ts';

interface StoreTarget extends Target {
  readonly store?: KeyStore;
}

/** Custom key stores have no ARN and no policy of their own: IAM alone decides, on '*'. */
export function storeTarget(action: string): (call: Call<Members>) => readonly Target[] {
  return ({ cloud, account, region, input }) => {
    const id = String(input['CustomKeyStoreId']);
    const store = keyStoresOf(cloud, account, region).byId.get(id);
    const target: StoreTarget = {
      action,
      resource: '*',
      owner: account,
      ...(store ? { store } : { absent: () => storeErrors.notFound(id) }),
    };
    return [target];
  };
}

/** The find stage found it, and a call about what is absent ends before this. */
export function storeOf({ cloud, account, region }: Call, id: string): KeyStore {
  const store = keyStoresOf(cloud, account, region).byId.get(id);
  if (!store) throw storeErrors.notFound(id);
  return store;
}

/** Source: AWS's examples of ConnectCustomKeyStore and its like, which are of CloudHSM. */
export const storeLogged: TrailFacts = {
  additional: (_output, [target]) => {
    const store = (target as StoreTarget | undefined)?.store;
    return store && { customKeyStoreName: store.name, ...clusterLogged(store) };
  },
};

/** Of keys that are used: the store, and the external key. Where two keys are, the first that is in a store. */
export function storesLogged(targets: readonly Target[]): Members | undefined {
  const keys = targets.flatMap((target) => (target as Partial<KeyTarget>).key ?? []);
  const key = keys.find(({ store }) => store);
  return (
    key?.store && {
      customKeyStoreId: key.store.id,
      ...(key.xksKeyId !== undefined && { xksKeyId: key.xksKeyId }),
    }
  );
}

const clusterLogged = (store: KeyStore): Members =>
  store.type === 'AWS_CLOUDHSM' ? { clusterId: store.link.id } : {};

/** CloudTrail calls the cluster by a shorter name, and leaves its certificate out. */
export const linkLogged = ({
  cloudHsmClusterId,
  trustAnchorCertificate: _certificate,
  xksProxyAuthenticationCredential: _credential,
  ...shown
}: Members): Members => ({
  ...shown,
  ...(cloudHsmClusterId !== undefined && { clusterId: cloudHsmClusterId }),
});
