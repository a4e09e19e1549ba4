// Shapes of custom key stores. Lengths and patterns: KMS service model (facts sheet, section 1).

import { choice, list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { CONNECTION_ERROR_CODES, CONNECTION_STATES, CONNECTIVITIES, STORE_TYPES } from './store.ts';

export const keyStoreId = () => text({ min: 1, max: 64 });
export const keyStoreName = () => text({ min: 1, max: 256 });

const accessKeyId = () => text({ min: 20, max: 30, pattern: /^[A-Z2-7]+$/, sensitive: true });
const uriEndpoint = () => text({ min: 10, max: 128, pattern: /^https:\/\/[a-zA-Z0-9.-]+$/ });
const uriPath = () =>
  text({
    min: 10,
    max: 128,
    pattern: /^(\/[a-zA-Z0-9/_-]+\/kms\/xks\/v\d{1,2})$|^(\/kms\/xks\/v\d{1,2})$/,
  });
const vpcService = () =>
  text({
    min: 20,
    max: 64,
    pattern: /^(com|eu)\.amazonaws\.vpce\.([a-z]+-){2,3}\d+\.vpce-svc-[0-9a-z]+$/,
  });
const vpcServiceOwner = () => text({ min: 12, max: 12, pattern: /^[0-9]{12}$/ });

/** What stands behind a store, as CreateCustomKeyStore and UpdateCustomKeyStore both take it. */
export const linkMembers = () => ({
  CloudHsmClusterId: optional(text({ min: 19, max: 24, pattern: /^cluster-[2-7a-zA-Z]{11,16}$/ })),
  KeyStorePassword: optional(text({ min: 7, max: 32, sensitive: true })),
  XksProxyUriEndpoint: optional(uriEndpoint()),
  XksProxyUriPath: optional(uriPath()),
  XksProxyVpcEndpointServiceName: optional(vpcService()),
  XksProxyVpcEndpointServiceOwner: optional(vpcServiceOwner()),
  XksProxyAuthenticationCredential: optional(
    structure({
      AccessKeyId: accessKeyId(),
      RawSecretAccessKey: text({
        min: 43,
        max: 64,
        pattern: /^[a-zA-Z0-9/+=]+$/,
        sensitive: true,
      }),
    }),
  ),
  XksProxyConnectivity: optional(choice(...CONNECTIVITIES)),
});

export const keyStores = () =>
  list(
    structure({
      CustomKeyStoreId: text(),
      CustomKeyStoreName: text(),
      CloudHsmClusterId: optional(text()),
      TrustAnchorCertificate: optional(text()),
      ConnectionState: choice(...CONNECTION_STATES),
      ConnectionErrorCode: optional(choice(...CONNECTION_ERROR_CODES)),
      CreationDate: timestamp(),
      CustomKeyStoreType: choice(...STORE_TYPES),
      XksProxyConfiguration: optional(
        structure({
          Connectivity: choice(...CONNECTIVITIES),
          AccessKeyId: optional({ ...text(), sensitive: true }),
          UriEndpoint: text(),
          UriPath: text(),
          VpcEndpointServiceName: optional(text()),
          VpcEndpointServiceOwner: optional(text()),
        }),
      ),
    }),
  );
