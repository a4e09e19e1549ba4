// Requests, counted by what serves them.

import type { TrailRecord } from '../../aws/trail.ts';
import type { Billed } from './keys.ts';
import type { Month } from './lines.ts';
import type { RequestKind } from './prices.ts';
import { hasFailed, keyArnOf, membersOf, timeOf } from './records.ts';

export function requestsIn(
  { start, until }: Month,
  records: readonly TrailRecord[],
  keys: ReadonlyMap<string, Billed>,
): ReadonlyMap<RequestKind, number> {
  const counted = new Map<RequestKind, number>();
  for (const record of records) {
    const at = timeOf(record);
    const isRequest = record['eventType'] === 'AwsApiCall' && !hasFailed(record);
    if (!isRequest || at < start || at >= until) continue;
    const kind = kindOf(record, keys.get(keyArnOf(record)));
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  }
  return counted;
}

function kindOf(record: TrailRecord, key: Billed | undefined): RequestKind {
  const name = String(record['eventName']);
  if (name.startsWith('GenerateDataKeyPair')) {
    const { keyPairSpec } = membersOf(record, 'requestParameters');
    return String(keyPairSpec).startsWith('RSA') ? 'rsaDataKeyPair' : 'eccDataKeyPair';
  }
  const spec = key?.spec ?? '';
  if (!ASYMMETRIC_WORK.includes(name) || spec === '' || /^(SYMMETRIC|HMAC)/.test(spec)) {
    return 'symmetric';
  }
  return spec === 'RSA_2048' ? 'RSA_2048' : 'asymmetric';
}

/** Requests that use an asymmetric key; all that only manage one cost what the rest does. */
const ASYMMETRIC_WORK: readonly string[] = [
  'Decapsulate',
  'Decrypt',
  'DeriveSharedSecret',
  'Encapsulate',
  'Encrypt',
  'GetPublicKey',
  'ReEncrypt',
  'Sign',
  'Verify',
];
