// Every way in which a custom key store, its cluster or its proxy says no. Source: KMS API reference, KMS developer
// guide, "Troubleshooting a custom key store" and "Troubleshooting external key stores".

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Span } from '../../src/aws/trace.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  aCloud,
  aKey,
  bytesOf,
  call,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';
import {
  aCluster,
  aClusterStore,
  anExternalKey,
  anExternalStore,
  aProxy,
  CERTIFICATE,
  CLUSTER,
  clusterStore,
  connected,
  CREDENTIAL,
  described,
  disconnected,
  ENDPOINT,
  externalStore,
  inCluster,
  madeStore,
  outside,
  PASSWORD,
  PATH,
  XKS_KEY,
} from '../support/key-stores.ts';

type Create = Calls['kms:CreateCustomKeyStore'];
type Update = Omit<Calls['kms:UpdateCustomKeyStore'], 'CustomKeyStoreId'>;

const OTHER_CLUSTER = 'cluster-otherabcdefg';
const VPC_SERVICE = 'com.amazonaws.vpce.us-east-1.vpce-svc-example';
const OTHER_VPC_SERVICE = 'com.amazonaws.vpce.us-east-1.vpce-svc-another';
const WRONG = { ...CREDENTIAL, AccessKeyId: 'ZZZZZZZZZZZZZZZZZZZZ' };

const overVpc = {
  XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
  XksProxyVpcEndpointServiceName: VPC_SERVICE,
} as const;

const seen = new Set<string>();

function refused(span: Span): string {
  const code = verdict(span);
  seen.add(code);
  return code;
}

const create = (cloud: Cloud, input: Create): string =>
  refused(call(cloud, 'kms:CreateCustomKeyStore', input));

describe('CreateCustomKeyStore, before a cluster', () => {
  const cases: readonly (readonly [string, string, (cloud: Cloud) => void, Partial<Create>])[] = [
    ['CloudHsmClusterNotFoundException', 'no such cluster', () => undefined, {}],
    [
      'CloudHsmClusterNotFoundException',
      'a deleted one',
      (cloud) => {
        aCluster(cloud, { State: 'DELETED' });
      },
      {},
    ],
    [
      'CloudHsmClusterNotActiveException',
      'one that is not active yet',
      (cloud) => {
        aCluster(cloud, { State: 'INITIALIZED' });
      },
      {},
    ],
    [
      'CloudHsmClusterInvalidConfigurationException',
      'one HSM',
      (cloud) => {
        aCluster(cloud, { Hsms: 1 });
      },
      {},
    ],
    [
      'CloudHsmClusterInvalidConfigurationException',
      'one Availability Zone',
      (cloud) => {
        aCluster(cloud, { AvailabilityZones: 1 });
      },
      {},
    ],
    [
      'IncorrectTrustAnchorException',
      'another certificate',
      aCluster,
      { TrustAnchorCertificate: 'x' },
    ],
    ['ValidationException', 'no password', aCluster, { KeyStorePassword: undefined as never }],
    ['ValidationException', 'members of the other type', aCluster, { XksProxyUriPath: PATH }],
  ];
  test.each(cases)('%s: %s', (code, _what, prepare, change) => {
    const cloud = aCloud();
    prepare(cloud);
    expect(create(cloud, clusterStore(change))).toBe(code);
  });

  test('each store has a cluster of its own, and a backup’s cluster is the same', () => {
    const cloud = aCloud();
    aCluster(cloud);
    aCluster(cloud, { ClusterId: OTHER_CLUSTER, BackupOf: CLUSTER });
    madeStore(cloud, clusterStore());
    const second = clusterStore({ CustomKeyStoreName: 'second' });
    expect(create(cloud, second)).toBe('CloudHsmClusterInUseException');
    const related = { ...second, CloudHsmClusterId: OTHER_CLUSTER };
    expect(create(cloud, related)).toBe('CloudHsmClusterInUseException');
    expect(create(cloud, clusterStore())).toBe('CustomKeyStoreNameInUseException');
  });
});

