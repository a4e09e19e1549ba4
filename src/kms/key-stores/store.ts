// Custom key stores: what KMS keeps of each. Keys in one are KMS keys like others, but their material, or half
// of it, is with somebody else.

import type { Cloud, StateSlot } from '../../aws/cloud.ts';
import type { Hsm } from '../hsm.ts';
import type { KmsKey } from '../key.ts';

export const STORE_TYPES = ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const;
export type StoreType = (typeof STORE_TYPES)[number];

export const CONNECTION_STATES = [
  'CONNECTED',
  'CONNECTING',
  'FAILED',
  'DISCONNECTED',
  'DISCONNECTING',
] as const;

export const CONNECTION_ERROR_CODES = [
  'INVALID_CREDENTIALS',
  'CLUSTER_NOT_FOUND',
  'NETWORK_ERRORS',
  'INTERNAL_ERROR',
  'INSUFFICIENT_CLOUDHSM_HSMS',
  'USER_LOCKED_OUT',
  'USER_NOT_FOUND',
  'USER_LOGGED_IN',
  'SUBNET_NOT_FOUND',
  'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
  'XKS_PROXY_ACCESS_DENIED',
  'XKS_PROXY_NOT_REACHABLE',
  'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND',
  'XKS_PROXY_INVALID_RESPONSE',
  'XKS_PROXY_INVALID_CONFIGURATION',
  'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
  'XKS_PROXY_TIMED_OUT',
  'XKS_PROXY_INVALID_TLS_CONFIGURATION',
] as const;
export type ConnectionErrorCode = (typeof CONNECTION_ERROR_CODES)[number];

export const CONNECTIVITIES = ['PUBLIC_ENDPOINT', 'VPC_ENDPOINT_SERVICE'] as const;

/** The cluster behind an AWS CloudHSM key store. */
export interface ClusterLink {
  readonly id: string;
  readonly trustAnchor: string;
  /** The family of clusters that come from one backup: they hold the same material. */
  readonly history: string;
  /** Of kmsuser, as KMS knows it. */
  readonly password: string;
}

/** The proxy before an external key store. */
export interface ProxyLink {
  readonly connectivity: (typeof CONNECTIVITIES)[number];
  readonly endpoint: string;
  readonly path: string;
  readonly accessKeyId: string;
  readonly secret: string;
  readonly vpcService?: string;
  readonly vpcServiceOwner?: string;
}

interface Facts {
  readonly id: string;
  readonly createdAt: number;
  name: string;
  state: (typeof CONNECTION_STATES)[number];
  /** Why connecting failed, where it did. */
  errorCode?: ConnectionErrorCode;
  /** Counts changes of connection: one that was overtaken ends in nothing. */
  changes: number;
  readonly keys: Set<KmsKey>;
}

export interface ClusterStore extends Facts {
  readonly type: 'AWS_CLOUDHSM';
  link: ClusterLink;
  /** In the cluster: material is made there and stays, whichever related cluster serves the store. */
  readonly hsm: Hsm;
}

export interface ExternalStore extends Facts {
  readonly type: 'EXTERNAL_KEY_STORE';
  link: ProxyLink;
}

export type KeyStore = ClusterStore | ExternalStore;

interface KeyStores {
  readonly byId: Map<string, KeyStore>;
  /** Every store that ever was, in the order of creation, so that a page begins where the last one ended. */
  readonly order: KeyStore[];
}

const STORES: StateSlot<KeyStores> = {
  name: 'kms-key-stores',
  initial: () => ({ byId: new Map(), order: [] }),
};

export const keyStoresOf = (cloud: Cloud, account: string, region: string): KeyStores =>
  cloud.state(STORES, account, region);
