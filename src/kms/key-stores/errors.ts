// Refusals about custom key stores. Codes: AWS's. Words: AWS's where its developer guide has them ("Troubleshooting
// external key stores", "Troubleshooting a custom key store"); the rest is not on record, and is ours.

import { refuse, type ServiceError } from '../../aws/errors.ts';

export const storeErrors = {
  notFound: (named: string) =>
    refuse(
      'CustomKeyStoreNotFoundException',
      `Custom key store ${named} does not exist.`,
      'No custom key store of this name or id is in this account and Region.',
    ),
  nameInUse: (name: string) =>
    refuse(
      'CustomKeyStoreNameInUseException',
      `The custom key store name ${name} is already in use.`,
      'Names of custom key stores are unique in an account and Region.',
    ),
  invalidState: (id: string, state: string, why: string) =>
    refuse(
      'CustomKeyStoreInvalidStateException',
      `Custom key store ${id} has the connection state ${state}, which is not valid for this operation.`,
      why,
    ),
  hasKeys: (id: string) =>
    refuse(
      'CustomKeyStoreHasCMKsException',
      `Custom key store ${id} contains KMS keys.`,
      'Schedule their deletion first, and wait until they are gone. Keys that are pending deletion are still there.',
    ),
  tooMany: (most: number) =>
    refuse(
      'LimitExceededException',
      'You have reached the limit of custom key stores.',
      `${most} in one account and Region, of both types together.`,
    ),
  clusterNotFound: (id: string) =>
    refuse(
      'CloudHsmClusterNotFoundException',
      `AWS CloudHSM cluster ${id} was not found.`,
      'There is no cluster of this id in the account and Region.',
    ),
  clusterInUse: (id: string) =>
    refuse(
      'CloudHsmClusterInUseException',
      `AWS CloudHSM cluster ${id}, or one that shares a backup history with it, is already associated with a custom key store.`,
      'Each key store has a cluster of its own. Clusters that come from one backup count as one.',
    ),
  clusterNotActive: (id: string) =>
    refuse(
      'CloudHsmClusterNotActiveException',
      `AWS CloudHSM cluster ${id} is not active.`,
      'A cluster must be initialised and activated before KMS can use it.',
    ),
  clusterNotRelated: (id: string) =>
    refuse(
      'CloudHsmClusterNotRelatedException',
      `AWS CloudHSM cluster ${id} does not share a backup history with the current cluster.`,
      'Only a cluster from the same backup holds the material of the keys in this store.',
    ),
  clusterConfiguration: (id: string, problem: string) =>
    refuse(
      'CloudHsmClusterInvalidConfigurationException',
      `AWS CloudHSM cluster ${id} does not meet the configuration requirements: ${problem}.`,
      'KMS asks for private subnets in two Availability Zones, and for two active HSMs to create a store or a key.',
    ),
  trustAnchor: (id: string) =>
    refuse(
      'IncorrectTrustAnchorException',
      `The trust anchor certificate is not that of AWS CloudHSM cluster ${id}.`,
      'It is the content of customerCA.crt, which was made when the cluster was initialised.',
    ),
  unreachableCluster: (why: string) =>
    refuse(
      'KMSInvalidStateException',
      'KMS cannot communicate with your CloudHSM cluster',
      `The key is enabled and its store is connected, but the cluster does not serve. ${why}`,
    ),
  uriInUse: (uri: string) =>
    refuse(
      'XksProxyUriInUseException',
      `${uri} is already associated with another external key store.`,
      'Each external key store in a Region has its own address: endpoint and path together.',
    ),
  uriEndpointInUse: (endpoint: string) =>
    refuse(
      'XksProxyUriEndpointInUseException',
      `${endpoint} is already associated with another external key store.`,
      'A VPC endpoint service has a private DNS name of its own, which no other key store may use.',
    ),
  vpcServiceInUse: (service: string) =>
    refuse(
      'XksProxyVpcEndpointServiceInUseException',
      `${service} is already associated with another external key store.`,
      'Each external key store in a Region has its own VPC endpoint service.',
    ),
  xksKeyInUse: (id: string) =>
    refuse(
      'XksKeyAlreadyInUseException',
      `External key ${id} is already associated with another KMS key in this external key store.`,
      'Each KMS key in an external key store has an external key of its own.',
    ),
  xksKeyUnfit: (message: string) =>
    refuse(
      'XksKeyInvalidConfigurationException',
      message,
      'The external key must be an AES-256 key that is enabled, and that encrypts and decrypts.',
    ),
  /** Whatever goes wrong outside: AWS uses one code for cryptographic operations, and says what it was. */
  outside: (message: string, why: string) => refuse('KMSInvalidStateException', message, why),
  noRandomOutside: () =>
    refuse(
      'UnsupportedOperationException',
      'GenerateRandom is not supported in external key stores.',
      'An external key manager encrypts and decrypts for KMS, and draws nothing.',
    ),
  symmetricOnly: (problem: string) =>
    refuse(
      'UnsupportedOperationException',
      `${problem} is not supported in custom key stores.`,
      'Custom key stores hold symmetric encryption keys of one Region, and no others.',
    ),
} satisfies Record<string, (...args: never[]) => ServiceError>;
