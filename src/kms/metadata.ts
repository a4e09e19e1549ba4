// What DescribeKey tells of a key (facts sheet, section 1c), and how CloudTrail writes the same.

import { camel, type Infer } from '../aws/shape.ts';
import { dateText } from '../aws/trail.ts';
import type { Members } from '../aws/trace.ts';
import type { Under } from './hsm.ts';
import { currentMaterial, type KmsKey, type MultiRegionSet } from './key.ts';
import type { keyMetadata } from './shapes.ts';
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
    Origin: key.origin,
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...algorithmMembers(key),
    MultiRegion: key.multiRegion !== undefined,
    ...(key.multiRegion && { MultiRegionConfiguration: relativesOf(key.multiRegion, key) }),
    ...(key.spec === 'SYMMETRIC_DEFAULT' &&
      key.materials.length > 0 && { CurrentKeyMaterialId: currentMaterial(key).id }),
  };
}

/** Answers name the material of symmetric keys only: only these can have several. */
export const namedMaterial = ({ key, material }: Under): { readonly KeyMaterialId?: string } =>
  key.spec === 'SYMMETRIC_DEFAULT' ? { KeyMaterialId: material.id } : {};

/** A key tells only the algorithms of its own usage. */
const ALGORITHMS = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'EncapsulationAlgorithms',
} as const satisfies Record<KeyUsage, string>;

export const algorithmMembers = (key: Pick<KmsKey, 'spec' | 'usage'>) => ({
  [ALGORITHMS[key.usage]]: algorithmsOf(key),
});

const relativesOf = ({ primary, replicas }: MultiRegionSet, key: KmsKey) => ({
  MultiRegionKeyType: key === primary ? ('PRIMARY' as const) : ('REPLICA' as const),
  PrimaryKey: placeOf(primary),
  ReplicaKeys: replicas.map(placeOf),
});

const placeOf = ({ arn, region }: KmsKey) => ({ Arn: arn, Region: region });

/** CloudTrail writes the date as text, and the account with its own capitals. */
export function loggedMetadata(metadata: Infer<ReturnType<typeof keyMetadata>>): Members {
  const { AWSAccountId, CreationDate, ...rest } = metadata;
  const lower = Object.entries(rest).map(([name, value]): [string, unknown] => [
    camel(name),
    value,
  ]);
  return {
    aWSAccountId: AWSAccountId,
    creationDate: dateText(CreationDate),
    ...Object.fromEntries(lower),
  };
}
