// What KMS asks of a CloudHSM cluster, and how it takes a refusal.

import type { Call } from '../../aws/operation.ts';
import { hex } from '../../crypto/bytes.ts';
import { storeErrors } from './errors.ts';
import type { ClusterLink, ClusterStore, ConnectionErrorCode } from './store.ts';

interface Cluster {
  readonly State: string;
  readonly TrustAnchorCertificate: string;
  readonly Hsms: number;
  readonly AvailabilityZones: number;
  readonly BackupHistory: string;
}

const ZONES = 2;
/** To create a store, to change its cluster, to create a key. */
const HSMS = 2;

/** Absent where there is none of this id. */
export function findCluster(call: Call, ClusterId: string): Cluster | undefined {
  const outcome = call.ask('cloudhsm:DescribeCluster', { ClusterId });
  return outcome.ok ? (outcome.output as unknown as Cluster) : undefined;
}

/** A cluster that a store can have. */
export function requireCluster(call: Call, id: string): Cluster {
  const cluster = findCluster(call, id);
  if (!cluster) throw storeErrors.clusterNotFound(id);
  if (cluster.State !== 'ACTIVE') throw storeErrors.clusterNotActive(id);
  requireZones(id, cluster);
  requireHsms(id, cluster);
  return cluster;
}

export function requireRoomForKey(call: Call, { link: { id } }: ClusterStore): void {
  const cluster = findCluster(call, id);
  if (cluster?.State !== 'ACTIVE') throw storeErrors.clusterConfiguration(id, 'it is not active');
  requireHsms(id, cluster);
}

/** Some attempts to connect fail at once: then the store is as it was. Others give a reason later. */
export function obstacleToCluster(
  call: Call,
  store: ClusterStore,
): ConnectionErrorCode | undefined {
  const { id, password } = store.link;
  const cluster = findCluster(call, id);
  if (!cluster) return 'CLUSTER_NOT_FOUND';
  if (cluster.State !== 'ACTIVE') throw storeErrors.clusterNotActive(id);
  requireZones(id, cluster);
  // From now on KMS alone knows the password.
  const NewPassword = hex(call.entropy.bytes(16));
  const outcome = call.ask('cloudhsm:LogIn', { ClusterId: id, Password: password, NewPassword });
  if (!outcome.ok) return outcome.error.code as ConnectionErrorCode;
  store.link = { ...store.link, password: NewPassword };
  return undefined;
}

export function reachCluster(call: Call, { link }: { readonly link: ClusterLink }): void {
  const outcome = call.ask('cloudhsm:Reach', { ClusterId: link.id });
  if (!outcome.ok) throw storeErrors.unreachableCluster(outcome.error.why);
}

function requireZones(id: string, { AvailabilityZones }: Cluster): void {
  if (AvailabilityZones < ZONES) {
    throw storeErrors.clusterConfiguration(id, 'its subnets are in one Availability Zone');
  }
}

function requireHsms(id: string, { Hsms }: Cluster): void {
  if (Hsms < HSMS)
    throw storeErrors.clusterConfiguration(id, `it has ${Hsms} active HSMs of ${HSMS}`);
}
