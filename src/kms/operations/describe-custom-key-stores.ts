import { validationError } from '../../aws/errors.ts';
import { optional, structure, type Infer } from '../../aws/shape.ts';
import { storeErrors } from '../key-stores/errors.ts';
import { keyStoreId, keyStoreName, keyStores } from '../key-stores/shapes.ts';
import { keyStoresOf, type KeyStore, type ProxyLink } from '../key-stores/store.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { page, paging } from '../shapes.ts';

export const DescribeCustomKeyStores = kmsOperation({
  name: 'DescribeCustomKeyStores',
  summary: 'Tells of custom key stores: how they are connected, and to what. Never a password.',
  readOnly: true,
  input: structure({
    CustomKeyStoreId: optional(keyStoreId()),
    CustomKeyStoreName: optional(keyStoreName()),
    ...paging(),
  }),
  output: structure({ CustomKeyStores: keyStores(), ...page() }),
  keys: {},
  also: ({ account }) => [{ action: 'kms:DescribeCustomKeyStores', resource: '*', owner: account }],
  throws: ['CustomKeyStoreNotFoundException', 'InvalidMarkerException'],

  handle({ cloud, account, region, input }) {
    const { CustomKeyStoreId: id, CustomKeyStoreName: name } = input;
    if (id !== undefined && name !== undefined) {
      // AWS's words are not on record; these are ours.
      throw validationError('CustomKeyStoreId and CustomKeyStoreName exclude each other.');
    }
    const { byId, order } = keyStoresOf(cloud, account, region);
    const isMeant = (store: KeyStore): boolean =>
      byId.has(store.id) && store.id === (id ?? store.id) && store.name === (name ?? store.name);
    const named = id ?? name;
    if (named !== undefined && !order.some(isMeant)) throw storeErrors.notFound(named);
    const { rows, ...rest } = pageOf(
      order,
      input,
      limits.describeCustomKeyStores.standard,
      (store) => (isMeant(store) ? entryOf(store) : undefined),
    );
    return { CustomKeyStores: rows, ...rest };
  },
});

const entryOf = (store: KeyStore): Infer<ReturnType<typeof keyStores>>[number] => ({
  CustomKeyStoreId: store.id,
  CustomKeyStoreName: store.name,
  CustomKeyStoreType: store.type,
  ...(store.type === 'AWS_CLOUDHSM'
    ? { CloudHsmClusterId: store.link.id, TrustAnchorCertificate: store.link.trustAnchor }
    : { XksProxyConfiguration: configurationOf(store.link) }),
  ConnectionState: store.state,
  ...(store.errorCode && { ConnectionErrorCode: store.errorCode }),
  CreationDate: store.createdAt,
});

const configurationOf = (link: ProxyLink) => ({
  Connectivity: link.connectivity,
  AccessKeyId: link.accessKeyId,
  UriEndpoint: link.endpoint,
  UriPath: link.path,
  ...(link.vpcService !== undefined && { VpcEndpointServiceName: link.vpcService }),
  ...(link.vpcServiceOwner !== undefined && { VpcEndpointServiceOwner: link.vpcServiceOwner }),
});
