// CloudHSM clusters, as far as KMS has to do with them. The user of the simulator says what they are like.

import type { Cloud, StateSlot } from '../aws/cloud.ts';

/** As CloudHSM names them. */
export const CLUSTER_STATES = [
  'CREATE_IN_PROGRESS',
  'UNINITIALIZED',
  'INITIALIZE_IN_PROGRESS',
  'INITIALIZED',
  'ACTIVE',
  'UPDATE_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
  'DELETED',
  'DEGRADED',
] as const;

/** What can keep KMS from logging in, besides what follows from the other facts. Names: ConnectionErrorCode. */
export const CLUSTER_FAULTS = [
  'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
  'INTERNAL_ERROR',
  'NETWORK_ERRORS',
  'SUBNET_NOT_FOUND',
  'USER_LOGGED_IN',
] as const;

export interface Cluster {
  readonly state: (typeof CLUSTER_STATES)[number];
  readonly trustAnchor: string;
  /** Of the crypto user kmsuser; nobody has made that user where absent. */
  readonly password?: string;
  readonly hsms: number;
  readonly availabilityZones: number;
  /** The cluster whose backup all of one family go back to. */
  readonly history: string;
  readonly fault?: (typeof CLUSTER_FAULTS)[number];
  readonly wrongPasswords: number;
}

const CLUSTERS: StateSlot<Map<string, Cluster>> = { name: 'cloudhsm', initial: () => new Map() };

export const clustersOf = (cloud: Cloud, account: string, region: string): Map<string, Cluster> =>
  cloud.state(CLUSTERS, account, region);
