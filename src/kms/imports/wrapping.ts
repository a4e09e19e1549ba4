// Which wrapping suits which key, and whether the rest of an import is well formed. No shape can say any of it.
// Source: facts sheet, section 5; what is refused is recorded.

import { importErrors } from './errors.ts';
import type { Wrapping } from '../hsm.ts';
import { days } from '../events.ts';
import type { Imported, KmsKey } from '../key.ts';
import { limits } from '../limits.ts';
import { regionalityOf } from '../multi-region/family.ts';
import { kindOfSpec, type KeySpec } from '../specs.ts';

/** PKCS #1 v1.5 is listed and refused since 10 October 2023; SM2 is for China Regions. */
export const WRAPPING_ALGORITHMS = [
  'RSAES_PKCS1_V1_5',
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
  'SM2PKE',
] as const;

export const WRAPPING_KEY_SPECS = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2'] as const;

type Algorithm = (typeof WRAPPING_ALGORITHMS)[number];
type WrappingKeySpec = (typeof WRAPPING_KEY_SPECS)[number];

export function wrappingFor(
  { spec: keySpec }: KmsKey,
  algorithm: Algorithm,
  spec: WrappingKeySpec,
): Wrapping {
  const isOffered = algorithm !== 'RSAES_PKCS1_V1_5' && algorithm !== 'SM2PKE' && spec !== 'SM2';
  if (isOffered && suits(keySpec, algorithm, spec)) return { algorithm, spec };
  throw importErrors.wrapping(algorithm, spec, keySpec);
}

function suits(
  keySpec: KeySpec,
  algorithm: Wrapping['algorithm'],
  spec: Wrapping['spec'],
): boolean {
  const isDirect = algorithm.startsWith('RSAES_OAEP_');
  if (kindOfSpec(keySpec) !== 'asymmetric') return isDirect;
  if (keySpec.startsWith('RSA_')) return !isDirect;
  // A private key of P-521 is longer than a block; that of Ed25519 AWS refuses all the same.
  return !isDirect || spec !== 'RSA_2048' || !LONGER.includes(keySpec);
}

const LONGER: readonly KeySpec[] = ['ECC_NIST_P521', 'ECC_NIST_EDWARDS25519'];

export interface ImportRequest {
  readonly ImportType?: 'NEW_KEY_MATERIAL' | 'EXISTING_KEY_MATERIAL';
  readonly KeyMaterialId?: string;
  readonly KeyMaterialDescription?: string;
  readonly ExpirationModel?: 'KEY_MATERIAL_EXPIRES' | 'KEY_MATERIAL_DOES_NOT_EXPIRE';
  readonly ValidTo?: number;
}

/** In which order AWS looks is not on record. */
export function requireImportMembers(
  { ImportType, KeyMaterialId, KeyMaterialDescription }: ImportRequest,
  key: KmsKey,
): void {
  const { spec } = key;
  if (spec !== 'SYMMETRIC_DEFAULT') {
    const refused = { importType: ImportType, keyMaterialId: KeyMaterialId };
    const given = Object.entries({ ...refused, keyMaterialDescription: KeyMaterialDescription });
    for (const [parameter, value] of given) {
      if (value !== undefined) throw importErrors.parameter(parameter, spec);
    }
  }
  if (ImportType === 'NEW_KEY_MATERIAL' && KeyMaterialId !== undefined) {
    throw importErrors.newWithIdentifier();
  }
  if (regionalityOf(key) !== 'REPLICA') return;
  if (ImportType === 'NEW_KEY_MATERIAL') throw importErrors.newOnReplica();
  if (KeyMaterialDescription !== undefined) throw importErrors.descriptionOnReplica();
}

/** Kept to the second, as AWS does. */
export function expiryOf(
  { ExpirationModel = 'KEY_MATERIAL_EXPIRES', ValidTo }: ImportRequest,
  now: number,
): Pick<Imported, 'validTo'> {
  if (ExpirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
    if (ValidTo !== undefined) throw importErrors.needlessValidTo();
    return {};
  }
  if (ValidTo === undefined) throw importErrors.noValidTo();
  const validTo = 1000 * Math.floor(ValidTo / 1000);
  if (validTo <= now) throw importErrors.pastValidTo();
  const { importedMaterialDays } = limits;
  if (ValidTo > now + days(importedMaterialDays)) {
    throw importErrors.farValidTo(importedMaterialDays);
  }
  return { validTo };
}
