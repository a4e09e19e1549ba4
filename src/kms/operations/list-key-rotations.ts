import { choice, list, optional, structure } from '../../aws/shape.ts';
import { importErrors } from '../imports/errors.ts';
import type { KmsKey, Material } from '../key.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { expirationOf } from '../metadata.ts';
import { isEverywhere } from '../multi-region/import.ts';
import { kmsOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { keyId, page, paging, rotationsListEntry } from '../shapes.ts';

export const ListKeyRotations = kmsOperation({
  name: 'ListKeyRotations',
  summary:
    'Lists the rotations of a key, oldest first; its first material, too, where that is asked for.',
  readOnly: true,
  input: structure({
    KeyId: keyId(),
    IncludeKeyMaterial: optional(choice('ALL_KEY_MATERIAL', 'ROTATIONS_ONLY')),
    ...paging(),
  }),
  output: structure({ Rotations: list(rotationsListEntry()), ...page() }),
  keys: {
    key: { from: 'KeyId', origins: ['AWS_KMS', 'EXTERNAL'], states: states.unlessUnavailable },
  },
  throws: ['InvalidMarkerException'],

  check({ input: { IncludeKeyMaterial } }, { key }) {
    // Recorded: without this member, keys of other specs have no rotations to list.
    if (key.spec === 'SYMMETRIC_DEFAULT' || IncludeKeyMaterial === undefined) return;
    throw importErrors.materialsOfOtherSpec();
  },

  handle({ input }, { key }) {
    const all = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    const { standard } = limits.listKeyRotations;
    const { materials, pendingMaterial } = key;
    const known = pendingMaterial ? [...materials, pendingMaterial] : materials;
    const { rows, ...rest } = pageOf(known, input, standard, (material) =>
      all || material.rotation ? material : undefined,
    );
    const Rotations = rows.map((material) => ({
      KeyId: key.arn,
      KeyMaterialId: material.id,
      ...importMembers(material),
      KeyMaterialState: stateOf(key, material),
      ...(material.rotation && {
        RotationDate: material.rotation.at,
        RotationType: material.rotation.type,
      }),
    }));
    return { Rotations, ...rest };
  },
});

function stateOf(key: KmsKey, material: Material) {
  if (material === key.pendingMaterial) {
    return isEverywhere(key)
      ? ('PENDING_ROTATION' as const)
      : ('PENDING_MULTI_REGION_IMPORT_AND_ROTATION' as const);
  }
  return material === key.materials.at(-1) ? ('CURRENT' as const) : ('NON_CURRENT' as const);
}

/** In AWS, material that has expired was seen to be listed as IMPORTED for a while; here it is gone at once. */
function importMembers({ imported }: Material) {
  if (!imported) return {};
  const { isPresent, description } = imported;
  return {
    ...(description !== undefined && { KeyMaterialDescription: description }),
    ImportState: isPresent ? ('IMPORTED' as const) : ('PENDING_IMPORT' as const),
    ...(isPresent && expirationOf(imported)),
  };
}
