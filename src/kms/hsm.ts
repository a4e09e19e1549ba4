// The boundary. Key material exists in this module and nowhere else: it sits in a private field, leaves
// through no method, and each method is a whole deed, so that no caller ever holds bytes that it does not
// return. Of each method ask: what leaves?

import type { Call } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import { open, seal, TAG_BYTES } from '../crypto/aead.ts';
import { concat, equalBytes, fromHex, hex, uint32be, utf8 } from '../crypto/bytes.ts';
import { mac, sha256 } from '../crypto/hash.ts';
import { keyedCounterModeKdf, type CounterModeKdf } from '../crypto/kdf.ts';
import type {
  KeyPair,
  KeyPairSpec,
  OaepAlgorithm,
  SignedMessage,
  SigningAlgorithm,
  Suites,
  WrappingAlgorithm,
} from '../crypto/suites.ts';
import { headerOf, INNER_HEADER, ORIGIN, type Envelope, type Origin } from './ciphertext.ts';
import { contextBytes, type EncryptionContext } from './context.ts';
import { errors } from './errors.ts';
import { importErrors } from './imports/errors.ts';
import type { KmsKey, Material } from './key.ts';
import { limits } from './limits.ts';
import { longestPlaintext, secretBytesOf, type KeySpec, type MacAlgorithm } from './specs.ts';

const KEY_BYTES = 32;
/** SP 800-108: Label ‖ 0x00 ‖ Context ‖ [L]. AWS does not publish its label; this one is ours. */
const LABEL = concat(utf8('Glassbox KMS'), Uint8Array.of(0));
const KEY_BITS = uint32be(8 * KEY_BYTES);

/** A generation of a key's material, by name. */
export interface Under {
  readonly key: KmsKey;
  readonly material: Material;
}

/** How a ciphertext is made and opened. Only the symmetric algorithm binds a context. */
export type Way =
  | { readonly algorithm: 'SYMMETRIC_DEFAULT'; readonly context: EncryptionContext }
  | { readonly algorithm: OaepAlgorithm };

/** A ciphertext, read as far as it can be: RSA's says nothing of itself. */
export type Sealed =
  SymmetricSealed | { readonly algorithm: OaepAlgorithm; readonly ciphertext: Uint8Array };

interface SymmetricSealed {
  readonly algorithm: 'SYMMETRIC_DEFAULT';
  readonly context: EncryptionContext;
  readonly envelope: Envelope;
}

/** How material travels into the HSM. */
export interface Wrapping {
  readonly algorithm: WrappingAlgorithm;
  readonly spec: 'RSA_2048' | 'RSA_3072' | 'RSA_4096';
}

/** Wrapped material, and the token that tells with which key. */
export interface Parcel {
  readonly token: Uint8Array;
  readonly wrapped: Uint8Array;
}

type Named = Pick<Material, 'id' | 'publicKey'>;

export class Hsm {
  readonly #materials = new Map<string, Kept>();
  readonly #wrappingKeys = new Map<string, WrappingKey>();