/** [Fault of the proxy, code where a store is made, code of the failed connection, words for Encrypt] */
const FAULTS = [
  [
    'UNREACHABLE',
    'XksProxyUriUnreachableException',
    'XKS_PROXY_NOT_REACHABLE',
    /cannot communicate/,
  ],
  [
    'TIMED_OUT',
    'XksProxyUriUnreachableException',
    'XKS_PROXY_TIMED_OUT',
    /did not respond in time/,
  ],
  ['UNHEALTHY', 'XksProxyUriUnreachableException', 'XKS_PROXY_NOT_REACHABLE', /unhealthy state/],
  [
    'INVALID_TLS',
    'XksProxyInvalidConfigurationException',
    'XKS_PROXY_INVALID_TLS_CONFIGURATION',
    /TLS connection/,
  ],
  [
    'INVALID_RESPONSE',
    'XksProxyInvalidResponseException',
    'XKS_PROXY_INVALID_RESPONSE',
    /cannot interpret/,
  ],
  [
    'ACCESS_DENIED',
    'XksProxyInvalidConfigurationException',
    'XKS_PROXY_ACCESS_DENIED',
    /denied access/,
  ],
  [
    'VPC_SERVICE_INVALID',
    'XksProxyVpcEndpointServiceInvalidConfigurationException',
    'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
    /VPC endpoint service/,
  ],
] as const;

describe.each(FAULTS)('a proxy with the fault %s', (Fault, code, connection, words) => {
  test('is refused where a store is made or changed', () => {
    const cloud = aCloud();
    aProxy(cloud, { Fault });
    expect(create(cloud, externalStore())).toBe(code);
    aProxy(cloud);
    const CustomKeyStoreId = madeStore(cloud, externalStore());
    aProxy(cloud, { Fault });
    const update = { CustomKeyStoreId, XksProxyUriPath: PATH };
    expect(refused(call(cloud, 'kms:UpdateCustomKeyStore', update))).toBe(code);
  });

  test('makes connecting fail, and the store must be disconnected before the next attempt', () => {
    const cloud = aCloud();
    aProxy(cloud);
    const id = madeStore(cloud, externalStore());
    aProxy(cloud, { Fault });
    connected(cloud, id);
    expect(described(cloud, id)).toMatchObject({
      ConnectionState: 'FAILED',
      ConnectionErrorCode: connection,
    });
    aProxy(cloud);
    const connect = () =>
      refused(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId: id }));
    expect(connect()).toBe('CustomKeyStoreInvalidStateException');
    disconnected(cloud, id);
    connected(cloud, id);
    expect(described(cloud, id)['ConnectionState']).toBe('CONNECTED');
  });

  test('is KMSInvalidStateException for whoever uses a key, with the cause in words', () => {
    const cloud = aCloud();
    const id = anExternalStore(cloud);
    const KeyId = aKey(cloud, outside(id));
    const blob = sealed(cloud, KeyId, 'a');
    aProxy(cloud, { Fault });
    const span = call(cloud, 'kms:Decrypt', { CiphertextBlob: blob });
    expect(refusalOf(span)).toMatchObject({
      code: 'KMSInvalidStateException',
      status: 400,
      message: expect.stringMatching(words) as unknown,
    });
    anExternalKey(cloud, { XksKeyId: 'second' });
    expect(refused(call(cloud, 'kms:CreateKey', outside(id, 'second')))).toBe(
      'CustomKeyStoreInvalidStateException',
    );
    aProxy(cloud);
    expect(opened(cloud, blob)).toBe('a');
  });
});

