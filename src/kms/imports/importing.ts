// Imported key material: how it comes to a key, goes, and comes back. A key is bound for ever to the bytes that it
// has used; while any of them is missing it serves nobody. Source: facts sheet, section 5, and recorded answers.

import type { Cloud } from '../../aws/cloud.ts';
import type { Call } from '../../aws/operation.ts';
import { serviceEvent } from '../events.ts';
import type { Parcel } from '../hsm.ts';
import { importErrors } from './errors.ts';
import { currentMaterial, isComplete, type Imported, type KmsKey, type Material } from '../key.ts';
import { familyOf, regionalityOf } from '../multi-region/family.ts';
import { announcePending, isEverywhere, named } from '../multi-region/import.ts';
import { announceRotation } from '../rotation.ts';
import { allMaterialIds, kmsState, vaultOf } from '../state.ts';
import type { ImportRequest } from './wrapping.ts';

/** Takes the material in, or back, and gives what the key knows of it now. */
export function importMaterial(
  call: Call,
  key: KmsKey,
  parcel: Parcel,
  request: ImportRequest & { readonly expiry: Pick<Imported, 'validTo'> },
): Material {
  const { cloud, now } = call;
  const { hsm, owners } = vaultOf(cloud, key.region);
  const names = hsm.importMaterial(call, key, parcel, (id) => {
    requireWelcome(key, id, request);
  });
  owners.set(names.id, { account: key.account, keyId: key.id });
  allMaterialIds(cloud).add(names.id);

  const known = findMaterial(key, names.id);
  const description = request.KeyMaterialDescription ?? known?.imported?.description;
  const imported: Imported = {
    isPresent: true,
    ...request.expiry,
    ...(description !== undefined && { description }),
  };
  const fresh = { ...names, generation: key.materials.length + 1, createdAt: now };
  const material: Material = { ...(known ?? fresh), imported };
  place(key, material);
  announcePending(key);
  // Recorded: a key that was disabled is enabled by an import, too. One that is being changed stays so.
  if (key.state !== 'Updating') key.state = isComplete(key) ? 'Enabled' : 'PendingImport';
  expireWhenDue(cloud, key, material);
  return material;
}

/** The same-material rule. */
function requireWelcome(key: KmsKey, id: string, request: ImportRequest): void {
  const { arn, pendingMaterial: pending } = key;
  const wasImported = key.materials.length > 0;
  const { ImportType = wasImported ? 'EXISTING_KEY_MATERIAL' : 'NEW_KEY_MATERIAL' } = request;
  const isKnown = findMaterial(key, id) !== undefined;
  if (ImportType === 'NEW_KEY_MATERIAL') {
    if (isKnown) throw importErrors.knownMaterial(id, arn);
    if (pending) throw importErrors.otherPending(id, arn, pending.id);
    return;
  }
  const { KeyMaterialId: named } = request;
  if (named !== undefined && named !== id) throw importErrors.otherMaterial(named);
  if (isKnown) return;
  // Recorded with one material; that AWS names the current one where there are more is our guess.
  if (wasImported && named === undefined) throw importErrors.otherMaterial(currentMaterial(key).id);
  throw importErrors.unknownMaterial(id, arn);
}

/** The first is current at once; any later one waits for its rotation. */
function place(key: KmsKey, material: Material): void {
  const isInUse = key.materials.some(({ id }) => id === material.id);
  if (isInUse) replace(key, material);
  else if (key.materials.length === 0) key.materials = [material];
  else key.pendingMaterial = material;
}

function replace(key: KmsKey, material: Material): void {
  key.materials = key.materials.map((one) => (one.id === material.id ? material : one));
}

export const findMaterial = (key: KmsKey, id: string): Material | undefined =>
  [...key.materials, key.pendingMaterial].find((material) => material?.id === id);

/** What was never in use is forgotten; of what was, the name stays. Deleting what is gone changes nothing. */
export function deleteMaterial(call: Call, key: KmsKey, material: Material): void {
  vaultOf(call.cloud, key.region).hsm.dropMaterial(call, { key, material });
  if (material.id === key.pendingMaterial?.id) forgetPending(call, key, material);
  else miss(key, material);
}

/** A replica alone can be given it again. What the primary forgets, its replicas forget, too. */
function forgetPending(call: Call, key: KmsKey, material: Material): void {
  if (regionalityOf(key) === 'REPLICA') {
    key.pendingMaterial = named(material);
    return;
  }
  for (const one of familyOf(key)) {
    if (one !== key) {
      vaultOf(call.cloud, one.region).hsm.dropMaterial(call, { key: one, material });
    }
    delete one.pendingMaterial;
  }
}

function miss(key: KmsKey, material: Material): void {
  const { validTo: _expired, ...rest } = material.imported ?? {};
  replace(key, { ...material, imported: { ...rest, isPresent: false } });
  if (['Enabled', 'Disabled', 'Updating'].includes(key.state)) key.state = 'PendingImport';
}

/** Recorded: material that waits for its rotation outlives its date, and is gone as soon as it is current. */
function expireWhenDue(cloud: Cloud, key: KmsKey, { id, imported }: Material): void {
  const validTo = imported?.validTo;
  if (validTo === undefined) return;
  cloud.agenda.add(Math.max(validTo, cloud.now), () => {
    const material = key.materials.find((one) => one.id === id);
    const stands = kmsState(cloud, key.account, key.region).keys.get(key.id) === key;
    if (!stands || material?.imported?.validTo !== validTo) return;
    vaultOf(cloud, key.region).hsm.destroy([material]);
    miss(key, material);
    serviceEvent(cloud, key, {
      name: 'DeleteExpiredKeyMaterial',
      nth: `${validTo}|${material.generation}`,
      details: { keyId: key.id },
    });
  });
}

/** KMS makes no material for such a key: the one that waits becomes current. */
export function rotateToPending({ cloud, now }: Call, key: KmsKey): void {
  if (!isEverywhere(key)) {
    const isHere = key.pendingMaterial?.imported?.isPresent;
    throw isHere ? importErrors.notEverywhere() : importErrors.nothingPending(key.arn);
  }
  const previous = currentMaterial(key);
  for (const one of familyOf(key)) takeOver(one, now);
  const current = currentMaterial(key);
  announceRotation(cloud, key, { type: 'ON_DEMAND', previous, current });
  for (const one of familyOf(key)) expireWhenDue(cloud, one, currentMaterial(one));
}

function takeOver(key: KmsKey, at: number): void {
  const { pendingMaterial } = key;
  if (!pendingMaterial) return;
  const current: Material = { ...pendingMaterial, rotation: { type: 'ON_DEMAND', at } };
  key.materials = [...key.materials, current];
  delete key.pendingMaterial;
}
