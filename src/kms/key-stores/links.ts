// What may stand behind a custom key store: which members belong to which type, and that no two stores share it.

import { validationError } from '../../aws/errors.ts';
import type { Infer, Structure } from '../../aws/shape.ts';
import type { Call } from '../../aws/operation.ts';
import { requireCluster } from './cluster.ts';
import { storeErrors } from './errors.ts';
import { checkProxy } from './proxy.ts';
import type { linkMembers } from './shapes.ts';
import {
  keyStoresOf,
  type ClusterLink,
  type ExternalStore,
  type KeyStore,
  type ProxyLink,
  type StoreType,
} from './store.ts';

export type LinkInput = Infer<Structure<ReturnType<typeof linkMembers>>> & {
  readonly TrustAnchorCertificate?: string;
};

const MEMBERS = {
  AWS_CLOUDHSM: ['CloudHsmClusterId', 'TrustAnchorCertificate', 'KeyStorePassword'],
  EXTERNAL_KEY_STORE: [
    'XksProxyConnectivity',
    'XksProxyUriEndpoint',
    'XksProxyUriPath',
    'XksProxyAuthenticationCredential',
    'XksProxyVpcEndpointServiceName',
    'XksProxyVpcEndpointServiceOwner',
  ],
} as const satisfies Record<StoreType, readonly (keyof LinkInput)[]>;

/** No shape can say that members go with a type. AWS's words are not on record; these are ours. */
export function refuseForeign(input: LinkInput, type: StoreType): void {
  const other = type === 'AWS_CLOUDHSM' ? 'EXTERNAL_KEY_STORE' : 'AWS_CLOUDHSM';
  const foreign = MEMBERS[other].filter((name) => input[name] !== undefined);
  if (foreign.length > 0) {
    throw validationError(`${foreign.join(', ')} cannot be specified for the type ${type}.`);
  }
}

export function newClusterLink(call: Call, input: LinkInput): ClusterLink {
  const [id, trustAnchor, password] = [
    required(input, 'CloudHsmClusterId'),
    required(input, 'TrustAnchorCertificate'),
    required(input, 'KeyStorePassword'),
  ];
  const cluster = requireCluster(call, id);
  for (const store of storesOf(call)) {
    if (store.type !== 'AWS_CLOUDHSM') continue;
    if (store.link.history === cluster.BackupHistory) throw storeErrors.clusterInUse(id);
  }
  if (cluster.TrustAnchorCertificate !== trustAnchor) throw storeErrors.trustAnchor(id);
  return { id, trustAnchor, history: cluster.BackupHistory, password };
}

/** Another cluster can take over where it comes from the same backup: then it holds the same material. */
export function changedClusterLink(call: Call, before: ClusterLink, input: LinkInput): ClusterLink {
  const { CloudHsmClusterId: id = before.id, KeyStorePassword: password = before.password } = input;
  if (id !== before.id) {
    const cluster = requireCluster(call, id);
    if (cluster.BackupHistory !== before.history) throw storeErrors.clusterNotRelated(id);
  }
  return { ...before, id, password };
}

/** `before` is what the store has already, and what of it is not named stays. */
export function proxyLink(call: Call, input: LinkInput, before?: ExternalStore): ProxyLink {
  const link = linkFrom(input, before?.link);
  const service = link.vpcService;
  if (link.connectivity === 'VPC_ENDPOINT_SERVICE' && service === undefined) {
    throw missing('XksProxyVpcEndpointServiceName');
  }
  const others = storesOf(call).filter((store) => store !== before);
  for (const store of others) {
    if (store.type === 'EXTERNAL_KEY_STORE') refuseShared(link, store.link);
  }
  checkProxy(call, link);
  return link;
}

function linkFrom(input: LinkInput, before: ProxyLink | undefined): ProxyLink {
  const asked = { ...(before && asInput(before)), ...input };
  const connectivity = required(asked, 'XksProxyConnectivity');
  const credential = required(asked, 'XksProxyAuthenticationCredential');
  const { XksProxyVpcEndpointServiceName: service, XksProxyVpcEndpointServiceOwner: owner } = asked;
  return {
    connectivity,
    endpoint: required(asked, 'XksProxyUriEndpoint'),
    path: required(asked, 'XksProxyUriPath'),
    accessKeyId: credential.AccessKeyId,
    secret: credential.RawSecretAccessKey,
    ...(connectivity === 'VPC_ENDPOINT_SERVICE' && {
      ...(service !== undefined && { vpcService: service }),
      ...(owner !== undefined && { vpcServiceOwner: owner }),
    }),
  };
}

const asInput = (link: ProxyLink): LinkInput => ({
  XksProxyConnectivity: link.connectivity,
  XksProxyUriEndpoint: link.endpoint,
  XksProxyUriPath: link.path,
  XksProxyAuthenticationCredential: {
    AccessKeyId: link.accessKeyId,
    RawSecretAccessKey: link.secret,
  },
  ...(link.vpcService !== undefined && { XksProxyVpcEndpointServiceName: link.vpcService }),
  ...(link.vpcServiceOwner !== undefined && {
    XksProxyVpcEndpointServiceOwner: link.vpcServiceOwner,
  }),
});

function refuseShared(link: ProxyLink, other: ProxyLink): void {
  if (link.endpoint === other.endpoint) {
    if (link.path === other.path) throw storeErrors.uriInUse(`${link.endpoint}${link.path}`);
    const isPublic = [link, other].every(({ connectivity }) => connectivity === 'PUBLIC_ENDPOINT');
    if (!isPublic) throw storeErrors.uriEndpointInUse(link.endpoint);
  }
  if (link.vpcService !== undefined && link.vpcService === other.vpcService) {
    throw storeErrors.vpcServiceInUse(link.vpcService);
  }
}

const storesOf = ({ cloud, account, region }: Call): readonly KeyStore[] => [
  ...keyStoresOf(cloud, account, region).byId.values(),
];

function required<M extends keyof LinkInput>(
  input: LinkInput,
  member: M,
): NonNullable<LinkInput[M]> {
  const value = input[member];
  if (value === undefined) throw missing(member);
  return value;
}

const missing = (member: string): Error =>
  validationError(`${member} is required for this type of custom key store.`);
