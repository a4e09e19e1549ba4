// Shapes that several operations share. Lengths and values: KMS service model (facts sheet, section 1).

import {
  blob,
  boolean,
  choice,
  integer,
  list,
  map,
  optional,
  structure,
  text,
  timestamp,
} from '../aws/shape.ts';
import { GRANT_OPERATIONS } from './grants/terms.ts';
import { KEY_ORIGINS, KEY_STATES, USES } from './key.ts';
import {
  DATA_KEY_PAIR_SPECS,
  ENCAPSULATION_ALGORITHMS,
  ENCRYPTION_ALGORITHMS,
  KEY_AGREEMENT_ALGORITHMS,
  KEY_SPECS,
  KEY_USAGES,
  MAC_ALGORITHMS,
  SIGNING_ALGORITHMS,
} from './specs.ts';

export const keyId = () => text({ min: 1, max: 2048 });

export const aliasName = () => text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ });

export const grantTokens = () =>
  optional({ ...list(text({ min: 1, max: 8192 }), { max: 10 }), sensitive: true });

export const encryptionContext = () => optional(map({ thing: 'context' }));

export const dryRun = () => optional(boolean());

export const dryRunModifiers = () => optional(list(choice('IGNORE_CIPHERTEXT')));

export const ciphertextBlob = () => blob({ min: 1, max: 6144, thing: 'ciphertext' });

export const dataKeyPairSpec = () => choice(...DATA_KEY_PAIR_SPECS);

export const signingAlgorithm = () => choice(...SIGNING_ALGORITHMS);

export const macAlgorithm = () => choice(...MAC_ALGORITHMS);

/** What is signed, or authenticated by a code: longer messages are hashed first. */
export const message = () => blob({ min: 1, max: 4096 });

export const messageType = () => optional(choice('RAW', 'DIGEST', 'EXTERNAL_MU'));

export const signature = () => blob({ min: 1, max: 6144 });

export const encryptionAlgorithm = () => optional(choice(...ENCRYPTION_ALGORITHMS));

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

export const tagKey = () => text({ min: 1, max: 128 });

export const tags = () =>
  list(structure({ TagKey: tagKey(), TagValue: text({ min: 0, max: 256 }) }));

export const regionName = () => text({ min: 1, max: 32, pattern: /^([a-z]+-){2,3}\d+$/ });

export const keyPolicy = () =>
  text({ min: 1, max: 131_072, pattern: /^[\u0009\u000A\u000D\u0020-\u00FF]+$/ });

export const policyName = () => optional(text({ min: 1, max: 128, pattern: /^[\w]+$/ }));

export const paging = () => ({
  Limit: optional(integer({ min: 1, max: 1000 })),
  Marker: optional(text({ min: 1, max: 1024, pattern: /^[\u0020-\u00FF]*$/ })),
});

export const page = () => ({ NextMarker: optional(text()), Truncated: boolean() });

export const keyMaterialId = () => text({ min: 64, max: 64, pattern: /^[a-f0-9]+$/ });

export const expirationModel = () =>
  optional(choice('KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE'));

export const rotationsListEntry = () =>
  structure({
    KeyId: text(),
    KeyMaterialId: text(),
    KeyMaterialDescription: optional(text()),
    ImportState: optional(choice('IMPORTED', 'PENDING_IMPORT')),
    KeyMaterialState: choice(
      'NON_CURRENT',
      'CURRENT',
      'PENDING_ROTATION',
      'PENDING_MULTI_REGION_IMPORT_AND_ROTATION',
    ),
    ExpirationModel: expirationModel(),
    ValidTo: optional(timestamp()),
    RotationDate: optional(timestamp()),
    RotationType: optional(choice('AUTOMATIC', 'ON_DEMAND')),
  });

export const keyLastUsage = () =>
  structure({
    Operation: optional(choice(...USES)),
    Timestamp: optional(timestamp()),
    CloudTrailEventId: optional(text()),
    KmsRequestId: optional(text()),
  });

const multiRegionKey = () => structure({ Arn: optional(text()), Region: optional(text()) });

export const keyMetadata = () =>
  structure({
    AWSAccountId: text(),
    KeyId: text(),
    Arn: text(),
    CreationDate: timestamp(),
    Enabled: boolean(),
    Description: text(),
    KeyUsage: choice(...KEY_USAGES),
    KeyState: choice(...KEY_STATES),
    DeletionDate: optional(timestamp()),
    PendingDeletionWindowInDays: optional(integer()),
    ValidTo: optional(timestamp()),
    Origin: choice(...KEY_ORIGINS),
    ExpirationModel: expirationModel(),
    KeyManager: choice('AWS', 'CUSTOMER'),
    CustomerMasterKeySpec: text(),
    KeySpec: choice(...KEY_SPECS),
    EncryptionAlgorithms: optional(list(choice(...ENCRYPTION_ALGORITHMS))),
    SigningAlgorithms: optional(list(choice(...SIGNING_ALGORITHMS))),
    MacAlgorithms: optional(list(choice(...MAC_ALGORITHMS))),
    KeyAgreementAlgorithms: optional(list(choice(...KEY_AGREEMENT_ALGORITHMS))),
    EncapsulationAlgorithms: optional(list(choice(...ENCAPSULATION_ALGORITHMS))),
    MultiRegion: boolean(),
    MultiRegionConfiguration: optional(
      structure({
        MultiRegionKeyType: optional(choice('PRIMARY', 'REPLICA')),
        PrimaryKey: optional(multiRegionKey()),
        ReplicaKeys: optional(list(multiRegionKey())),
      }),
    ),
    CustomKeyStoreId: optional(text()),
    CloudHsmClusterId: optional(text()),
    XksKeyConfiguration: optional(structure({ Id: optional(text()) })),
    CurrentKeyMaterialId: optional(text()),
  });

export const principalId = () => optional(text({ min: 1, max: 256, pattern: /^[\w+=,.@:/-]+$/ }));

export const servicePrincipal = () => optional(text({ min: 1, max: 128 }));

export const grantId = () => text({ min: 1, max: 128 });

export const grantToken = () => ({ ...text({ min: 1, max: 8192 }), sensitive: true });

export const grantName = () => optional(text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ }));

export const grantOperations = () => list(choice(...GRANT_OPERATIONS));

export const grantConstraints = () =>
  optional(
    structure({
      EncryptionContextSubset: optional(map()),
      EncryptionContextEquals: optional(map()),
      SourceArn: optional(text()),
    }),
  );

export const grantList = () =>
  list(
    structure({
      KeyId: text(),
      GrantId: text(),
      Name: optional(text()),
      CreationDate: timestamp(),
      GranteePrincipal: optional(text()),
      GranteeServicePrincipal: optional(text()),
      RetiringPrincipal: optional(text()),
      RetiringServicePrincipal: optional(text()),
      IssuingAccount: text(),
      Operations: grantOperations(),
      Constraints: grantConstraints(),
    }),
  );
