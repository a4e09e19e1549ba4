// How EC2 declares an operation: by the volumes, snapshots and instances that it is about.

import { arnOf } from '../aws/arn.ts';
import type { Call } from '../aws/operation.ts';
import { operationsOf, type About } from '../sse/operation.ts';
import { errors } from './errors.ts';
import { ec2Of, type Instance, type Snapshot, type Volume } from './state.ts';

export const ec2Operation = operationsOf({
  service: 'ec2',
  denied: errors.accessDenied,
  denial: 'UnauthorizedOperation',
});

type Where = Pick<Call, 'cloud' | 'account' | 'region'>;

export function findVolume(call: Where, id: string): Volume | undefined {
  const volume = ec2Of(call).volumes.get(id);
  return volume?.account === call.account ? volume : undefined;
}

/** One's own, and those that others share. */
export function findSnapshot(call: Where, id: string): Snapshot | undefined {
  const snapshot = ec2Of(call).snapshots.get(id);
  if (!snapshot) return undefined;
  const { account, sharedWith } = snapshot;
  const isSeen = account === call.account || sharedWith.has(call.account) || sharedWith.has('all');
  return isSeen ? snapshot : undefined;
}

export function findInstance(call: Where, id: string): Instance | undefined {
  const instance = ec2Of(call).instances.get(id);
  return instance?.account === call.account ? instance : undefined;
}

// Reached only after the targets have been found.

export function volumeOf(call: Where, id: string): Volume {
  const volume = findVolume(call, id);
  if (!volume) throw errors.noVolume(id);
  return volume;
}

export function snapshotOf(call: Where, id: string): Snapshot {
  const snapshot = findSnapshot(call, id);
  if (!snapshot) throw errors.noSnapshot(id);
  return snapshot;
}

export function instanceOf(call: Where, id: string): Instance {
  const instance = findInstance(call, id);
  if (!instance) throw errors.noInstance(id);
  return instance;
}

const arn = (call: Where, kind: string, id: string, account = call.account): string =>
  arnOf('ec2', call.region, account, `${kind}/${id}`);

/** A volume that is to be made. */
export const aboutNewVolume = (call: Where): About => ({ resource: arn(call, 'volume', '*') });

export const aboutNewInstance = (call: Where): About => ({ resource: arn(call, 'instance', '*') });

export const aboutNewSnapshot = (call: Where): About => ({
  resource: arnOf('ec2', call.region, '', 'snapshot/*'),
});

export const aboutVolume = (call: Where, id: string): About => ({
  resource: arn(call, 'volume', id),
  ...(!findVolume(call, id) && { absent: () => errors.noVolume(id) }),
});

/** AWS's ARNs of snapshots name no account. */
export const aboutSnapshot = (call: Where, id: string): About => ({
  resource: arnOf('ec2', call.region, '', `snapshot/${id}`),
  ...(!findSnapshot(call, id) && { absent: () => errors.noSnapshot(id) }),
});

export const aboutInstance = (call: Where, id: string): About => ({
  resource: arn(call, 'instance', id),
  ...(!findInstance(call, id) && { absent: () => errors.noInstance(id) }),
});

/** Lists and settings are about no resource. */
export const aboutAccount = (): About => ({ resource: '*' });
