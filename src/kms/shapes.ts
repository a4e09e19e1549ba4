// Shapes that several operations share. Lengths and values: KMS service model (facts sheet, section 1).

import { blob, boolean, choice, integer, list, map, optional, structure, text, timestamp } from '../aws/shape.ts';
import { KEY_USAGES } from './key.ts';

export const keyId = () => text({ min: 1, max: 2048 });

export const aliasName = () => text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ });

export const grantTokens = () =>
  optional({ ...list(text({ min: 1, max: 8192 }), { max: 10 }), sensitive: true });

export const encryptionContext = () => optional(map({ thing: 'context' }));

export const dryRun = () => optional(boolean());

export const dryRunModifiers = () => optional(list(choice('IGNORE_CIPHERTEXT')));

export const ciphertextBlob = () => blob({ min: 1, max: 6144, thing: 'ciphertext' });

export const ENCRYPTION_ALGORITHMS = [
  'SYMMETRIC_DEFAULT',
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'SM2PKE',
] as const;

export const encryptionAlgorithm = () => optional(choice(...ENCRYPTION_ALGORITHMS));

export const KEY_SPECS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'SYMMETRIC_DEFAULT',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'SM2',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ECC_NIST_EDWARDS25519',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
] as const;

export const dataKeySpec = () => optional(choice('AES_256', 'AES_128'));

export const numberOfBytes = () => optional(integer({ min: 1, max: 1024 }));

export const recipient = () =>
  optional({
    ...structure({
      KeyEncryptionAlgorithm: optional(choice('RSAES_OAEP_SHA_256')),
      AttestationDocument: optional(blob({ min: 1, max: 262_144 })),
    }),
    sensitive: true,
  });

export const tags = () =>
  optional(
    list(structure({ TagKey: text({ min: 1, max: 128 }), TagValue: text({ min: 0, max: 256 }) })),
  );

export const paging = () => ({
  Limit: optional(integer({ min: 1, max: 1000 })),
  Marker: optional(text({ min: 1, max: 1024, pattern: /^[\u0020-\u00FF]*$/ })),
});

export const page = () => ({ NextMarker: optional(text()), Truncated: boolean() });

export const keyMetadata = () =>
  structure({
    AWSAccountId: text(),
    KeyId: text(),
    Arn: text(),
    CreationDate: timestamp(),
    Enabled: boolean(),
    Description: text(),
    KeyUsage: choice(...KEY_USAGES),
    KeyState: text(),
    DeletionDate: optional(timestamp()),
    Origin: text(),
    KeyManager: choice('AWS', 'CUSTOMER'),
    CustomerMasterKeySpec: text(),
    KeySpec: choice(...KEY_SPECS),
    EncryptionAlgorithms: optional(list(choice(...ENCRYPTION_ALGORITHMS))),
    MultiRegion: boolean(),
    CurrentKeyMaterialId: optional(text()),
  });
