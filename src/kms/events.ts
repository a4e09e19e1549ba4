// What KMS does by itself when its time has come, and the service event that it leaves in CloudTrail.

import type { Cloud } from '../aws/cloud.ts';
import type { Members } from '../aws/trace.ts';
import { eventTimeOf } from '../aws/trail.ts';
import type { KmsKey } from './key.ts';
import { kmsState, vaultOf } from './state.ts';

const MINUTE = 60_000;

export const minutes = (count: number): number => count * MINUTE;
export const days = (count: number): number => minutes(24 * 60 * count);

/** At the deletion date. The material is destroyed: what it sealed can never be opened again. */
export function deleteWhenDue(cloud: Cloud, key: KmsKey, at: number): void {
  cloud.agenda.add(at, () => {
    const state = kmsState(cloud, key.account, key.region);
    const stands = state.keys.has(key.id) && key.state === 'PendingDeletion';
    // Taken back and scheduled once more, perhaps for the same moment: it is deleted once.
    if (!stands || key.deletionDate !== at) return;
    vaultOf(cloud, key.region).hsm.destroy(key.materials);
    state.keys.delete(key.id);
    for (const name of state.aliasesOf.get(key.id) ?? []) state.aliases.delete(name);
    state.aliasesOf.delete(key.id);
    serviceEvent(cloud, key, { name: 'DeleteKey', details: { keyId: key.arn } });
  });
}

interface ServiceEvent {
  readonly name: string;
  /** Tells apart events of one name that befall one key. */
  readonly nth?: number;
  readonly details: Members;
}

export function serviceEvent(
  cloud: Cloud,
  key: KmsKey,
  { name, nth, details }: ServiceEvent,
): void {
  const ids = cloud.entropy(`event|${name}|${key.id}|${nth ?? cloud.now}`);
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
      responseElements: null,
      requestID: ids.uuid(),
      eventID: ids.uuid(),
      readOnly: false,
      resources: [{ accountId: key.account, type: 'AWS::KMS::Key', ARN: key.arn }],
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: key.account,
      serviceEventDetails: details,
      eventCategory: 'Management',
    },
  ]);
}