describe('CreateCustomKeyStore, before a proxy', () => {
  test('nobody at the address, another path, another credential', () => {
    const cloud = aCloud();
    expect(create(cloud, externalStore())).toBe('XksProxyUriUnreachableException');
    aProxy(cloud);
    expect(create(cloud, externalStore({ XksProxyUriPath: `/other${PATH}` }))).toBe(
      'XksProxyInvalidConfigurationException',
    );
    expect(create(cloud, externalStore({ XksProxyAuthenticationCredential: WRONG }))).toBe(
      'XksProxyIncorrectAuthenticationCredentialException',
    );
  });

  test('over a VPC, KMS looks at the endpoint service only, and at the rest when it connects', () => {
    const cloud = aCloud();
    aProxy(cloud, { VpcEndpointServiceName: OTHER_VPC_SERVICE });
    expect(create(cloud, externalStore(overVpc))).toBe(
      'XksProxyVpcEndpointServiceNotFoundException',
    );
    aProxy(cloud, { VpcEndpointServiceName: VPC_SERVICE, Fault: 'VPC_SERVICE_INVALID' });
    expect(create(cloud, externalStore(overVpc))).toBe(
      'XksProxyVpcEndpointServiceInvalidConfigurationException',
    );
    aProxy(cloud, { VpcEndpointServiceName: VPC_SERVICE, Fault: 'TIMED_OUT' });
    const id = connected(cloud, madeStore(cloud, externalStore(overVpc)));
    expect(described(cloud, id)).toMatchObject({
      ConnectionState: 'FAILED',
      ConnectionErrorCode: 'XKS_PROXY_TIMED_OUT',
      XksProxyConfiguration: { VpcEndpointServiceName: VPC_SERVICE },
    });
    disconnected(cloud, id);
    aProxy(cloud, { VpcEndpointServiceName: OTHER_VPC_SERVICE });
    connected(cloud, id);
    expect(described(cloud, id)).toMatchObject({
      ConnectionErrorCode: 'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND',
    });
  });

  test('no two stores share an address or an endpoint service', () => {
    const cloud = aCloud();
    aProxy(cloud);
    const second = { CustomKeyStoreName: 'second' };
    madeStore(cloud, externalStore());
    expect(create(cloud, externalStore(second))).toBe('XksProxyUriInUseException');
    expect(
      create(cloud, externalStore({ ...second, ...overVpc, XksProxyUriPath: `/second${PATH}` })),
    ).toBe('XksProxyUriEndpointInUseException');
    const [here, there] = ['https://one.example.com', 'https://two.example.com'];
    for (const UriEndpoint of [here, there]) {
      aProxy(cloud, { UriEndpoint, VpcEndpointServiceName: VPC_SERVICE });
    }
    const atOne = externalStore({ ...second, ...overVpc, XksProxyUriEndpoint: here });
    madeStore(cloud, atOne);
    const third = { CustomKeyStoreName: 'third', XksProxyUriEndpoint: there };
    expect(create(cloud, { ...atOne, ...third })).toBe('XksProxyVpcEndpointServiceInUseException');
  });

  test.each([
    'XksProxyConnectivity',
    'XksProxyUriEndpoint',
    'XksProxyUriPath',
    'XksProxyAuthenticationCredential',
  ] as const)('%s is required', (member) => {
    const cloud = aCloud();
    aProxy(cloud);
    const { [member]: _left, ...rest } = externalStore();
    const span = call(cloud, 'kms:CreateCustomKeyStore', rest);
    expect(refusalOf(span).message).toBe(
      `${member} is required for this type of custom key store.`,
    );
  });

  test('a VPC needs a service, and a proxy has no cluster', () => {
    const cloud = aCloud();
    aProxy(cloud);
    const { XksProxyConnectivity } = overVpc;
    expect(create(cloud, externalStore({ XksProxyConnectivity }))).toBe('ValidationException');
    expect(create(cloud, externalStore({ CloudHsmClusterId: CLUSTER }))).toBe(
      'ValidationException',
    );
  });
});

