// Key specs: what a key of each kind is for, and by which algorithms. Source: facts sheet, section 1b.

import type { OaepAlgorithm } from '../crypto/suites.ts';
import type { KmsKey } from './key.ts';

export const KEY_USAGES = [
  'SIGN_VERIFY',
  'ENCRYPT_DECRYPT',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

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
export type KeySpec = (typeof KEY_SPECS)[number];

/** What the deprecated twin of KeySpec takes: nothing that is younger than it. */
export const CUSTOMER_MASTER_KEY_SPECS = [
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
] as const satisfies readonly KeySpec[];

/** What GenerateDataKeyPair makes. */
export const DATA_KEY_PAIR_SPECS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'SM2',
  'ECC_NIST_EDWARDS25519',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
] as const satisfies readonly KeySpec[];

export const ENCRYPTION_ALGORITHMS = [
  'SYMMETRIC_DEFAULT',
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'SM2PKE',
] as const;
export type EncryptionAlgorithm = (typeof ENCRYPTION_ALGORITHMS)[number];

export const SIGNING_ALGORITHMS = [
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'ECDSA_SHA_256',
  'ECDSA_SHA_384',
  'ECDSA_SHA_512',
  'SM2DSA',
  'ML_DSA_SHAKE_256',
  'ED25519_SHA_512',
  'ED25519_PH_SHA_512',
] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

export const MAC_ALGORITHMS = [
  'HMAC_SHA_224',
  'HMAC_SHA_256',
  'HMAC_SHA_384',
  'HMAC_SHA_512',
] as const;
export type MacAlgorithm = (typeof MAC_ALGORITHMS)[number];

export const KEY_AGREEMENT_ALGORITHMS = ['ECDH'] as const;
export const ENCAPSULATION_ALGORITHMS = ['ML_KEM'] as const;

export type Algorithm =
  | EncryptionAlgorithm
  | SigningAlgorithm
  | MacAlgorithm
  | (typeof KEY_AGREEMENT_ALGORITHMS)[number]
  | (typeof ENCAPSULATION_ALGORITHMS)[number];

/** Its algorithms, by what it may be for, in AWS's order: that of the alphabet (recorded). */
type Uses = Readonly<Partial<Record<KeyUsage, readonly Algorithm[]>>>;

const RSA: Uses = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: SIGNING_ALGORITHMS.filter((name) => name.startsWith('RSASSA_')).sort(),
};
const curve = (signing: SigningAlgorithm): Uses => ({
  SIGN_VERIFY: [signing],
  KEY_AGREEMENT: ['ECDH'],
});
const mac = (algorithm: MacAlgorithm): Uses => ({ GENERATE_VERIFY_MAC: [algorithm] });
const ML_DSA: Uses = { SIGN_VERIFY: ['ML_DSA_SHAKE_256'] };
const ML_KEM: Uses = { ENCAPSULATE_DECAPSULATE: ['ML_KEM'] };

const USES: Readonly<Record<KeySpec, Uses>> = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: curve('ECDSA_SHA_256'),
  ECC_NIST_P384: curve('ECDSA_SHA_384'),
  ECC_NIST_P521: curve('ECDSA_SHA_512'),
  ECC_SECG_P256K1: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  ECC_NIST_EDWARDS25519: { SIGN_VERIFY: ['ED25519_PH_SHA_512', 'ED25519_SHA_512'] },
  HMAC_224: mac('HMAC_SHA_224'),
  HMAC_256: mac('HMAC_SHA_256'),
  HMAC_384: mac('HMAC_SHA_384'),
  HMAC_512: mac('HMAC_SHA_512'),
  SM2: { ENCRYPT_DECRYPT: ['SM2PKE'], SIGN_VERIFY: ['SM2DSA'], KEY_AGREEMENT: ['ECDH'] },
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
  ML_KEM_512: ML_KEM,
  ML_KEM_768: ML_KEM,
  ML_KEM_1024: ML_KEM,
};

export type KeyKind = 'symmetric' | 'HMAC' | 'asymmetric';

export const kindOfSpec = (spec: KeySpec): KeyKind =>
  spec === 'SYMMETRIC_DEFAULT' ? 'symmetric' : spec.startsWith('HMAC_') ? 'HMAC' : 'asymmetric';

export const isForUsage = (spec: KeySpec, usage: KeyUsage): boolean => usage in USES[spec];

/** Keys of these specs KMS makes itself or not at all. */
export const isImportable = (spec: KeySpec): boolean => !spec.startsWith('ML_');

export const algorithmsOf = ({
  spec,
  usage,
}: Pick<KmsKey, 'spec' | 'usage'>): readonly Algorithm[] => USES[spec][usage] ?? [];

/** What UpdateAlias may not change under a program: whether keys are symmetric, and what they are for. */
export const kindOf = ({ spec, usage }: KmsKey): string => `${kindOfSpec(spec)} ${usage}`;

/** RFC 8017, section 7.1.1: k − 2·hLen − 2. */
export const longestPlaintext = (algorithm: OaepAlgorithm, spec: KeySpec): number =>
  Number(spec.slice('RSA_'.length)) / 8 - 2 * (algorithm === 'RSAES_OAEP_SHA_1' ? 20 : 32) - 2;

/** Bytes of a key that has no public half; undefined for key pairs. */
export const secretBytesOf = (spec: KeySpec): number | undefined => SECRET_BYTES.get(spec);

const SECRET_BYTES: ReadonlyMap<KeySpec, number> = new Map([
  ['SYMMETRIC_DEFAULT', 32],
  ['HMAC_224', 28],
  ['HMAC_256', 32],
  ['HMAC_384', 48],
  ['HMAC_512', 64],
]);
