// Imported material of related keys. KMS does not carry it: its owner brings the same bytes to each Region, the
// new ones to the primary first, and nothing rotates before all have them. Source: facts sheet, sections 4 and 5.

import type { KmsKey, Material } from '../key.ts';
import { familyOf, regionalityOf, relativesOf } from './family.ts';

/** Known by name here, and by what the primary says of it (recorded). */
export function named(material: Material): Material {
  const description = material.imported?.description;
  return {
    ...material,
    imported: { isPresent: false, ...(description !== undefined && { description }) },
  };
}

/** Replicas learn which material their primary has taken in, so that they can be given the same. */
export function announcePending(key: KmsKey): void {
  const { pendingMaterial } = key;
  if (!pendingMaterial || regionalityOf(key) !== 'PRIMARY') return;
  for (const replica of relativesOf(key)) {
    if (replica.pendingMaterial?.id === pendingMaterial.id) continue;
    replica.pendingMaterial = named(pendingMaterial);
  }
}

/** Whether what waits for its rotation is in every Region. */
export const isEverywhere = (key: KmsKey): boolean =>
  familyOf(key).every(({ pendingMaterial }) => pendingMaterial?.imported?.isPresent === true);
