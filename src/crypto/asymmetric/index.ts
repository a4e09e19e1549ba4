// The suites, handed in to whoever needs them: one row for each key spec, and the verbs that find their row.

import type { KeyPairSpec, Suites } from '../suites.ts';
import { edwards } from './edwards.ts';
import { unwrap, unwrapWithPadding, wrap, wrapWithPadding } from './key-wrap.ts';
import { latticeKem, latticeSigner } from './lattices.ts';
import { encrypt } from './oaep.ts';
import { rsa } from './rsa.ts';
import type { Scheme } from './scheme.ts';
import { weierstrass } from './weierstrass.ts';

const schemes: Readonly<Record<KeyPairSpec, Scheme>> = {
  RSA_2048: rsa('RSA_2048'),
  RSA_3072: rsa('RSA_3072'),
  RSA_4096: rsa('RSA_4096'),
  ECC_NIST_P256: weierstrass('ECC_NIST_P256'),
  ECC_NIST_P384: weierstrass('ECC_NIST_P384'),
  ECC_NIST_P521: weierstrass('ECC_NIST_P521'),
  ECC_SECG_P256K1: weierstrass('ECC_SECG_P256K1'),
  ECC_NIST_EDWARDS25519: edwards(),
  ML_DSA_44: latticeSigner('ML_DSA_44'),
  ML_DSA_65: latticeSigner('ML_DSA_65'),
  ML_DSA_87: latticeSigner('ML_DSA_87'),
  ML_KEM_512: latticeKem('ML_KEM_512'),
  ML_KEM_768: latticeKem('ML_KEM_768'),
  ML_KEM_1024: latticeKem('ML_KEM_1024'),
};

export const suites: Suites = {
  generateKeyPair: (spec, entropy) => schemes[spec].generate(entropy),
  readKeyPair: (spec, pkcs8) => schemes[spec].read(pkcs8),
  sign: (pair, ...rest) => verb(pair.spec, 'sign')(pair, ...rest),
  verify: (publicKey, spec, ...rest) => verb(spec, 'verify')(publicKey, ...rest),
  encrypt,
  decrypt: (pair, ...rest) => verb(pair.spec, 'decrypt')(pair, ...rest),
  agree: (pair, peer) => verb(pair.spec, 'agree')(pair, peer),
  encapsulate: (publicKey, spec, entropy) => verb(spec, 'encapsulate')(publicKey, entropy),
  decapsulate: (pair, ciphertext) => verb(pair.spec, 'decapsulate')(pair, ciphertext),
  wrapWithPadding,
  unwrapWithPadding,
  wrap,
  unwrap,
};

function verb<Name extends keyof Scheme>(spec: KeyPairSpec, name: Name): NonNullable<Scheme[Name]> {
  const deed = schemes[spec][name];
  if (!deed) throw new TypeError(`${spec} cannot ${name}`);
  return deed;
}
