// What DescribeKey tells of a key (facts sheet, section 1c), and how CloudTrail writes the same.

import type { Infer } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { visible } from '../aws/trail.ts';
import type { Under } from './hsm.ts';
import {
  currentMaterial,
  isComplete,
  type Imported,
  type KmsKey,
  type MultiRegionSet,
} from './key.ts';
import { primaryOf } from './multi-region/family.ts';
import { keyMetadata } from './shapes.ts';
import { algorithmsOf, type KeyUsage } from './specs.ts';

export function metadataOf(key: KmsKey): Infer<ReturnType<typeof keyMetadata>> {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletionDate !== undefined && { DeletionDate: key.deletionDate }),
    ...(key.pendingWindowInDays !== undefined && {
      PendingDeletionWindowInDays: key.pendingWindowInDays,
    }),
    Origin: key.origin,
    ...expirationMembers(key),
    KeyManager: key.manager,
    ...storeMembers(key),
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...algorithmMembers(key),
    MultiRegion: key.multiRegion !== undefined,
    ...(key.multiRegion && { MultiRegionConfiguration: relativesOf(key.multiRegion, key) }),
    ...(key.spec === 'SYMMETRIC_DEFAULT' &&
      key.state !== 'Creating' &&
      !key.store &&
      key.materials.length > 0 && { CurrentKeyMaterialId: currentMaterial(key).id }),
  };
}

const storeMembers = ({ store, xksKeyId }: KmsKey) => ({
  ...(store && { CustomKeyStoreId: store.id }),
  ...(store?.type === 'AWS_CLOUDHSM' && { CloudHsmClusterId: store.link.id }),
  ...(xksKeyId !== undefined && { XksKeyConfiguration: { Id: xksKeyId } }),
});

type Expiration = Pick<Infer<ReturnType<typeof keyMetadata>>, 'ExpirationModel' | 'ValidTo'>;

/**
 * Of the current material. A key that waits for an import tells nothing of what it lacks; while a replica is being
 * made, it tells what its primary does (recorded).
 */
function expirationMembers(key: KmsKey): Expiration {
  const told = key.state === 'Creating' ? primaryOf(key) : key;
  const imported = isComplete(told) ? currentMaterial(told).imported : undefined;
  return imported ? expirationOf(imported) : {};
}

export const expirationOf = ({ validTo }: Imported): Expiration =>
  validTo === undefined
    ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
    : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: validTo };

/** Answers name the material of symmetric keys that KMS holds: only these can have several. */
export const namedMaterial = ({ key, material }: Under): { readonly KeyMaterialId?: string } =>
  key.spec === 'SYMMETRIC_DEFAULT' && !key.store ? { KeyMaterialId: material.id } : {};

/** A key tells only the algorithms of its own usage. */
const ALGORITHMS = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'EncapsulationAlgorithms',
} as const satisfies Record<KeyUsage, string>;

/** The one list that fits, under its own name. */
export const algorithmMembers = (key: Pick<KmsKey, 'spec' | 'usage'>): Members => ({
  [ALGORITHMS[key.usage]]: algorithmsOf(key),
});

const relativesOf = ({ primary, replicas }: MultiRegionSet, key: KmsKey) => ({
  MultiRegionKeyType: key === primary ? ('PRIMARY' as const) : ('REPLICA' as const),
  PrimaryKey: placeOf(primary),
  ReplicaKeys: replicas.map(placeOf),
});

const placeOf = ({ arn, region }: KmsKey) => ({ Arn: arn, Region: region });

/** CloudTrail writes dates as text, and every name with a small first letter. */
export const loggedMetadata = (metadata: Infer<ReturnType<typeof keyMetadata>>): Members =>
  visible(keyMetadata(), metadata);