describe('connecting to a cluster fails', () => {
  const cases: readonly (readonly [string, Partial<Calls['cloudhsm:PutCluster']>])[] = [
    ['CLUSTER_NOT_FOUND', { State: 'DELETED' }],
    ['INSUFFICIENT_CLOUDHSM_HSMS', { Hsms: 0 }],
    ['INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET', { Fault: 'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET' }],
    ['INTERNAL_ERROR', { Fault: 'INTERNAL_ERROR' }],
    ['INVALID_CREDENTIALS', { KmsUserPassword: 'another-1' }],
    ['NETWORK_ERRORS', { Fault: 'NETWORK_ERRORS' }],
    ['SUBNET_NOT_FOUND', { Fault: 'SUBNET_NOT_FOUND' }],
    ['USER_LOGGED_IN', { Fault: 'USER_LOGGED_IN' }],
  ];
  test.each(cases)('%s', (ConnectionErrorCode, facts) => {
    const cloud = aCloud();
    aCluster(cloud);
    const id = madeStore(cloud, clusterStore());
    outputOf(call(cloud, 'cloudhsm:PutCluster', { ClusterId: CLUSTER, ...facts }));
    connected(cloud, id);
    expect(described(cloud, id)).toMatchObject({ ConnectionState: 'FAILED', ConnectionErrorCode });
  });

  test('USER_NOT_FOUND, where nobody has made kmsuser', () => {
    const cloud = aCloud();
    const cluster = { ClusterId: CLUSTER, TrustAnchorCertificate: CERTIFICATE };
    outputOf(call(cloud, 'cloudhsm:PutCluster', cluster));
    const id = connected(cloud, madeStore(cloud, clusterStore()));
    expect(described(cloud, id)['ConnectionErrorCode']).toBe('USER_NOT_FOUND');
  });

  test('USER_LOCKED_OUT after five wrong passwords, until it is changed', () => {
    const cloud = aCloud();
    aCluster(cloud, { KmsUserPassword: 'another-1' });
    const id = madeStore(cloud, clusterStore());
    const attempt = (): unknown => {
      connected(cloud, id);
      const { ConnectionErrorCode } = described(cloud, id);
      disconnected(cloud, id);
      return ConnectionErrorCode;
    };
    const wrong = Array<string>(5).fill('INVALID_CREDENTIALS');
    expect(Array.from({ length: 6 }, attempt)).toEqual([...wrong, 'USER_LOCKED_OUT']);
    aCluster(cloud, { KmsUserPassword: PASSWORD });
    expect(attempt()).toBeUndefined();
  });

  test('at once, and the store stays as it was, where the cluster cannot be used at all', () => {
    const cloud = aCloud();
    aCluster(cloud);
    const CustomKeyStoreId = madeStore(cloud, clusterStore());
    const connect = () => refused(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId }));
    aCluster(cloud, { State: 'DEGRADED' });
    expect(connect()).toBe('CloudHsmClusterNotActiveException');
    aCluster(cloud, { State: 'ACTIVE', AvailabilityZones: 1 });
    expect(connect()).toBe('CloudHsmClusterInvalidConfigurationException');
    expect(described(cloud, CustomKeyStoreId)['ConnectionState']).toBe('DISCONNECTED');
    // One HSM is enough to connect.
    aCluster(cloud, { AvailabilityZones: 2, Hsms: 1 });
    connected(cloud, CustomKeyStoreId);
    expect(described(cloud, CustomKeyStoreId)['ConnectionState']).toBe('CONNECTED');
  });
});

test('a cluster that does not serve is KMSInvalidStateException for whoever uses a key', () => {
  const cloud = aCloud();
  const id = aClusterStore(cloud);
  const KeyId = aKey(cloud, inCluster(id));
  const blob = sealed(cloud, KeyId, 'a');
  for (const facts of [{ Hsms: 0 }, { Hsms: 2, Fault: 'NETWORK_ERRORS' }] as const) {
    outputOf(call(cloud, 'cloudhsm:PutCluster', { ClusterId: CLUSTER, ...facts }));
    expect(refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }))).toMatchObject({
      code: 'KMSInvalidStateException',
      message: 'KMS cannot communicate with your CloudHSM cluster',
    });
  }
  outputOf(call(cloud, 'cloudhsm:PutCluster', { ClusterId: CLUSTER, Fault: 'NONE' }));
  expect(opened(cloud, blob)).toBe('a');
});

