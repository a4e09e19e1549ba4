// The second record of a call that reaches into another Region: KMS acts there for the caller. Source: AWS's
// sample records of UpdatePrimaryRegion; of ReplicateKey AWS says only that there is one of CreateKey.

import type { Cloud } from '../../aws/cloud.ts';
import type { Members } from '../../aws/trace.ts';
import type { TrailRecord } from '../../aws/trail.ts';

interface Elsewhere {
  readonly awsRegion: string;
  readonly eventName?: string;
  readonly requestParameters: Members | null;
  readonly responseElements: Members | null;
  readonly resources?: readonly Members[];
}

/** Follows the record of the call itself, which is not written before the call has ended. */
export function recordElsewhere(cloud: Cloud, call: string, there: Elsewhere): void {
  cloud.agenda.add(cloud.now, () => {
    const first = cloud.trail.findLast(({ eventName }) => eventName === call);
    if (!first) throw new TypeError(`${call} has left no record`);
    cloud.deliver([secondOf(cloud, first, there)]);
  });
}

function secondOf(cloud: Cloud, first: TrailRecord, there: Elsewhere): TrailRecord {
  const {
    resources: _resources,
    tlsDetails: _tlsDetails,
    ...same
  } = first as Readonly<Record<'resources' | 'tlsDetails' | 'userIdentity' | 'eventID', unknown>>;
  return {
    ...same,
    ...there,
    userIdentity: { ...(same.userIdentity as Members), invokedBy: 'kms.amazonaws.com' },
    userAgent: 'AWS Internal',
    eventID: cloud.entropy(`event|${there.awsRegion}|${String(same.eventID)}`).uuid(),
  };
}
