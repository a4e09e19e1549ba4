// How a cluster turns KMS away. The codes are those that a custom key store shows as its ConnectionErrorCode.

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { CLUSTER_FAULTS } from './state.ts';

export const CONNECTION_FAULTS = {
  CLUSTER_NOT_FOUND: 'There is no cluster of this id in the account and Region, or it was deleted.',
  INSUFFICIENT_CLOUDHSM_HSMS: 'The cluster has no active HSM.',
  INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: 'A subnet of the cluster has no free address left.',
  INTERNAL_ERROR: 'Something went wrong inside AWS.',
  INVALID_CREDENTIALS: 'This is not the password that kmsuser has in the cluster.',
  NETWORK_ERRORS: 'The network between KMS and the cluster fails.',
  SUBNET_NOT_FOUND: 'A subnet of the cluster was deleted.',
  USER_LOCKED_OUT:
    'Five wrong passwords have locked kmsuser out, until somebody changes its password.',
  USER_LOGGED_IN: 'Somebody is logged in as kmsuser, so that KMS cannot change its password.',
  USER_NOT_FOUND: 'The cluster has no crypto user named kmsuser.',
} as const satisfies Record<(typeof CLUSTER_FAULTS)[number], string> & Record<string, string>;

export type ConnectionFault = keyof typeof CONNECTION_FAULTS;

/** CloudHSM's own words are not on record; these are ours. */
export const turnedAway = (code: ConnectionFault): ServiceError =>
  refuse(code, 'The cluster does not let KMS in.', CONNECTION_FAULTS[code]);