  /** Leaves: the names of the new material, and the public half where there is one. */
  generateMaterial(
    call: Call,
    { id, spec }: Pick<KmsKey, 'id' | 'spec'>,
    generation: number,
  ): Material {
    const facts = { KeyId: id, Generation: generation };
    const names = call.deed('hsm:GenerateMaterial', facts, (inner) =>
      inner.deed('hsm:DrawMaterial', facts, (drawing) => this.#keep(id, drawn(drawing, spec))),
    );
    return { ...materialOf(names), generation, createdAt: call.now };
  }

  /** Leaves: a public key to wrap material with, and a token that stands for its private half. */
  prepareImport(
    call: Call,
    { id }: Pick<KmsKey, 'id'>,
    { algorithm, spec }: Wrapping,
  ): { PublicKey: Uint8Array; ImportToken: Uint8Array } {
    const facts = { KeyId: id, WrappingAlgorithm: algorithm, WrappingKeySpec: spec };
    return call.deed('hsm:PrepareImport', facts, ({ cloud, entropy }) => {
      const pair = cloud.suites.generateKeyPair(spec, entropy);
      const token = entropy.bytes(TOKEN_BYTES);
      this.#wrappingKeys.set(nameOfToken(token), { token, keyId: id, algorithm, pair });
      return { PublicKey: pair.publicKey, ImportToken: token.slice() };
    });
  }

  /** Leaves: nothing. The token is still known, as one that has expired. */
  endImport(token: Uint8Array): void {
    const key = this.#wrappingKeys.get(nameOfToken(token));
    key?.pair?.privateKey.fill(0);
    if (key) delete key.pair;
  }

  /** Leaves: the names of the material. By its id alone `admit` decides, and refuses, whether it may stay. */
  importMaterial(
    call: Call,
    { id, spec }: Pick<KmsKey, 'id' | 'spec'>,
    { token, wrapped }: Parcel,
    admit: (materialId: string) => void,
  ): Named {
    const facts = { KeyId: id, EncryptedKeyMaterial: wrapped };
    const names = call.deed('hsm:ImportMaterial', facts, (inner) => {
      const { algorithm, pair } = this.#wrappingKey(id, token);
      const within = { KeyId: id, WrappingAlgorithm: algorithm };
      return inner.deed('hsm:UnwrapMaterial', within, ({ cloud: { suites } }) => {
        const bytes = suites.unwrap(algorithm, pair, wrapped);
        const secret = bytes && imported(suites, spec, bytes);
        if (!secret) throw errors.invalidCiphertext();
        try {
          return this.#keep(id, secret, admit);
        } catch (error) {
          wipe(secret);
          throw error;
        }
      });
    });
    return materialOf(names);
  }

  /** Leaves: nothing. The material can be imported again. */
  dropMaterial(call: Call, under: Under): void {
    call.deed('hsm:DropMaterial', namesOf(under), () => {
      this.destroy([under.material]);
      return {};
    });
  }

  /** Leaves: the sealed blob. */
  encrypt(call: Call, under: Under, plaintext: Uint8Array, way: Way): Uint8Array {
    const facts = { ...namesOf(under), Plaintext: plaintext };
    return call.deed('hsm:Encrypt', facts, (inner) => ({
      CiphertextBlob: this.#encrypt(inner, under, plaintext, way),
    })).CiphertextBlob;
  }

  /** Leaves: the plaintext. Refuses where the tag or the padding does not fit. */
  decrypt(call: Call, under: Under, sealed: Sealed): Uint8Array {
    return call.deed('hsm:Decrypt', namesOf(under), (inner) => ({
      Plaintext: this.#decrypt(inner, under, sealed),
    })).Plaintext;
  }

  /** Leaves: the blob, sealed anew. The plaintext in between does not. */
  reEncrypt(
    call: Call,
    source: { readonly under: Under; readonly sealed: Sealed },
    destination: { readonly under: Under; readonly way: Way },
  ): Uint8Array {
    const { under, way } = destination;
    return call.deed('hsm:ReEncrypt', namesOf(under), (inner) => {
      const plaintext = this.#decrypt(inner, source.under, source.sealed);
      return { CiphertextBlob: this.#encrypt(inner, under, plaintext, way) };
    }).CiphertextBlob;
  }

  /** Leaves: a new data key, and the same key sealed. */
  generateDataKey(
    call: Call,
    under: Under,
    request: { bytes: number; origin: Origin; context: EncryptionContext },
  ): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
    const { bytes, origin, context } = request;
    return call.deed(
      'hsm:GenerateDataKey',
      { ...namesOf(under), NumberOfBytes: bytes },
      (inner) => {
        const { DataKey } = inner.deed(
          'hsm:DrawDataKey',
          { NumberOfBytes: bytes },
          ({ entropy }) => ({ DataKey: entropy.bytes(bytes) }),
        );
        return {
          Plaintext: DataKey,
          CiphertextBlob: this.#seal(inner, under, DataKey, context, origin),
        };
      },
    );
  }

  /** Leaves: a new key pair, and its private key sealed. */
  generateDataKeyPair(
    call: Call,
    under: Under,
    request: { spec: KeyPairSpec; context: EncryptionContext },
  ): { PublicKey: Uint8Array; PrivateKeyPlaintext: Uint8Array; CiphertextBlob: Uint8Array } {
    const { spec, context } = request;
    const facts = { ...namesOf(under), KeyPairSpec: spec };
    return call.deed('hsm:GenerateDataKeyPair', facts, (inner) => {
      const { PublicKey, DataKey } = inner.deed(
        'hsm:DrawDataKeyPair',
        { KeyPairSpec: spec },
        ({ cloud, entropy }) => {
          const { publicKey, privateKey } = cloud.suites.generateKeyPair(spec, entropy);
          return { PublicKey: publicKey, DataKey: privateKey };
        },
      );
      // Of key pairs no blob is on record: the byte that tells the origin is that of data keys by spec.
      const blob = this.#seal(inner, under, DataKey, context, ORIGIN.dataKeyBySpec);
      return { PublicKey, PrivateKeyPlaintext: DataKey, CiphertextBlob: blob };
    });
  }

  /** Leaves: the signature. */
  sign(call: Call, under: Under, algorithm: SigningAlgorithm, message: SignedMessage): Uint8Array {
    const facts = { ...namesOf(under), Message: message.bytes, SigningAlgorithm: algorithm };
    return call.deed('hsm:Sign', facts, ({ cloud, entropy }) => ({
      Signature: cloud.suites.sign(this.#pair(under), algorithm, message, entropy),
    })).Signature;
  }

  /** Leaves: yes, or a refusal. */
  verify(
    call: Call,
    under: Under,
    algorithm: SigningAlgorithm,
    signed: { readonly message: SignedMessage; readonly signature: Uint8Array },
  ): void {
    const { message, signature } = signed;
    const facts = { ...namesOf(under), Message: message.bytes, Signature: signature };
    call.deed('hsm:Verify', facts, ({ cloud }) => {
      const { publicKey, spec } = this.#pair(under);
      const fits = cloud.suites.verify(publicKey, spec, algorithm, message, signature);
      if (!fits) throw errors.invalidSignature();
      return {};
    });
  }

  /** Leaves: the code. */
  generateMac(call: Call, under: Under, algorithm: MacAlgorithm, message: Uint8Array): Uint8Array {
    const facts = { ...namesOf(under), Message: message };
    return call.deed('hsm:GenerateMac', facts, () => ({
      Mac: mac(algorithm, this.#bytes(under), message),
    })).Mac;
  }

  /** Leaves: yes, or a refusal. The code that would have been right stays inside. */
  verifyMac(
    call: Call,
    under: Under,
    algorithm: MacAlgorithm,
    { message, code }: { readonly message: Uint8Array; readonly code: Uint8Array },
  ): void {
    const facts = { ...namesOf(under), Message: message, Mac: code };
    call.deed('hsm:VerifyMac', facts, () => {
      if (!equalBytes(mac(algorithm, this.#bytes(under), message), code)) {
        throw errors.invalidMac();
      }
      return {};
    });
  }

  /** Leaves: the secret that both sides share. */
  deriveSharedSecret(call: Call, under: Under, peer: Uint8Array): Uint8Array {
    const facts = { ...namesOf(under), PublicKey: peer };
    return call.deed('hsm:DeriveSharedSecret', facts, ({ cloud }) => {
      const secret = cloud.suites.agree(this.#pair(under), peer);
      if (!secret) throw errors.invalidPeer();
      return { SharedSecret: secret };
    }).SharedSecret;
  }

  /** Leaves: a new secret, and the same secret sealed to the public key. */
  encapsulate(
    call: Call,
    under: Under,
  ): { SharedSecret: Uint8Array; SharedSecretCiphertextBlob: Uint8Array } {
    return call.deed('hsm:Encapsulate', namesOf(under), ({ cloud, entropy }) => {
      const { publicKey, spec } = this.#pair(under);
      const made = cloud.suites.encapsulate(publicKey, spec, entropy);
      if (!made) throw new TypeError(`${under.key.spec} encapsulates nothing`);
      return { SharedSecret: made.sharedSecret, SharedSecretCiphertextBlob: made.ciphertext };
    });
  }

  /** Leaves: the secret. */
  decapsulate(call: Call, under: Under, ciphertext: Uint8Array): Uint8Array {
    return call.deed('hsm:Decapsulate', namesOf(under), ({ cloud }) => {
      const secret = cloud.suites.decapsulate(this.#pair(under), ciphertext);
      if (!secret) throw errors.invalidCiphertext();
      return { SharedSecret: secret };
    }).SharedSecret;
  }

  /** Leaves: random bytes that belong to no key. */
  random(call: Call, bytes: number): Uint8Array {
    return call.deed('hsm:GenerateRandom', { NumberOfBytes: bytes }, ({ entropy }) => ({
      Plaintext: entropy.bytes(bytes),
    })).Plaintext;
  }

  /** Leaves: the material, but only into the other HSM, where it is as hidden as here. */
  shareWith(
    call: Call,
    other: Hsm,
    { id, region, materials }: Pick<KmsKey, 'id' | 'region' | 'materials'>,
  ): void {
    const generations = materials.map(({ generation }) => generation);
    const facts = { KeyId: id, Generations: generations, Region: region };
    call.deed('hsm:ShareMaterial', facts, () => {
      for (const material of materials) {
        const kept = this.#materials.get(material.id);
        if (!kept) throw new TypeError(`material ${material.id} is not in this HSM`);
        // Each HSM has bytes of its own: what one destroys stays in the other.
        other.#materials.set(material.id, copied(kept));
      }
      return {};
    });
  }

  /** Leaves: nothing, for ever. */
  destroy(materials: readonly Material[]): void {
    for (const { id } of materials) {
      const kept = this.#materials.get(id);
      if (kept) wipe(kept);
      this.#materials.delete(id);
    }
  }

  #encrypt(call: Call, under: Under, plaintext: Uint8Array, way: Way): Uint8Array {
    if (way.algorithm === 'SYMMETRIC_DEFAULT') {
      return this.#seal(call, under, plaintext, way.context, ORIGIN.encrypt);
    }
    const { algorithm } = way;
    const facts = { ...namesOf(under), Plaintext: plaintext, EncryptionAlgorithm: algorithm };
    return call.deed('hsm:EncryptToPublicKey', facts, ({ cloud, entropy }) => {
      const { publicKey } = this.#pair(under);
      const ciphertext = cloud.suites.encrypt(publicKey, algorithm, plaintext, entropy);
      if (!ciphertext) throw tooLong(algorithm, under.key.spec);
      return { CiphertextBlob: ciphertext };
    }).CiphertextBlob;
  }

  #decrypt(call: Call, under: Under, sealed: Sealed): Uint8Array {
    if (sealed.algorithm === 'SYMMETRIC_DEFAULT') return this.#open(call, under, sealed);
    const { algorithm, ciphertext } = sealed;
    const facts = { ...namesOf(under), EncryptionAlgorithm: algorithm };
    return call.deed('hsm:DecryptWithPrivateKey', facts, ({ cloud }) => {
      const plaintext = cloud.suites.decrypt(this.#pair(under), algorithm, ciphertext);
      if (!plaintext) throw errors.invalidCiphertext();
      return { Plaintext: plaintext };
    }).Plaintext;
  }

  #seal(
    call: Call,
    under: Under,
    plaintext: Uint8Array,
    context: EncryptionContext,
    origin: Origin,
  ): Uint8Array {
    const facts = { ...namesOf(under), Plaintext: plaintext };
    return call.deed('hsm:Seal', facts, ({ entropy }) => {
      const kept = this.#kept(under);
      const nonce = entropy.bytes(16);
      const iv = entropy.bytes(12);
      const inner = concat(INNER_HEADER, plaintext);
      const variable = { origin, materialId: fromHex(under.material.id), nonce, iv };
      const header = headerOf(variable, inner.length + TAG_BYTES);
      const key = derived(kept, nonce);
      return { CiphertextBlob: concat(header, seal(key, iv, inner, aadOf(context, header))) };
    }).CiphertextBlob;
  }

  #open(call: Call, under: Under, { envelope, context }: SymmetricSealed): Uint8Array {
    return call.deed('hsm:Open', namesOf(under), () => {
      const { header, nonce, iv, sealed } = envelope;
      const key = derived(this.#kept(under), nonce);
      const inner = open(key, iv, sealed, aadOf(context, header));
      if (!inner) throw errors.invalidCiphertext();
      return { Plaintext: inner.slice(INNER_HEADER.length) };
    }).Plaintext;
  }

  #wrappingKey(keyId: string, token: Uint8Array): Required<WrappingKey> {
    const key = this.#wrappingKeys.get(nameOfToken(token));
    const isOurs = key && equalBytes(key.token, token) && key.keyId === keyId;
    if (!isOurs) throw importErrors.invalidToken();
    const { pair } = key;
    if (!pair) throw importErrors.expiredToken();
    return { ...key, pair };
  }

  #keep(keyId: string, secret: Secret, admit?: (materialId: string) => void): Names {
    const bytes = secret.pair ? secret.pair.privateKey : secret.bytes;
    const id = hex(sha256(concat(utf8(keyId), bytes)));
    admit?.(id);
    const former = this.#materials.get(id);
    if (former) wipe(former);
    this.#materials.set(id, secret);
    return { MaterialId: id, ...(secret.pair && { PublicKey: secret.pair.publicKey }) };
  }

  #kept({ material }: Under): Kept {
    const kept = this.#materials.get(material.id);
    if (!kept) throw new TypeError(`material ${material.id} is not in this HSM`);
    return kept;
  }

  #bytes(under: Under): Uint8Array {
    const { bytes } = this.#kept(under);
    if (!bytes) throw new TypeError(`${under.key.arn} is a key pair`);
    return bytes;
  }

  #pair(under: Under): KeyPair {
    const { pair } = this.#kept(under);
    if (!pair) throw new TypeError(`${under.key.arn} is no key pair`);
    return pair;
  }
}

