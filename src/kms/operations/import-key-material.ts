import { blob, choice, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { importMaterial } from '../imports/importing.ts';
import { states } from '../key-states.ts';
import { namedMaterial } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import { expirationModel, keyId, keyMaterialId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';
import { expiryOf, requireImportMembers } from '../imports/wrapping.ts';

export const ImportKeyMaterial = kmsOperation({
  name: 'ImportKeyMaterial',
  summary: 'Takes your own key material into a key that was made without any, or takes it back.',
  readOnly: false,
  input: structure({
    KeyId: keyId(),
    ImportToken: blob({ min: 1, max: 6144 }),
    EncryptedKeyMaterial: blob({ min: 1, max: 6144, thing: 'ciphertext' }),
    ValidTo: optional(timestamp()),
    ExpirationModel: expirationModel(),
    ImportType: optional(choice('NEW_KEY_MATERIAL', 'EXISTING_KEY_MATERIAL')),
    KeyMaterialDescription: optional(text({ min: 0, max: 256, pattern: /^[a-zA-Z0-9:/_\s.-]+$/ })),
    KeyMaterialId: optional(keyMaterialId()),
  }),
  output: structure({ KeyId: text(), KeyMaterialId: optional(text()) }),
  keys: { key: { from: 'KeyId', origins: ['EXTERNAL'], states: states.whenImportable } },
  throws: [
    'InvalidCiphertextException',
    'IncorrectKeyMaterialException',
    'ExpiredImportTokenException',
    'InvalidImportTokenException',
  ],
  trail: keyArnLogged,

  check({ input, now }, { key }) {
    requireImportMembers(input, key);
    return expiryOf(input, now);
  },

  handle(call, { key }, expiry) {
    const { input } = call;
    const parcel = { token: input.ImportToken, wrapped: input.EncryptedKeyMaterial };
    const material = importMaterial(call, key, parcel, { ...input, expiry });
    return { KeyId: key.arn, ...namedMaterial({ key, material }) };
  },
});
