import { choice, optional, structure, text } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';
import { hex } from '../../crypto/bytes.ts';
import { Hsm } from '../hsm.ts';
import { storeErrors } from '../key-stores/errors.ts';
import { newClusterLink, proxyLink, refuseForeign } from '../key-stores/links.ts';
import { PROXY_CODES } from '../key-stores/proxy-faults.ts';
import { keyStoreName, linkMembers } from '../key-stores/shapes.ts';
import { keyStoresOf, STORE_TYPES, type KeyStore } from '../key-stores/store.ts';
import { linkLogged } from '../key-stores/target.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';

const input = structure({
  CustomKeyStoreName: keyStoreName(),
  TrustAnchorCertificate: optional(text({ min: 1, max: 5000 })),
  CustomKeyStoreType: optional(choice(...STORE_TYPES)),
  ...linkMembers(),
});

export const CreateCustomKeyStore = kmsOperation({
  name: 'CreateCustomKeyStore',
  summary:
    'Tells KMS of a CloudHSM cluster, or of an external key manager, that shall hold keys. It is not connected yet.',
  readOnly: false,
  input,
  output: structure({ CustomKeyStoreId: text() }),
  keys: {},
  also: ({ account }) => [{ action: 'kms:CreateCustomKeyStore', resource: '*', owner: account }],
  throws: [
    'CloudHsmClusterInUseException',
    'CloudHsmClusterInvalidConfigurationException',
    'CloudHsmClusterNotActiveException',
    'CloudHsmClusterNotFoundException',
    'CustomKeyStoreNameInUseException',
    'IncorrectTrustAnchorException',
    'LimitExceededException',
    'XksProxyUriEndpointInUseException',
    'XksProxyUriInUseException',
    'XksProxyVpcEndpointServiceInUseException',
    ...PROXY_CODES,
  ],
  trail: {
    request: (members) => linkLogged(visible(input, members)),
    response: ({ CustomKeyStoreId }) => ({ customKeyStoreId: CustomKeyStoreId }),
  },

  handle(call) {
    const { cloud, account, region, now } = call;
    const { CustomKeyStoreName: name, CustomKeyStoreType: type = 'AWS_CLOUDHSM' } = call.input;
    refuseForeign(call.input, type);
    const { byId, order } = keyStoresOf(cloud, account, region);
    if (byId.size >= limits.keyStores) throw storeErrors.tooMany(limits.keyStores);
    if ([...byId.values()].some((other) => other.name === name)) throw storeErrors.nameInUse(name);
    const id = `cks-${hex(call.entropy.bytes(9)).slice(1)}`;
    const facts = {
      id,
      createdAt: now,
      name,
      state: 'DISCONNECTED',
      changes: 0,
      keys: new Set<never>(),
    } as const;
    const store: KeyStore =
      type === 'AWS_CLOUDHSM'
        ? { ...facts, type, link: newClusterLink(call, call.input), hsm: new Hsm() }
        : { ...facts, type, link: proxyLink(call, call.input) };
    byId.set(id, store);
    order.push(store);
    return { CustomKeyStoreId: id };
  },
});
