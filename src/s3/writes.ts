// What every new object goes through: it gets a version and a name for its content, and whoever waits for it is told.

import type { Call } from '../aws/operation.ts';
import type { Place } from './encryption.ts';
import { lockObject } from './locks.ts';
import { notifyLater } from './notifications.ts';
import { replicateLater } from './replication.ts';
import type { Pairs, Version } from './state.ts';
import { etagOf, keep, newVersionId } from './versions.ts';
import type { Wanted } from './wanted.ts';

interface New {
  readonly wanted: Wanted;
  readonly body: Uint8Array;
  readonly metadata: Pairs;
  /** What notifications call it: 's3:ObjectCreated:Put'. */
  readonly event: string;
}

export function writeObject(
  call: Call,
  place: Place,
  { wanted, body, metadata, event }: New,
): Version {
  const { bucket, key } = place;
  const { entropy, now } = call;
  const locked = lockObject(call, place, wanted, body);
  const version: Version = {
    versionId: newVersionId(bucket, entropy),
    at: now,
    etag: etagOf(locked, body, entropy),
    size: body.length,
    metadata,
    locked,
  };
  keep(bucket, key, version);
  replicateLater(call.cloud, place, version);
  notifyLater(call.cloud, place, { event, version });
  return version;
}
