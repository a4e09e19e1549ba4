// How a replica comes into being: a key of its own in its own Region, which shares with its primary what
// related keys share and nothing else.

import type { Call } from '../../aws/operation.ts';
import { passThrough } from '../events.ts';
import type { KeyPolicy, KmsKey } from '../key.ts';
import { limits } from '../limits.ts';
import { arnIn } from './family.ts';
import { announcePending } from './import.ts';
import { kmsState } from '../state.ts';
import { shareMaterials } from './synchronise.ts';

interface NewReplica {
  readonly region: string;
  readonly description: string;
  readonly policy: KeyPolicy;
  readonly tags: ReadonlyMap<string, string>;
}

export function replicate(call: Call, primary: KmsKey, facts: NewReplica): KmsKey {
  const { cloud, now } = call;
  const { id, account, spec, usage, origin, manager, schedule, multiRegion } = primary;
  if (!multiRegion) throw new TypeError(`${primary.arn} is in a single Region`);
  const replica: KmsKey = {
    id,
    arn: arnIn(primary, facts.region),
    account,
    createdAt: now,
    spec,
    usage,
    origin,
    manager,
    multiRegion,
    ...facts,
    state: 'Creating',
    materials: [],
    onDemandRotations: primary.onDemandRotations,
    ...(schedule && { schedule }),
  };
  shareMaterials(call, primary, replica);
  multiRegion.replicas = [...multiRegion.replicas, replica];
  announcePending(primary);
  const state = kmsState(cloud, account, facts.region);
  // Made anew after a deletion, it takes its old place in lists.
  if (!state.order.includes(id)) state.order.push(id);
  state.keys.set(id, replica);
  passThrough(cloud, replica, { state: 'Creating', seconds: limits.replicaCreationSeconds });
  return replica;
}