describe('UpdateCustomKeyStore', () => {
  const update = (cloud: Cloud, CustomKeyStoreId: string, change: Update): string =>
    refused(call(cloud, 'kms:UpdateCustomKeyStore', { CustomKeyStoreId, ...change }));

  test('a connected store takes a new name; of an external one also credential and path', () => {
    const cloud = aCloud();
    const [cluster, external] = [aClusterStore(cloud), anExternalStore(cloud)];
    expect(update(cloud, cluster, { NewCustomKeyStoreName: 'renamed' })).toBe('ok');
    expect(described(cloud, cluster)['CustomKeyStoreName']).toBe('renamed');
    expect(update(cloud, external, { NewCustomKeyStoreName: 'renamed' })).toBe(
      'CustomKeyStoreNameInUseException',
    );
    const invalid = 'CustomKeyStoreInvalidStateException';
    expect(update(cloud, cluster, { KeyStorePassword: PASSWORD })).toBe(invalid);
    expect(update(cloud, external, { XksProxyUriEndpoint: ENDPOINT })).toBe(invalid);
    aProxy(cloud, { UriPath: `/new${PATH}`, ...WRONG });
    const moved = {
      XksProxyUriPath: `/new${PATH}`,
      XksProxyAuthenticationCredential: WRONG,
    };
    expect(update(cloud, external, moved)).toBe('ok');
    const KeyId = aKey(cloud, outside(external));
    expect(opened(cloud, sealed(cloud, KeyId, 'a'))).toBe('a');
  });

  test('nothing while it connects or disconnects, and nothing of the other type', () => {
    const cloud = aCloud();
    aCluster(cloud);
    const id = madeStore(cloud, clusterStore());
    expect(update(cloud, id, { XksProxyUriPath: PATH })).toBe('ValidationException');
    outputOf(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId: id }));
    expect(update(cloud, id, { NewCustomKeyStoreName: 'x' })).toBe(
      'CustomKeyStoreInvalidStateException',
    );
    expect(update(cloud, 'cks-0', { NewCustomKeyStoreName: 'x' })).toBe(
      'CustomKeyStoreNotFoundException',
    );
  });

  test('another cluster must be there, active, complete and of the same family', () => {
    const cloud = aCloud();
    aCluster(cloud);
    const id = madeStore(cloud, clusterStore());
    const to = { CloudHsmClusterId: OTHER_CLUSTER };
    expect(update(cloud, id, to)).toBe('CloudHsmClusterNotFoundException');
    aCluster(cloud, { ClusterId: OTHER_CLUSTER, State: 'INITIALIZED' });
    expect(update(cloud, id, to)).toBe('CloudHsmClusterNotActiveException');
    aCluster(cloud, { ClusterId: OTHER_CLUSTER, State: 'ACTIVE', Hsms: 1 });
    expect(update(cloud, id, to)).toBe('CloudHsmClusterInvalidConfigurationException');
    aCluster(cloud, { ClusterId: OTHER_CLUSTER, Hsms: 2 });
    expect(update(cloud, id, to)).toBe('CloudHsmClusterNotRelatedException');
  });

  test('another address must be free and answer', () => {
    const cloud = aCloud();
    aProxy(cloud);
    aProxy(cloud, { UriEndpoint: 'https://two.example.com' });
    const id = madeStore(cloud, externalStore());
    madeStore(
      cloud,
      externalStore({
        CustomKeyStoreName: 'two',
        XksProxyUriEndpoint: 'https://two.example.com',
      }),
    );
    expect(update(cloud, id, { XksProxyUriEndpoint: 'https://two.example.com' })).toBe(
      'XksProxyUriInUseException',
    );
    expect(update(cloud, id, { XksProxyUriEndpoint: 'https://nobody.example.com' })).toBe(
      'XksProxyUriUnreachableException',
    );
    expect(update(cloud, id, { XksProxyAuthenticationCredential: WRONG })).toBe(
      'XksProxyIncorrectAuthenticationCredentialException',
    );
  });
});

test('only what is connected can be disconnected', () => {
  const cloud = aCloud({ tick: 0 });
  aCluster(cloud);
  const CustomKeyStoreId = madeStore(cloud, clusterStore());
  const disconnect = (id: string) =>
    refused(call(cloud, 'kms:DisconnectCustomKeyStore', { CustomKeyStoreId: id }));
  expect(disconnect(CustomKeyStoreId)).toBe('CustomKeyStoreInvalidStateException');
  connected(cloud, CustomKeyStoreId);
  expect(disconnect(CustomKeyStoreId)).toBe('ok');
  expect(disconnect(CustomKeyStoreId)).toBe('CustomKeyStoreInvalidStateException');
  expect(disconnect('cks-0')).toBe('CustomKeyStoreNotFoundException');
  const connect = call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId: 'cks-0' });
  expect(refused(connect)).toBe('CustomKeyStoreNotFoundException');
  const connecting = call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId });
  expect(refused(connecting)).toBe('CustomKeyStoreInvalidStateException');
});

