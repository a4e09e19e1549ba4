// Custom key stores to test with: a cluster or a proxy as AWS asks for it, and a store before it.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { call, outputOf } from './cloud.ts';

export const CLUSTER = 'cluster-xa23b4cdefg';
export const PASSWORD = 'kmsPswd-1';
export const CERTIFICATE = '-----BEGIN CERTIFICATE-----';

export const ENDPOINT = 'https://myproxy.xks.example.com';
export const PATH = '/kms/xks/v1';
export const CREDENTIAL = {
  AccessKeyId: 'ABCDEFGHIJKLMNOPQRST',
  RawSecretAccessKey: 'dXjSUnS1jVtBzRRlSPqRWPwBkCvWKNnJHYZb5hSnEQU=',
};
export const XKS_KEY = 'bb8562717f809024';

const MINUTE = 60_000;

export const aCluster = (cloud: Cloud, facts: Partial<Calls['cloudhsm:PutCluster']> = {}): void => {
  outputOf(
    call(cloud, 'cloudhsm:PutCluster', {
      ClusterId: CLUSTER,
      TrustAnchorCertificate: CERTIFICATE,
      KmsUserPassword: PASSWORD,
      ...facts,
    }),
  );
};

export const clusterStore = (
  facts: Partial<Calls['kms:CreateCustomKeyStore']> = {},
): Calls['kms:CreateCustomKeyStore'] => ({
  CustomKeyStoreName: 'cluster store',
  CloudHsmClusterId: CLUSTER,
  TrustAnchorCertificate: CERTIFICATE,
  KeyStorePassword: PASSWORD,
  ...facts,
});

export const aProxy = (cloud: Cloud, facts: Partial<Calls['xks:PutProxy']> = {}): void => {
  outputOf(
    call(cloud, 'xks:PutProxy', {
      UriEndpoint: ENDPOINT,
      UriPath: PATH,
      ...CREDENTIAL,
      ...facts,
    }),
  );
};

export const anExternalKey = (cloud: Cloud, facts: Partial<Calls['xks:PutKey']> = {}): void => {
  outputOf(call(cloud, 'xks:PutKey', { UriEndpoint: ENDPOINT, XksKeyId: XKS_KEY, ...facts }));
};

export const externalStore = (
  facts: Partial<Calls['kms:CreateCustomKeyStore']> = {},
): Calls['kms:CreateCustomKeyStore'] => ({
  CustomKeyStoreName: 'external store',
  CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
  XksProxyConnectivity: 'PUBLIC_ENDPOINT',
  XksProxyUriEndpoint: ENDPOINT,
  XksProxyUriPath: PATH,
  XksProxyAuthenticationCredential: CREDENTIAL,
  ...facts,
});

export const madeStore = (cloud: Cloud, input: Calls['kms:CreateCustomKeyStore']): string =>
  String(outputOf(call(cloud, 'kms:CreateCustomKeyStore', input))['CustomKeyStoreId']);

export function connected(cloud: Cloud, CustomKeyStoreId: string): string {
  outputOf(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId }));
  cloud.advance(20 * MINUTE);
  return CustomKeyStoreId;
}

export function disconnected(cloud: Cloud, CustomKeyStoreId: string): void {
  outputOf(call(cloud, 'kms:DisconnectCustomKeyStore', { CustomKeyStoreId }));
  cloud.advance(MINUTE);
}

/** A connected store, with its cluster. */
export function aClusterStore(cloud: Cloud): string {
  aCluster(cloud);
  return connected(cloud, madeStore(cloud, clusterStore()));
}

/** A connected store, with its proxy and one external key. */
export function anExternalStore(cloud: Cloud): string {
  aProxy(cloud);
  anExternalKey(cloud);
  return connected(cloud, madeStore(cloud, externalStore()));
}

export const inCluster = (CustomKeyStoreId: string): Calls['kms:CreateKey'] => ({
  Origin: 'AWS_CLOUDHSM',
  CustomKeyStoreId,
});

export const outside = (CustomKeyStoreId: string, XksKeyId = XKS_KEY): Calls['kms:CreateKey'] => ({
  Origin: 'EXTERNAL_KEY_STORE',
  CustomKeyStoreId,
  XksKeyId,
});

export function described(cloud: Cloud, CustomKeyStoreId: string): Members {
  const { CustomKeyStores } = outputOf(
    call(cloud, 'kms:DescribeCustomKeyStores', { CustomKeyStoreId }),
  );
  return (CustomKeyStores as readonly Members[])[0]!;
}

/** One request that is served for each operation that has to do with stores, and for what stands behind them. */
export function keyStoreRequests(cloud: Cloud): Readonly<Record<string, Members>> {
  const CustomKeyStoreId = aClusterStore(cloud);
  anExternalStore(cloud);
  const way = { UriEndpoint: ENDPOINT, UriPath: PATH, ...CREDENTIAL };
  const ClusterId = 'cluster-spareabcdefg';
  aCluster(cloud, { ClusterId });
  const spare = madeStore(
    cloud,
    clusterStore({ CustomKeyStoreName: 'spare', CloudHsmClusterId: ClusterId }),
  );
  const bound = { Header: new Uint8Array(34), AdditionalAuthenticatedData: new Uint8Array() };
  const sealing = { ...way, XksKeyId: XKS_KEY, Plaintext: new Uint8Array(8), ...bound };
  const { Ciphertext } = outputOf(call(cloud, 'xks:Encrypt', sealing));
  return {
    'cloudhsm:DescribeCluster': { ClusterId },
    'cloudhsm:LogIn': { ClusterId, Password: PASSWORD, NewPassword: `${PASSWORD}2` },
    'cloudhsm:PutCluster': { ClusterId, Hsms: 3, Fault: 'NONE' },
    'cloudhsm:Reach': { ClusterId },
    'kms:ConnectCustomKeyStore': { CustomKeyStoreId: spare },
    'kms:CreateCustomKeyStore': externalStore({
      CustomKeyStoreName: 'new',
      XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
      XksProxyUriEndpoint: 'https://new.example.com',
      XksProxyVpcEndpointServiceName: newProxy(cloud),
    }),
    'kms:DeleteCustomKeyStore': { CustomKeyStoreId: spare },
    'kms:DescribeCustomKeyStores': { CustomKeyStoreId, Limit: 10 },
    'kms:DisconnectCustomKeyStore': { CustomKeyStoreId },
    'kms:UpdateCustomKeyStore': { CustomKeyStoreId: spare, NewCustomKeyStoreName: 'renamed' },
    'xks:Decrypt': {
      ...way,
      XksKeyId: XKS_KEY,
      Ciphertext,
      HeaderBytes: 34,
      AdditionalAuthenticatedData: new Uint8Array(),
    },
    'xks:Encrypt': sealing,
    'xks:GetHealthStatus': way,
    'xks:GetKeyMetadata': { ...way, XksKeyId: XKS_KEY },
    'xks:PutKey': { UriEndpoint: ENDPOINT, XksKeyId: XKS_KEY, Status: 'ENABLED' },
    'xks:PutProxy': way,
  };
}

function newProxy(cloud: Cloud): string {
  const VpcEndpointServiceName = 'com.amazonaws.vpce.us-east-1.vpce-svc-new';
  aProxy(cloud, { UriEndpoint: 'https://new.example.com', VpcEndpointServiceName });
  return VpcEndpointServiceName;
}
