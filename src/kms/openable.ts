// How a ciphertext is to be made or opened: by which algorithm, with which context, under which of the materials
// that a key still keeps.

import { refuse } from '../aws/errors.ts';
import type { Call } from '../aws/operation.ts';
import { decode } from './ciphertext.ts';
import type { EncryptionContext } from './context.ts';
import { errors } from './errors.ts';
import type { Sealed, Under, Way } from './hsm.ts';
import { currentMaterial, type KmsKey, type Material } from './key.ts';
import { materialIdOf } from './key-stores/framing.ts';
import type { TwiceSealed } from './key-stores/work.ts';
import { requireAlgorithm } from './refusals.ts';
import { boundContext, materialsForDecrypt } from './rules.ts';
import type { EncryptionAlgorithm } from './specs.ts';

export interface Asked {
  readonly algorithm: EncryptionAlgorithm | undefined;
  readonly context: EncryptionContext | undefined;
}

export interface Openable {
  readonly under: Under;
  readonly sealed: Sealed | TwiceSealed;
}

/** Throws where this key does not know the algorithm, or the algorithm no context. */
export function wayFor({ cloud }: Pick<Call, 'cloud'>, key: KmsKey, asked: Asked): Way {
  const { algorithm = 'SYMMETRIC_DEFAULT', context } = asked;
  requireAlgorithm(algorithm, key);
  if (algorithm === 'SYMMETRIC_DEFAULT') {
    return { algorithm, context: cloud.rule(boundContext)(context) };
  }
  if (algorithm === 'SM2PKE') throw errors.chinaOnly(key.spec);
  if (context && Object.keys(context).length > 0) throw errors.contextWithPublicKey();
  return { algorithm };
}

/** Throws where the blob is none, or where no generation that is kept can have sealed it. */
export function openable(
  call: Pick<Call, 'cloud'>,
  key: KmsKey,
  blob: Uint8Array | undefined,
  asked: Asked,
): Openable {
  if (!blob) throw errors.invalidCiphertext();
  const { algorithm = 'SYMMETRIC_DEFAULT' } = asked;
  const id = algorithm === 'SYMMETRIC_DEFAULT' ? materialIdOf(blob) : '';
  // Recorded: RSA's ciphertext, opened as if it were symmetric, is none. The algorithm is not blamed.
  if (id === undefined) throw errors.invalidCiphertext();
  const way = wayFor(call, key, asked);
  if (way.algorithm !== 'SYMMETRIC_DEFAULT') {
    const under = { key, material: currentMaterial(key) };
    return { under, sealed: { algorithm: way.algorithm, ciphertext: blob } };
  }
  const isTwice = key.origin === 'EXTERNAL_KEY_STORE';
  const envelope = isTwice ? undefined : decode(blob);
  if (envelope === null) throw errors.invalidCiphertext();
  const under = { key, material: materialOf(call, key, id) };
  return { under, sealed: envelope ? { ...way, envelope } : { ...way, outer: blob } };
}

function materialOf({ cloud }: Pick<Call, 'cloud'>, key: KmsKey, id: string): Material {
  const material = cloud
    .rule(materialsForDecrypt)(key)
    .find((one) => one.id === id);
  if (material) return material;
  throw refuse(
    'KMSInvalidStateException',
    `${key.arn} has no material for this ciphertext.`,
    'No generation of this key that is still kept has sealed this blob.',
  );
}