type Secret =
  | { readonly bytes: Uint8Array; readonly pair?: undefined }
  | { readonly pair: KeyPair; readonly bytes?: undefined };

const copied = ({ bytes, pair }: Secret): Secret =>
  pair ? { pair: { ...pair, privateKey: pair.privateKey.slice() } } : { bytes: bytes.slice() };

/** One generation of material. */
type Kept = Secret & {
  /** Once it has served a blob. */
  derive?: CounterModeKdf;
};

function wipe({ bytes, pair }: Secret): void {
  bytes?.fill(0);
  pair?.privateKey.fill(0);
}

/** A pair that waits for material. Its private half is gone when the token has expired. */
interface WrappingKey {
  readonly token: Uint8Array;
  readonly keyId: string;
  readonly algorithm: WrappingAlgorithm;
  pair?: KeyPair;
}

/** AWS's tokens are longer and sealed; of ours nobody but the HSM can tell anything either. */
const TOKEN_BYTES = 48;
const TOKEN_NAME_BYTES = 16;

const nameOfToken = (token: Uint8Array): string => hex(token.subarray(0, TOKEN_NAME_BYTES));

/** What was wrapped, if it can be material of this spec: a key pair is read strictly and written anew. */
function imported(suites: Suites, spec: KeySpec, bytes: Uint8Array): Secret | null {
  const fewest = secretBytesOf(spec);
  if (fewest === undefined) {
    const pair = suites.readKeyPair(spec as KeyPairSpec, bytes);
    bytes.fill(0);
    return pair && { pair };
  }
  const most = spec === 'SYMMETRIC_DEFAULT' ? fewest : limits.importedMacKeyBytes.max;
  return bytes.length >= fewest && bytes.length <= most ? { bytes } : null;
}

