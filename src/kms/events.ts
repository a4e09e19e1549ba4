// What KMS does by itself when its time has come, and the service event that it leaves in CloudTrail.

import type { Cloud } from '../aws/cloud.ts';
import type { Members } from '../aws/trace.ts';
import { eventTimeOf } from '../aws/trail.ts';
import { dropGrants } from './grants/grants.ts';
import { isComplete, type KmsKey } from './key.ts';
import { destroyMaterial } from './key-stores/deletion.ts';
import { hasReplicas, leaveFamily } from './multi-region/family.ts';
import { kmsState } from './state.ts';

const MINUTE = 60_000;

export const minutes = (count: number): number => count * MINUTE;
const seconds = (count: number): number => 1000 * count;
export const hours = (count: number): number => minutes(60 * count);
export const days = (count: number): number => hours(24 * count);

/** The waiting period starts now; that of a primary key, when its last replica is gone. */
export function startWaiting(cloud: Cloud, key: KmsKey, windowInDays: number): void {
  if (hasReplicas(key)) {
    key.state = 'PendingReplicaDeletion';
    key.pendingWindowInDays = windowInDays;
    return;
  }
  delete key.pendingWindowInDays;
  key.state = 'PendingDeletion';
  key.deletionDate = cloud.now + days(windowInDays);
  deleteWhenDue(cloud, key, key.deletionDate);
}

/** At the deletion date. The material is destroyed: what it sealed can never be opened again. */
function deleteWhenDue(cloud: Cloud, key: KmsKey, at: number): void {
  cloud.agenda.add(at, () => {
    const state = kmsState(cloud, key.account, key.region);
    const stands = state.keys.has(key.id) && key.state === 'PendingDeletion';
    // Taken back and scheduled once more, perhaps for the same moment: it is deleted once.
    if (!stands || key.deletionDate !== at) return;
    const additional = destroyMaterial(cloud, key);
    state.keys.delete(key.id);
    dropGrants(cloud, key);
    for (const name of state.aliasesOf.get(key.id) ?? []) state.aliases.delete(name);
    state.aliasesOf.delete(key.id);
    const details = { keyId: key.arn };
    serviceEvent(cloud, key, { name: 'DeleteKey', details, ...(additional && { additional }) });
    const primary = leaveFamily(key);
    if (primary?.pendingWindowInDays !== undefined) {
      startWaiting(cloud, primary, primary.pendingWindowInDays);
    }
  });
}

interface Passing {
  readonly state: 'Creating' | 'Updating';
  readonly seconds: number;
}

/** A state that ends by itself, unless something else has befallen the key by then. */
export function passThrough(cloud: Cloud, key: KmsKey, passing: Passing): void {
  const at = cloud.now + seconds(passing.seconds);
  key.state = passing.state;
  key.settlesAt = at;
  cloud.agenda.add(at, () => {
    if (key.state !== passing.state || key.settlesAt !== at) return;
    delete key.settlesAt;
    key.state = isComplete(key) ? 'Enabled' : 'PendingImport';
  });
}

interface ServiceEvent {
  readonly name: string;
  /** Tells apart events of one name that befall one key. */
  readonly nth?: number | string;
  /** Absent where AWS writes the event as if it were a call: SynchronizeMultiRegionKey. */
  readonly details?: Members;
  readonly additional?: Members;
}

export function serviceEvent(
  cloud: Cloud,
  key: KmsKey,
  { name, nth, details, additional }: ServiceEvent,
): void {
  // Related keys have one id, and they may end at one moment.
  const one = key.multiRegion ? key.arn : key.id;
  const ids = cloud.entropy(`event|${name}|${one}|${nth ?? cloud.now}`);
  cloud.deliver([
    {
      eventVersion: '1.11',
      userIdentity: { accountId: key.account, invokedBy: 'AWS Internal' },
      eventTime: eventTimeOf(cloud.now),
      eventSource: 'kms.amazonaws.com',
      eventName: name,
      awsRegion: key.region,
      sourceIPAddress: 'AWS Internal',
      userAgent: 'AWS Internal',
      requestParameters: null,
      responseElements: details ? null : { keyId: key.arn },
      ...(additional && { additionalEventData: additional }),
      requestID: ids.uuid(),
      eventID: ids.uuid(),
      readOnly: false,
      resources: [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }],
      eventType: details ? 'AwsServiceEvent' : 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: key.account,
      ...(details && { serviceEventDetails: details }),
      eventCategory: 'Management',
    },
  ]);
}
