// Related multi-Region keys: one id, one material and one schedule in several Regions, and one of them, the
// primary, where all of that is set. What they share and what they do not: facts sheet, section 6.

import { arnOf } from '../../aws/arn.ts';
import { errors } from '../errors.ts';
import type { KmsKey } from '../key.ts';

type Regionality = 'single' | 'PRIMARY' | 'REPLICA';

export const primaryOf = (key: KmsKey): KmsKey => key.multiRegion?.primary ?? key;

export function regionalityOf(key: KmsKey): Regionality {
  if (!key.multiRegion) return 'single';
  return key.multiRegion.primary === key ? 'PRIMARY' : 'REPLICA';
}

/** The key itself and those that share its properties; the primary comes first. */
export const familyOf = (key: KmsKey): readonly KmsKey[] =>
  key.multiRegion ? [key.multiRegion.primary, ...key.multiRegion.replicas] : [key];

export const relativesOf = (key: KmsKey): readonly KmsKey[] =>
  familyOf(key).filter((other) => other !== key);

export const relativeIn = (key: KmsKey, region: string): KmsKey | undefined =>
  relativesOf(key).find((other) => other.region === region);

export function requireRelative(key: KmsKey, region: string): KmsKey {
  const relative = relativeIn(key, region);
  if (!relative) throw errors.noReplicaThere(key.id);
  return relative;
}

/** The ARN that this key has, or would have, in another Region. */
export const arnIn = ({ account, id }: KmsKey, region: string): string =>
  arnOf('kms', region, account, `key/${id}`);

/** AWS does not delete a primary that has replicas, not even while they wait for their own deletion. */
export const hasReplicas = (key: KmsKey): boolean =>
  regionalityOf(key) === 'PRIMARY' && relativesOf(key).length > 0;

/** After its deletion: the others stay. Gives the primary where this was its last replica. */
export function leaveFamily(key: KmsKey): KmsKey | undefined {
  const { multiRegion } = key;
  if (!multiRegion || multiRegion.primary === key) return undefined;
  multiRegion.replicas = multiRegion.replicas.filter((other) => other !== key);
  return multiRegion.replicas.length === 0 ? multiRegion.primary : undefined;
}

/** The replica takes the primary's place, and the primary the replica's. ARNs stay as they are. */
export function changePlaces(primary: KmsKey, replica: KmsKey): void {
  const { multiRegion } = primary;
  if (!multiRegion) return;
  multiRegion.replicas = multiRegion.replicas.map((other) => (other === replica ? primary : other));
  multiRegion.primary = replica;
}

/**
 * What is shared is set on the primary; 'of a set': keys of a single Region cannot do it either; 'of now': the
 * primary of a set, which another key is to succeed.
 */
export type PrimaryRule = 'or single' | 'of a set' | 'of now';

export function requirePrimary(key: KmsKey, rule: PrimaryRule, operation: string): void {
  const regionality = regionalityOf(key);
  if (regionality === 'PRIMARY' || (regionality === 'single' && rule === 'or single')) return;
  if (regionality === 'REPLICA' && rule === 'or single') throw errors.isReplica(key.arn, operation);
  if (regionality === 'REPLICA' && rule === 'of now') throw errors.primaryElsewhere(key.arn);
  throw errors.notPrimary(key.arn);
}
