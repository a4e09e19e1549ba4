// Refusals of imported key material: AWS's words, recorded in September 2026 where nothing else is said, and the
// why that AWS leaves out.

import { refuse, validationError, type ServiceError } from '../../aws/errors.ts';

export const importErrors = {
  wrapping: (algorithm: string, wrappingSpec: string, spec: string) =>
    validationError(
      `Wrapping algorithm ${algorithm} and wrapping key spec ${wrappingSpec} cannot be used to import a ${spec} key.`,
      'RSA encrypts one block. What fits into it goes there directly; a private RSA key does not, and goes under an AES key that does.',
    ),
  /** AWS sends no message. */
  invalidToken: () =>
    refuse(
      'InvalidImportTokenException',
      '',
      'The token is not one that KMS gave out for this key, or it was altered.',
    ),
  /** AWS's message is not on record. */
  expiredToken: () =>
    refuse(
      'ExpiredImportTokenException',
      '',
      'Token and public key are good for 24 hours. Ask for new ones and wrap the material anew.',
    ),
  parameter: (parameter: string, spec: string) =>
    validationError(
      `Input parameter ${parameter} cannot be used with ${spec} imported keys.`,
      'Only symmetric encryption keys can have several materials, and so only theirs have names and descriptions.',
    ),
  newWithIdentifier: () =>
    validationError(
      'Input parameter keyMaterialId cannot be used with NEW_KEY_MATERIAL importType.',
      'New material has no id yet: KMS makes it from the key id and the material.',
    ),
  noValidTo: () =>
    validationError(
      'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
      'Material expires unless the request says that it does not.',
    ),
  needlessValidTo: () =>
    validationError(
      'A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE',
      'It expires or it does not.',
    ),
  pastValidTo: () =>
    validationError('ValidTo must be in the future', 'The material would be gone at once.'),
  farValidTo: (days: number) =>
    validationError(
      `ValidTo must be less than ${days} days in the future`,
      'Before it expires, the same material can be imported again with a later date.',
    ),
  otherMaterial: (expected: string) =>
    refuse(
      'IncorrectKeyMaterialException',
      `Imported key material does not have the expected identifier (${expected}).`,
      'A key is bound to its material for ever: after deletion or expiry, the same bytes bring it back, and no others do.',
    ),
  knownMaterial: (id: string, arn: string) =>
    refuse(
      'IncorrectKeyMaterialException',
      `Key material (id: ${id}) being imported as NEW_KEY_MATERIAL is already associated with KMS key ${arn}.`,
      'The key has this material already. To import it again, say EXISTING_KEY_MATERIAL.',
    ),
  /** AWS's words where the key has never had any material are not on record; these are those of deletion. */
  unknownMaterial: (id: string, arn: string) =>
    refuse(
      'IncorrectKeyMaterialException',
      `Key material (id: ${id}) has never been imported into KMS key ${arn}.`,
      'Only what was imported once can be imported again as EXISTING_KEY_MATERIAL.',
    ),
  otherPending: (id: string, arn: string, pending: string) =>
    refuse(
      'KMSInvalidStateException',
      `New key material (id: ${id}) cannot be imported into KMS key ${arn}, because another key material (id: ${pending}) is pending rotation.`,
      'One material at a time can wait for its rotation. RotateKeyOnDemand puts it to use, DeleteImportedKeyMaterial takes it away.',
    ),
  neverImported: (id: string, arn: string) =>
    validationError(
      `Key material (id: ${id}) has never been imported into KMS key ${arn}.`,
      'ListKeyRotations lists the materials that a key has.',
    ),
  nothingPending: (arn: string) =>
    refuse(
      'KMSInvalidStateException',
      `No available key material pending rotation for the key: ${arn}.`,
      'KMS makes no material for this key. Import the next one first, as NEW_KEY_MATERIAL.',
    ),
  newOnReplica: () =>
    validationError(
      'Input parameter ImportType NEW_KEY_MATERIAL cannot be used on replica Multi-Region keys',
      'The primary key takes new material in first. Its replicas are then given the same.',
    ),
  descriptionOnReplica: () =>
    validationError(
      'Key material description can only be specified on primary Multi-Region keys',
      'What the primary key says of its material, its replicas say, too.',
    ),
  notEverywhere: () =>
    refuse(
      'KMSInvalidStateException',
      'Cannot perform key material rotation: Key material has not been imported for replicas of the Multi-Region key.',
      'KMS carries no imported material from Region to Region. Bring the same bytes to each replica first.',
    ),
  materialsOfOtherSpec: () =>
    validationError(
      'Input parameter includeKeyMaterial can only be used with symmetric keys.',
      'Other keys have one material for life, and nothing to list.',
    ),
} satisfies Record<string, (...args: never[]) => ServiceError>;