describe('CreateKey in a store', () => {
  const createKey = (cloud: Cloud, input: Calls['kms:CreateKey']): string =>
    refused(call(cloud, 'kms:CreateKey', input));

  test('its members fit the origin, and the origin the store', () => {
    const cloud = aCloud();
    const [cluster, external] = [aClusterStore(cloud), anExternalStore(cloud)];
    const wrong: readonly Calls['kms:CreateKey'][] = [
      { Origin: 'AWS_CLOUDHSM' },
      { Origin: 'EXTERNAL_KEY_STORE', XksKeyId: XKS_KEY },
      { CustomKeyStoreId: cluster },
      { XksKeyId: XKS_KEY },
      { ...inCluster(cluster), XksKeyId: XKS_KEY },
      { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: external },
      inCluster(external),
      outside(cluster),
    ];
    expect(wrong.map((input) => createKey(cloud, input))).toEqual(
      wrong.map(() => 'ValidationException'),
    );
    const unsupported: readonly Calls['kms:CreateKey'][] = [
      { ...inCluster(cluster), MultiRegion: true },
      { ...inCluster(cluster), KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      { ...outside(external), KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    ];
    expect(unsupported.map((input) => createKey(cloud, input))).toEqual(
      unsupported.map(() => 'UnsupportedOperationException'),
    );
    expect(createKey(cloud, inCluster('cks-0'))).toBe('CustomKeyStoreNotFoundException');
  });

  test('a cluster needs two HSMs for it', () => {
    const cloud = aCloud();
    const id = aClusterStore(cloud);
    aCluster(cloud, { Hsms: 1 });
    expect(createKey(cloud, inCluster(id))).toBe('CloudHsmClusterInvalidConfigurationException');
    aCluster(cloud, { Hsms: 2, State: 'UPDATE_IN_PROGRESS' });
    expect(createKey(cloud, inCluster(id))).toBe('CloudHsmClusterInvalidConfigurationException');
  });

  test('an external key serves one KMS key, must be there, and must fit', () => {
    const cloud = aCloud();
    const id = anExternalStore(cloud);
    aKey(cloud, outside(id));
    expect(createKey(cloud, outside(id))).toBe('XksKeyAlreadyInUseException');
    expect(createKey(cloud, outside(id, 'nobody'))).toBe('XksKeyNotFoundException');
    for (const facts of [
      { Status: 'DISABLED' },
      { Status: 'ENABLED', KeySpec: 'AES_128' },
      { KeySpec: 'AES_256', KeyUsage: ['ENCRYPT'] },
    ] as const) {
      anExternalKey(cloud, { XksKeyId: 'unfit', ...facts });
      expect(createKey(cloud, outside(id, 'unfit'))).toBe('XksKeyInvalidConfigurationException');
    }
    anExternalKey(cloud, { XksKeyId: 'unfit', KeyUsage: ['ENCRYPT', 'DECRYPT'] });
    expect(createKey(cloud, outside(id, 'unfit'))).toBe('ok');
  });
});

test.each([
  [{ Status: 'DISABLED' }, /is not enabled in the external key manager/],
  [{ KeyUsage: ['ENCRYPT'] }, /does not support the requested operation/],
  [{ Status: 'DESTROYED' }, /could not find the external key/],
] as const)('an external key that became %j refuses to open, in words', (facts, words) => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, outside(anExternalStore(cloud)));
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  const CiphertextBlob = bytesOf(span, 'CiphertextBlob');
  anExternalKey(cloud, facts);
  const refusal = refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }));
  expect(refusal.code).toBe('KMSInvalidStateException');
  expect(refusal.message).toMatch(words);
});

test('a wrong context is refused by the key manager, and so in its words', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, outside(anExternalStore(cloud)));
  const CiphertextBlob = sealed(cloud, KeyId, 'a', { a: '1' });
  expect(refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }))).toMatchObject({
    code: 'KMSInvalidStateException',
    message:
      'The external key store proxy rejected the request because the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.',
  });
});

test('a store with keys is not deleted', () => {
  const cloud = aCloud();
  const CustomKeyStoreId = aClusterStore(cloud);
  aKey(cloud, inCluster(CustomKeyStoreId));
  const span = call(cloud, 'kms:DeleteCustomKeyStore', { CustomKeyStoreId });
  expect(refused(span)).toBe('CustomKeyStoreHasCMKsException');
});

test('every refusal about key stores that KMS declares was met here', () => {
  const declared = Object.values(kmsOperations).flatMap(({ errors }) => errors);
  const ours = declared.filter((code) =>
    /^(CloudHsm|CustomKeyStore|IncorrectTrust|Xks)/.test(code),
  );
  expect([...new Set(ours)].filter((code) => !seen.has(code))).toEqual([]);
});
