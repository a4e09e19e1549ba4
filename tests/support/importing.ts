// The owner of key material, who wraps it outside AWS: everything here is done by Node's own cryptography.

import {
  constants,
  createCipheriv,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Span } from '../../src/aws/trace.ts';
import type { WrappingAlgorithm } from '../../src/crypto/suites.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { bytesOf, call, outputOf } from './cloud.ts';

type Asked = Calls['kms:GetParametersForImport'];

export interface ImportParameters {
  readonly KeyId: string;
  readonly ImportToken: Uint8Array;
  readonly PublicKey: Uint8Array;
  readonly algorithm: WrappingAlgorithm;
}

export function parametersFor(
  cloud: Cloud,
  KeyId: string,
  algorithm: WrappingAlgorithm = 'RSAES_OAEP_SHA_256',
  WrappingKeySpec: Asked['WrappingKeySpec'] = 'RSA_2048',
): ImportParameters {
  const input: Asked = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec };
  const span = call(cloud, 'kms:GetParametersForImport', input);
  outputOf(span);
  const ImportToken = bytesOf(span, 'ImportToken');
  return { KeyId, ImportToken, PublicKey: bytesOf(span, 'PublicKey'), algorithm };
}

export function wrapped(
  { PublicKey, algorithm }: Pick<ImportParameters, 'PublicKey' | 'algorithm'>,
  material: Uint8Array,
): Uint8Array {
  const oaepHash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256';
  const direct = (bytes: Uint8Array): Uint8Array =>
    publicEncrypt(
      {
        key: createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' }),
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash,
      },
      bytes,
    );
  if (algorithm.startsWith('RSAES_OAEP_')) return direct(material);
  const ephemeral = randomBytes(32);
  // RFC 5649 fixes the first half of the initial value.
  const cipher = createCipheriv('id-aes256-wrap-pad', ephemeral, Buffer.from('a65959a6', 'hex'));
  return Buffer.concat([direct(ephemeral), cipher.update(material), cipher.final()]);
}

type More = Omit<Calls['kms:ImportKeyMaterial'], 'KeyId' | 'ImportToken' | 'EncryptedKeyMaterial'>;

export const FOR_EVER: More = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };

export const importInto = (
  cloud: Cloud,
  parameters: ImportParameters,
  material: Uint8Array,
  more: More = FOR_EVER,
): Span =>
  call(cloud, 'kms:ImportKeyMaterial', {
    KeyId: parameters.KeyId,
    ImportToken: parameters.ImportToken,
    EncryptedKeyMaterial: wrapped(parameters, material),
    ...more,
  });
