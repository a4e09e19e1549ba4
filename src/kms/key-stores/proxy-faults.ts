// What KMS makes of an external key store proxy that refuses or does not answer: one code where somebody manages
// the store, another as the reason why connecting failed, and words for whoever encrypts. Source: KMS developer
// guide, "Troubleshooting external key stores".

import type { ConnectionErrorCode } from './store.ts';

interface ProxyFault {
  /** CreateCustomKeyStore, UpdateCustomKeyStore */
  readonly code: string;
  /** ConnectCustomKeyStore */
  readonly connection: ConnectionErrorCode;
  readonly message: string;
}

const UNREACHABLE =
  'AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is active and is connected to the network, and that its endpoint URI is correct in your external key store.';
const TIMED_OUT =
  'AWS KMS rejected the request because the external key store proxy did not respond in time. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator.';

const FAULTS: Readonly<Record<string, ProxyFault>> = {
  UNREACHABLE: {
    code: 'XksProxyUriUnreachableException',
    connection: 'XKS_PROXY_NOT_REACHABLE',
    message: UNREACHABLE,
  },
  TIMED_OUT: {
    code: 'XksProxyUriUnreachableException',
    connection: 'XKS_PROXY_TIMED_OUT',
    message: TIMED_OUT,
  },
  UNHEALTHY: {
    code: 'XksProxyUriUnreachableException',
    connection: 'XKS_PROXY_NOT_REACHABLE',
    message:
      'The external key store proxy is in an unhealthy state. If you see this message repeatedly, notify your external key store proxy administrator.',
  },
  INVALID_TLS: {
    code: 'XksProxyInvalidConfigurationException',
    connection: 'XKS_PROXY_INVALID_TLS_CONFIGURATION',
    message:
      'AWS KMS cannot establish a TLS connection to the external key store proxy. Verify the TLS configuration, including its certificate.',
  },
  INVALID_RESPONSE: {
    code: 'XksProxyInvalidResponseException',
    connection: 'XKS_PROXY_INVALID_RESPONSE',
    message:
      'AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, consult your external key store proxy administrator.',
  },
  /** AWS does not say which code stands for it where a store is created or changed. */
  ACCESS_DENIED: {
    code: 'XksProxyInvalidConfigurationException',
    connection: 'XKS_PROXY_ACCESS_DENIED',
    message:
      'The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again.',
  },
  InvalidUriPathException: {
    code: 'XksProxyInvalidConfigurationException',
    connection: 'XKS_PROXY_INVALID_CONFIGURATION',
    message:
      'The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary.',
  },
  AuthenticationFailedException: {
    code: 'XksProxyIncorrectAuthenticationCredentialException',
    connection: 'INVALID_CREDENTIALS',
    message:
      'The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary.',
  },
  /** The words are ours for these two. */
  VPC_SERVICE_NOT_FOUND: {
    code: 'XksProxyVpcEndpointServiceNotFoundException',
    connection: 'XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND',
    message: 'AWS KMS cannot find the VPC endpoint service of the external key store.',
  },
  VPC_SERVICE_INVALID: {
    code: 'XksProxyVpcEndpointServiceInvalidConfigurationException',
    connection: 'XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION',
    message: 'The VPC endpoint service does not fulfil the requirements for an external key store.',
  },
};

const OF_KEYS: Readonly<Record<string, string>> = {
  KeyNotFoundException:
    'The external key store proxy rejected the request because it could not find the external key.',
  InvalidStateException:
    'The external key store proxy rejected the request because the external key is not enabled in the external key manager.',
  InvalidKeyUsageException:
    'The external key store proxy rejected the request because the external key does not support the requested operation.',
  InvalidCiphertextException:
    'The external key store proxy rejected the request because the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.',
};

/** Codes with which a store may be refused because of its proxy. */
export const PROXY_CODES: readonly string[] = [
  ...new Set(Object.values(FAULTS).map(({ code }) => code)),
];

export function proxyFault(refusal: string): ProxyFault {
  const fault = FAULTS[refusal];
  if (!fault) throw new TypeError(`a proxy that refuses with ${refusal}`);
  return fault;
}

export const wordsFor = (refusal: string): string =>
  OF_KEYS[refusal] ?? proxyFault(refusal).message;
