// Generations of a key's material: the first, and those that rotation adds, asked for or when their date has
// come. Older ones stay: they are needed to open what they sealed. Source: facts sheet, section 4.

import type { Cloud } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import { principalOf } from '../aws/principal.ts';
import { days, serviceEvent } from './events.ts';
import {
  currentMaterial,
  type KmsKey,
  type Material,
  type RotationSchedule,
  type RotationType,
} from './key.ts';
import { workplaceOf } from './key-stores/work.ts';
import { familyOf, primaryOf, relativesOf } from './multi-region/family.ts';
import { allMaterialIds, vaultOf } from './state.ts';
import { shareMaterials, synchronised } from './multi-region/synchronise.ts';

/** The next generation. */
export function addMaterial(call: Call, key: KmsKey, type?: RotationType): Material {
  const { cloud, now } = call;
  const { owners } = vaultOf(cloud, key.region);
  const { hsm, call: there } = workplaceOf(call, key);
  const made = hsm.generateMaterial(there, key, key.materials.length + 1);
  const material = type ? { ...made, rotation: { type, at: now } } : made;
  key.materials = [...key.materials, material];
  owners.set(material.id, { account: key.account, keyId: key.id });
  allMaterialIds(cloud).add(material.id);
  for (const relative of relativesOf(key)) shareMaterials(call, key, relative);
  return material;
}

export function rotate(call: Call, key: KmsKey, type: RotationType): void {
  const previous = currentMaterial(key);
  const current = addMaterial(call, key, type);
  announceRotation(call.cloud, key, { type, previous, current });
}

interface Rotation {
  readonly type: RotationType;
  readonly previous: Material;
  readonly current: Material;
}

export function announceRotation(
  cloud: Cloud,
  key: KmsKey,
  { type, previous, current }: Rotation,
): void {
  // The record of the call that caused it, if there is one, comes first.
  cloud.agenda.add(cloud.now, () => {
    serviceEvent(cloud, key, {
      name: 'RotateKey',
      nth: current.generation,
      details: {
        rotationType: type,
        keyOrigin: key.origin,
        previousKeyMaterialId: previous.id,
        currentKeyMaterialId: current.id,
        keyId: key.id,
      },
    });
  });
}

/** Counts from now, whatever the schedule was before. */
export const everyPeriod = (now: number, periodInDays: number): RotationSchedule => ({
  periodInDays,
  next: now + days(periodInDays),
});

/** Related keys have one schedule, and by then another of them may be the primary. */
export function setSchedule(cloud: Cloud, key: KmsKey, schedule: RotationSchedule): void {
  if (schedule === key.schedule) return;
  for (const one of familyOf(key)) one.schedule = schedule;
  cloud.agenda.add(schedule.next, () => {
    const primary = primaryOf(key);
    const serves = primary.state === 'Enabled' || primary.state === 'Updating';
    if (primary.schedule === schedule && serves) catchUp(ownCall(cloud, primary), primary);
  });
}

export function clearSchedule(key: KmsKey): void {
  for (const one of familyOf(key)) delete one.schedule;
}

/** A rotation whose date has come is made now, and the next one counts from here. */
export function catchUp(call: Call, key: KmsKey): void {
  const { schedule } = key;
  if (!schedule || schedule.next > call.now || primaryOf(key) !== key) return;
  rotate(call, key, 'AUTOMATIC');
  setSchedule(call.cloud, key, everyPeriod(call.now, schedule.periodInDays));
  synchronised(call.cloud, key);
}

/** KMS acts by itself: no caller, hence no span. Each generation has a stream of its own. */
function ownCall(cloud: Cloud, key: KmsKey): Call {
  const call: Call = {
    cloud,
    input: {},
    as: principalOf('kms.amazonaws.com'),
    account: key.account,
    region: key.region,
    now: cloud.now,
    entropy: cloud.entropy(`material|${key.id}|${key.materials.length + 1}`),
    ask: (name) => {
      throw new TypeError(`nobody is there to ask for ${name}`);
    },
    deed: (_name, input, work) => work({ ...call, input }),
  };
  return call;
}
