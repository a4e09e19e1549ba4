// What KMS asks of an external key store proxy, and how it takes a refusal.

import { refuse } from '../../aws/errors.ts';
import type { Call } from '../../aws/operation.ts';
import type { Members, Outcome, Refusal } from '../../aws/trace.ts';
import { storeErrors } from './errors.ts';
import { proxyFault, wordsFor } from './proxy-faults.ts';
import type { ConnectionErrorCode, ExternalStore, ProxyLink } from './store.ts';

/** Why connecting would fail. */
export function obstacleToProxy(call: Call, link: ProxyLink): ConnectionErrorCode | undefined {
  const outcome = ask(call, 'GetHealthStatus', link);
  return outcome.ok ? undefined : proxyFault(outcome.error.code).connection;
}

/** Before a store is created or changed. Of a VPC's proxy KMS looks at no more than the endpoint service then. */
export function checkProxy(call: Call, link: ProxyLink): void {
  const outcome = ask(call, 'GetHealthStatus', link);
  if (outcome.ok) return;
  const { code, message } = proxyFault(outcome.error.code);
  const isOfVpc = code.startsWith('XksProxyVpcEndpointService');
  if (link.connectivity === 'PUBLIC_ENDPOINT' || isOfVpc) {
    throw refuse(code, message, outcome.error.why);
  }
}

/** The external key of a new KMS key must be there, and fit. */
export function checkExternalKey(call: Call, store: ExternalStore, xksKeyId: string): void {
  const outcome = ask(call, 'GetKeyMetadata', store.link, { XksKeyId: xksKeyId });
  if (!outcome.ok) throw refusedKey(outcome.error);
  const { KeySpec, KeyStatus, KeyUsage } = outcome.output as unknown as ExternalKey;
  if (KeySpec !== 'AES_256') {
    throw storeErrors.xksKeyUnfit(
      `The key spec of the external key must be AES_256. The key spec of specified external key is ${KeySpec}.`,
    );
  }
  if (KeyStatus !== 'ENABLED') {
    throw storeErrors.xksKeyUnfit(
      `The status of the external key must be ENABLED. The status of specified external key is ${KeyStatus}.`,
    );
  }
  if (!KeyUsage.includes('ENCRYPT') || !KeyUsage.includes('DECRYPT')) {
    throw storeErrors.xksKeyUnfit(
      `The key usage of the external key must include ENCRYPT and DECRYPT. The key use of specified external key is ${KeyUsage.join(', ')}.`,
    );
  }
}

interface ExternalKey {
  readonly KeySpec: string;
  readonly KeyStatus: string;
  readonly KeyUsage: readonly string[];
}

function refusedKey({ code, why }: Refusal): Error {
  const name =
    code === 'KeyNotFoundException'
      ? 'XksKeyNotFoundException'
      : 'CustomKeyStoreInvalidStateException';
  return refuse(name, wordsFor(code), why);
}

/** For cryptographic operations: whatever goes wrong outside is KMSInvalidStateException. */
export function askProxy(
  call: Call,
  name: 'Encrypt' | 'Decrypt',
  { link }: ExternalStore,
  more: Members,
): Members {
  const outcome = ask(call, name, link, more);
  if (outcome.ok) return outcome.output;
  throw storeErrors.outside(wordsFor(outcome.error.code), outcome.error.why);
}

const ask = (call: Call, name: string, link: ProxyLink, more: Members = {}): Outcome =>
  call.ask(`xks:${name}`, {
    UriEndpoint: link.endpoint,
    UriPath: link.path,
    AccessKeyId: link.accessKeyId,
    RawSecretAccessKey: link.secret,
    ...(link.connectivity === 'VPC_ENDPOINT_SERVICE' && {
      VpcEndpointServiceName: link.vpcService,
    }),
    ...more,
  });
