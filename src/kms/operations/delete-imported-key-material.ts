import { optional, structure, text } from '../../aws/shape.ts';
import { importErrors } from '../imports/errors.ts';
import { deleteMaterial, findMaterial } from '../imports/importing.ts';
import { states } from '../key-states.ts';
import { namedMaterial } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import { keyId, keyMaterialId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const DeleteImportedKeyMaterial = kmsOperation({
  name: 'DeleteImportedKeyMaterial',
  summary: 'Takes imported material out of the HSM at once. Only the same bytes bring it back.',
  readOnly: false,
  input: structure({ KeyId: keyId(), KeyMaterialId: optional(keyMaterialId()) }),
  output: structure({ KeyId: text(), KeyMaterialId: optional(text()) }),
  keys: { key: { from: 'KeyId', origins: ['EXTERNAL'], states: states.unlessInTransition } },
  trail: keyArnLogged,

  check({ input: { KeyMaterialId: id } }, { key }) {
    // That other keys refuse the id here, as they do in ImportKeyMaterial, is not on record.
    if (id !== undefined && key.spec !== 'SYMMETRIC_DEFAULT') {
      throw importErrors.parameter('keyMaterialId', key.spec);
    }
    const material = id === undefined ? key.materials.at(-1) : findMaterial(key, id);
    if (id !== undefined && !material) throw importErrors.neverImported(id, key.arn);
    return material;
  },

  /** Recorded: a key that has never had material is served, too. */
  handle(call, { key }, material) {
    if (!material) return { KeyId: key.arn };
    deleteMaterial(call, key, material);
    return { KeyId: key.arn, ...namedMaterial({ key, material }) };
  },
});
