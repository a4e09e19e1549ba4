import { choice, list, optional, structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
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
  keys: { key: { from: 'KeyId', rotates: true, states: states.unlessUnavailable } },
  throws: ['InvalidMarkerException'],

  handle({ input }, { key }) {
    const all = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    const { standard } = limits.listKeyRotations;
    const { rows, ...rest } = pageOf(key.materials, input, standard, (material) =>
      all || material.rotation ? material : undefined,
    );
    const current = key.materials.at(-1);
    const Rotations = rows.map((material) => ({
      KeyId: key.id,
      KeyMaterialId: material.id,
      KeyMaterialState: material === current ? ('CURRENT' as const) : ('NON_CURRENT' as const),
      ...(material.rotation && {
        RotationDate: material.rotation.at,
        RotationType: material.rotation.type,
      }),
    }));
    return { Rotations, ...rest };
  },
});
