// A CloudHSM cluster: one knob that the user of the simulator turns, and what KMS asks of the cluster behind a
// custom key store. Source: KMS developer guide, "AWS CloudHSM key stores".

import { outsideOperation } from '../aws/outside.ts';
import { choice, integer, optional, structure, text } from '../aws/shape.ts';
import { CONNECTION_FAULTS, turnedAway, type ConnectionFault } from './errors.ts';
import { CLUSTER_FAULTS, CLUSTER_STATES, clustersOf, type Cluster } from './state.ts';

/** CloudHSM: after five wrong passwords the user is locked out. */
const WRONG_PASSWORDS = 5;

const clusterId = () => text({ min: 19, max: 24, pattern: /^cluster-[2-7a-zA-Z]{11,16}$/ });
const password = () => text({ min: 7, max: 32, sensitive: true });
const place = { service: 'cloudhsm', lane: 'cloudhsm' } as const;
const faults = Object.keys(CONNECTION_FAULTS);

/** As CloudHSM makes a cluster that KMS can use; nobody has made kmsuser yet. */
const NEW = {
  state: 'ACTIVE',
  trustAnchor: '',
  hsms: 2,
  availabilityZones: 2,
  wrongPasswords: 0,
} as const;

const PutCluster = outsideOperation({
  ...place,
  name: 'PutCluster',
  summary:
    'A knob of the simulator: says what a CloudHSM cluster of this account and Region is like. What is left out stays as it was; a new cluster is active and has two HSMs in two Availability Zones.',
  traffic: 'within',
  input: structure({
    ClusterId: clusterId(),
    State: optional(choice(...CLUSTER_STATES)),
    /** The content of customerCA.crt. */
    TrustAnchorCertificate: optional(text({ min: 1, max: 5000 })),
    /** Makes the crypto user, or changes its password and lets it in again. */
    KmsUserPassword: optional(password()),
    /** Active ones. */
    Hsms: optional(integer({ min: 0, max: 28 })),
    AvailabilityZones: optional(integer({ min: 1, max: 6 })),
    /** Of a new cluster: the one whose backup it was made from. */
    BackupOf: optional(clusterId()),
    Fault: optional(choice('NONE', ...CLUSTER_FAULTS)),
  }),
  output: structure({}),

  handle({ cloud, account, region, input }) {
    const clusters = clustersOf(cloud, account, region);
    const { ClusterId, KmsUserPassword, BackupOf = ClusterId, Fault } = input;
    const { fault, ...before } = clusters.get(ClusterId) ?? {
      ...NEW,
      history: clusters.get(BackupOf)?.history ?? BackupOf,
    };
    const after = Fault ?? fault ?? 'NONE';
    clusters.set(ClusterId, {
      ...before,
      ...(input.State !== undefined && { state: input.State }),
      ...(input.TrustAnchorCertificate !== undefined && {
        trustAnchor: input.TrustAnchorCertificate,
      }),
      ...(KmsUserPassword !== undefined && { password: KmsUserPassword, wrongPasswords: 0 }),
      ...(input.Hsms !== undefined && { hsms: input.Hsms }),
      ...(input.AvailabilityZones !== undefined && { availabilityZones: input.AvailabilityZones }),
      ...(after !== 'NONE' && { fault: after }),
    });
    return {};
  },
});

const DescribeCluster = outsideOperation({
  ...place,
  name: 'DescribeCluster',
  summary: 'Tells KMS what the cluster is like.',
  traffic: 'exchange',
  input: structure({ ClusterId: clusterId() }),
  output: structure({
    State: choice(...CLUSTER_STATES),
    TrustAnchorCertificate: text(),
    Hsms: integer(),
    AvailabilityZones: integer(),
    BackupHistory: text(),
  }),
  throws: ['CLUSTER_NOT_FOUND'],

  handle({ cloud, account, region, input }) {
    const cluster = requireCluster(clustersOf(cloud, account, region), input.ClusterId);
    return {
      State: cluster.state,
      TrustAnchorCertificate: cluster.trustAnchor,
      Hsms: cluster.hsms,
      AvailabilityZones: cluster.availabilityZones,
      BackupHistory: cluster.history,
    };
  },
});

const LogIn = outsideOperation({
  ...place,
  name: 'LogIn',
  summary: 'KMS logs in as kmsuser and changes the password to one that only KMS knows.',
  traffic: 'exchange',
  input: structure({ ClusterId: clusterId(), Password: password(), NewPassword: password() }),
  output: structure({}),
  throws: faults,

  handle({ cloud, account, region, input: { ClusterId, Password, NewPassword } }) {
    const clusters = clustersOf(cloud, account, region);
    const cluster = requireCluster(clusters, ClusterId);
    const obstacle = obstacleTo(cluster);
    if (obstacle) throw turnedAway(obstacle);
    if (cluster.password !== Password) {
      clusters.set(ClusterId, { ...cluster, wrongPasswords: cluster.wrongPasswords + 1 });
      throw turnedAway('INVALID_CREDENTIALS');
    }
    clusters.set(ClusterId, { ...cluster, password: NewPassword, wrongPasswords: 0 });
    return {};
  },
});

const Reach = outsideOperation({
  ...place,
  name: 'Reach',
  summary: 'KMS, which is logged in as kmsuser, reaches an HSM of the cluster.',
  traffic: 'exchange',
  input: structure({ ClusterId: clusterId() }),
  output: structure({}),
  throws: faults,

  handle({ cloud, account, region, input }) {
    const cluster = requireCluster(clustersOf(cloud, account, region), input.ClusterId);
    if (cluster.hsms === 0) throw turnedAway('INSUFFICIENT_CLOUDHSM_HSMS');
    if (cluster.state !== 'ACTIVE' || cluster.fault) throw turnedAway('NETWORK_ERRORS');
    return {};
  },
});

function requireCluster(clusters: ReadonlyMap<string, Cluster>, id: string): Cluster {
  const cluster = clusters.get(id);
  if (!cluster || cluster.state === 'DELETED') throw turnedAway('CLUSTER_NOT_FOUND');
  return cluster;
}

function obstacleTo(cluster: Cluster): ConnectionFault | undefined {
  if (cluster.fault) return cluster.fault;
  if (cluster.hsms === 0) return 'INSUFFICIENT_CLOUDHSM_HSMS';
  if (cluster.password === undefined) return 'USER_NOT_FOUND';
  return cluster.wrongPasswords >= WRONG_PASSWORDS ? 'USER_LOCKED_OUT' : undefined;
}

export const cloudhsmOperations = { DescribeCluster, LogIn, PutCluster, Reach };
