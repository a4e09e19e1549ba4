// How a key comes into being, whoever asks for it: CreateKey, or a service that needs its AWS managed key.

import { arnOf } from '../aws/arn.ts';
import type { Cloud } from '../aws/cloud.ts';
import type { Call, ManagedKey, Service } from '../aws/operation.ts';
import { nameKey } from './aliases.ts';
import { hex } from '../crypto/bytes.ts';
import type { KeyOrigin, KeyPolicy, KmsKey } from './key.ts';
import type { PlaceOfKey } from './key-stores/new-key.ts';
import { managedKeyPolicy, readKeyPolicy } from './policies.ts';
import { addMaterial, everyPeriod, setSchedule } from './rotation.ts';
import { periodOfNewKey } from './rules.ts';
import type { KeySpec, KeyUsage } from './specs.ts';
import { kmsState } from './state.ts';

interface NewKey extends PlaceOfKey {
  readonly spec?: KeySpec;
  readonly usage?: KeyUsage;
  readonly origin?: KeyOrigin;
  readonly multiRegion?: boolean;
  readonly description: string;
  readonly manager: KmsKey['manager'];
  readonly policy: (arn: string) => KeyPolicy;
  readonly tags?: ReadonlyMap<string, string>;
}

export function createKey(call: Call, facts: NewKey): KmsKey {
  const key = newKey(call, facts);
  keepKey(call, key);
  return key;
}

/** A key that has no material yet, and that nobody can find. */
function newKey(call: Call, facts: NewKey): KmsKey {
  const { account, region, now, entropy } = call;
  const { origin = 'AWS_KMS', tags = new Map<string, string>() } = facts;
  const id = facts.multiRegion ? `mrk-${hex(entropy.bytes(16))}` : entropy.uuid();
  const arn = arnOf('kms', region, account, `key/${id}`);
  const key: KmsKey = {
    id,
    arn,
    account,
    region,
    createdAt: now,
    spec: facts.spec ?? 'SYMMETRIC_DEFAULT',
    usage: facts.usage ?? 'ENCRYPT_DECRYPT',
    origin,
    manager: facts.manager,
    ...(facts.store && { store: facts.store }),
    ...(facts.xksKeyId !== undefined && { xksKeyId: facts.xksKeyId }),
    description: facts.description,
    policy: facts.policy(arn),
    tags,
    state: origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
    materials: [],
    onDemandRotations: 0,
  };
  if (facts.multiRegion) key.multiRegion = { primary: key, replicas: [], synchronisations: 0 };
  return key;
}

function keepKey(call: Call, key: KmsKey): void {
  const { cloud, account, region, now } = call;
  const state = kmsState(cloud, account, region);
  if (key.origin !== 'EXTERNAL') addMaterial(call, key);
  key.store?.keys.add(key);
  state.keys.set(key.id, key);
  state.order.push(key.id);
  const period = cloud.rule(periodOfNewKey)(key.manager);
  if (period !== undefined) setSchedule(cloud, key, everyPeriod(now, period));
}

/** AWS makes one for a service, in an account and Region, when it is first asked for. */
export function newManagedKey(call: Call, { managedKey, endpoint }: ServiceWithKey): KmsKey {
  const { account, region } = call;
  const { name, protects } = managedKey;
  const through = endpoint.replace('.', `.${region}.`);
  return newKey(call, {
    description: `Default key that protects my ${protects} when no other key is defined`,
    manager: 'AWS',
    policy: () => readKeyPolicy(managedKeyPolicy({ account, name, through })),
  });
}

export function keepManagedKey(call: Call, key: KmsKey, alias: string): void {
  const { cloud, account, region, now } = call;
  keepKey(call, key);
  nameKey(kmsState(cloud, account, region), key, alias, now);
}

export type ServiceWithKey = Service & { readonly managedKey: ManagedKey };

/** The service whose AWS managed key has this alias. */
export function serviceOfAlias(cloud: Cloud, alias: string): ServiceWithKey | undefined {
  const isIts = (service: Service): service is ServiceWithKey =>
    service.managedKey !== undefined && `alias/aws/${service.managedKey.name}` === alias;
  return [...cloud.services].find(isIts);
}