interface Names extends Members {
  readonly MaterialId: string;
  readonly PublicKey?: Uint8Array;
}

const materialOf = (names: Names): Named => ({
  id: names.MaterialId,
  ...(names.PublicKey && { publicKey: names.PublicKey }),
});

function drawn({ cloud, entropy }: Call, spec: KeySpec): Secret {
  const bytes = secretBytesOf(spec);
  return bytes === undefined
    ? { pair: cloud.suites.generateKeyPair(spec as KeyPairSpec, entropy) }
    : { bytes: entropy.bytes(bytes) };
}

/** The key of one blob: random 96-bit nonces then never meet under one. */
function derived(kept: Kept, nonce: Uint8Array): Uint8Array {
  if (!kept.bytes) throw new TypeError('a key pair seals no blobs');
  kept.derive ??= keyedCounterModeKdf(kept.bytes);
  return kept.derive(concat(LABEL, nonce, KEY_BITS), KEY_BYTES);
}

const tooLong = (algorithm: OaepAlgorithm, spec: KeySpec): Error =>
  errors.plaintextTooLong(algorithm, spec, longestPlaintext(algorithm, spec));

const namesOf = ({ key, material }: Under): Record<string, unknown> => ({
  KeyId: key.id,
  MaterialId: material.id,
  Generation: material.generation,
});

/** The length comes first, so that no context can pass for the beginning of a header. */
function aadOf(context: EncryptionContext, header: Uint8Array): Uint8Array {
  const bound = contextBytes(context);
  return concat(uint32be(bound.length), bound, header);
}
