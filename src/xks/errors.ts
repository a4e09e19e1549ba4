// How an external key store proxy refuses, or fails to answer. The codes that end in Exception are those of the
// proxy's API specification; the others name what KMS meets on the way. The words are ours.

import { refuse, type ServiceError } from '../aws/errors.ts';

/** What can be wrong with the proxy or on the way to it, whatever is asked. */
export const PROXY_FAULTS = {
  UNREACHABLE: 'Nobody answers at this address.',
  TIMED_OUT: 'The answer took longer than the 250 milliseconds that KMS waits.',
  INVALID_TLS:
    'The certificate has expired, is for another name, or is signed by nobody whom KMS trusts.',
  INVALID_RESPONSE: 'What came back is no answer that the specification knows.',
  UNHEALTHY: 'The proxy says that none of its key managers can serve.',
  ACCESS_DENIED: 'The proxy has rules of its own, and they do not let KMS in.',
  VPC_SERVICE_INVALID:
    'The VPC endpoint service lacks something that KMS needs, such as two subnets.',
} as const;

export type ProxyFault = keyof typeof PROXY_FAULTS;

const OTHERS = {
  VPC_SERVICE_NOT_FOUND: 'There is no VPC endpoint service of this name that leads to the proxy.',
  InvalidUriPathException: 'The proxy answers under another path.',
  AuthenticationFailedException:
    'The request was signed with a credential that the proxy does not know.',
  KeyNotFoundException: 'The key manager has no key of this id.',
  InvalidStateException: 'The key manager has switched this key off.',
  InvalidKeyUsageException: 'The key manager does not let this key do that.',
  InvalidCiphertextException:
    'The outer layer does not open: it was altered, or the encryption context differs.',
} as const;

export type ProxyRefusal = ProxyFault | keyof typeof OTHERS;

const WHY: Readonly<Record<ProxyRefusal, string>> = { ...PROXY_FAULTS, ...OTHERS };

export const ON_THE_WAY: readonly ProxyRefusal[] = [
  ...(Object.keys(PROXY_FAULTS) as ProxyFault[]),
  'VPC_SERVICE_NOT_FOUND',
  'InvalidUriPathException',
  'AuthenticationFailedException',
];

export const refused = (code: ProxyRefusal): ServiceError =>
  refuse(code, 'The external key store proxy did not serve the request.', WHY[code]);
