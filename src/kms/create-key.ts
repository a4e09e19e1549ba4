// How a key comes into being, whoever asks for it: CreateKey, or a service that needs its AWS managed key.

import { arnOf } from '../aws/arn.ts';
import type { Policy } from '../aws/iam/policy.ts';
import type { Call } from '../aws/operation.ts';
import type { KmsKey, Material } from './key.ts';
import { managedKeyPolicy, readKeyPolicy } from './policies.ts';
import { allBackingIds, kmsState, vaultOf } from './state.ts';

/** Services of this simulator that have an AWS managed key, made when first asked for. */
export const MANAGED_SERVICES: readonly string[] = ['s3'];

interface NewKey {
  readonly description: string;
  readonly manager: KmsKey['manager'];
  readonly policy: (arn: string) => Policy;
}

export function createKey(call: Call, { description, manager, policy }: NewKey): KmsKey {
  const { cloud, account, region, now, entropy } = call;
  const state = kmsState(cloud, account, region);
  const id = entropy.uuid();
  const arn = arnOf('kms', region, account, `key/${id}`);
  const key: KmsKey = {
    id,
    arn,
    account,
    region,
    createdAt: now,
    description,
    usage: 'ENCRYPT_DECRYPT',
    manager,
    policy: policy(arn),
    state: 'Enabled',
    materials: [],
    onDemandRotations: 0,
  };
  addMaterial(call, key);
  state.keys.set(id, key);
  state.order.push(id);
  return key;
}

/** The next generation. Older ones stay: they are needed to decrypt what they sealed. */
export function addMaterial(call: Call, key: KmsKey): Material {
  const { hsm, backing } = vaultOf(call.cloud, key.region);
  const material = hsm.generateMaterial(call, key.id, key.materials.length + 1);
  key.materials = [...key.materials, material];
  backing.set(material.backingId, { account: key.account, keyId: key.id });
  allBackingIds(call.cloud).add(material.backingId);
  return material;
}

export function createManagedKey(call: Call, service: string): void {
  const { cloud, account, region, now } = call;
  const key = createKey(call, {
    description: `Default key that protects my ${service.toUpperCase()} objects when no other key is defined`,
    manager: 'AWS',
    policy: () => readKeyPolicy(managedKeyPolicy(account, region, service)),
  });
  nameKey(kmsState(cloud, account, region), key, `alias/aws/${service}`, now);
}

export function nameKey(
  state: ReturnType<typeof kmsState>,
  key: KmsKey,
  name: string,
  createdAt: number,
): void {
  state.aliases.set(name, { name, keyId: key.id, createdAt });
  state.aliasesOf.set(key.id, [...(state.aliasesOf.get(key.id) ?? []), name]);
}
