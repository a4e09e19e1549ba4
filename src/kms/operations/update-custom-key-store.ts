import { optional, structure, type Infer } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';

import { storeErrors } from '../key-stores/errors.ts';
import { changedClusterLink, proxyLink, refuseForeign } from '../key-stores/links.ts';
import { PROXY_CODES } from '../key-stores/proxy-faults.ts';
import { keyStoreId, keyStoreName, linkMembers } from '../key-stores/shapes.ts';
import { keyStoresOf, type KeyStore } from '../key-stores/store.ts';
import { linkLogged, storeLogged, storeOf, storeTarget } from '../key-stores/target.ts';
import { kmsOperation, type KmsCall } from '../operation.ts';

const input = structure({
  CustomKeyStoreId: keyStoreId(),
  NewCustomKeyStoreName: optional(keyStoreName()),
  ...linkMembers(),
});

export const UpdateCustomKeyStore = kmsOperation({
  name: 'UpdateCustomKeyStore',
  summary: 'Changes the name of a custom key store, or what KMS knows of the other side.',
  readOnly: false,
  input,
  output: structure({}),
  keys: {},
  also: storeTarget('kms:UpdateCustomKeyStore'),
  throws: [
    'CloudHsmClusterInvalidConfigurationException',
    'CloudHsmClusterNotActiveException',
    'CloudHsmClusterNotFoundException',
    'CloudHsmClusterNotRelatedException',
    'CustomKeyStoreInvalidStateException',
    'CustomKeyStoreNameInUseException',
    'CustomKeyStoreNotFoundException',
    'XksProxyUriEndpointInUseException',
    'XksProxyUriInUseException',
    'XksProxyVpcEndpointServiceInUseException',
    ...PROXY_CODES,
  ],
  trail: { ...storeLogged, request: (members) => linkLogged(visible(input, members)) },

  handle(call) {
    const { cloud, account, region } = call;
    const { CustomKeyStoreId, NewCustomKeyStoreName: name, ...link } = call.input;
    const store = storeOf(call, CustomKeyStoreId);
    refuseForeign(link, store.type);
    requireState(store, Object.keys(link));
    const others = [...keyStoresOf(cloud, account, region).byId.values()];
    if (name !== undefined && others.some((other) => other !== store && other.name === name)) {
      throw storeErrors.nameInUse(name);
    }
    if (Object.keys(link).length > 0) changeLink(call, store);
    if (name !== undefined) store.name = name;
    return {};
  },
});

/** What may be changed while the store is connected; everything else waits until it is not. */
const WHILE_CONNECTED: readonly string[] = ['XksProxyAuthenticationCredential', 'XksProxyUriPath'];

function requireState({ id, state }: KeyStore, changed: readonly string[]): void {
  if (state === 'DISCONNECTED') return;
  if (state === 'CONNECTED' && changed.every((name) => WHILE_CONNECTED.includes(name))) return;
  throw storeErrors.invalidState(
    id,
    state,
    'The name can be changed in a connected store, and of an external one the credential and the path. For the rest, disconnect it.',
  );
}

type Changing = KmsCall<Infer<typeof input>>;

function changeLink(call: Changing, store: KeyStore): void {
  if (store.type === 'AWS_CLOUDHSM') store.link = changedClusterLink(call, store.link, call.input);
  else store.link = proxyLink(call, call.input, store);
}
