// The boundary. Key material exists in this module and nowhere else: it sits in a private field, leaves
// through no method, and each method is a whole deed, so that no caller ever holds bytes that it does not
// return. Of each method ask: what leaves?

import type { Call } from '../aws/operation.ts';
import { open, seal, TAG_BYTES } from '../crypto/aead.ts';
import { concat, hex, uint32be, utf8 } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import { keyedCounterModeKdf, type CounterModeKdf } from '../crypto/kdf.ts';
import { headerOf, INNER_HEADER, ORIGIN, type Envelope, type Origin } from './ciphertext.ts';
import { contextBytes, type EncryptionContext } from './context.ts';
import { errors } from './errors.ts';
import type { KmsKey, Material } from './key.ts';

const KEY_BYTES = 32;
/** SP 800-108: Label ‖ 0x00 ‖ Context ‖ [L]. AWS does not publish its label; this one is ours. */
const LABEL = concat(utf8('Glassbox KMS'), Uint8Array.of(0));
const KEY_BITS = uint32be(8 * KEY_BYTES);

/** A generation of a key's material, by name. */
export interface Under {
  readonly key: KmsKey;
  readonly material: Material;
}

export class Hsm {
  readonly #materials = new Map<string, Kept>();

  /** Leaves: the names of the new material. */
  generateMaterial(call: Call, keyId: string, generation: number): Material {
    const facts = { KeyId: keyId, Generation: generation };
    const names = call.deed('hsm:GenerateMaterial', facts, (inner) =>
      inner.deed('hsm:DrawMaterial', facts, ({ entropy }) => {
        const bytes = entropy.bytes(KEY_BYTES);
        const id = hex(sha256(concat(utf8(keyId), bytes)));
        const backingId = sha256(utf8(`backing|${id}`));
        this.#materials.set(id, { bytes, derive: keyedCounterModeKdf(bytes), backingId });
        return { MaterialId: id, BackingId: hex(backingId) };
      }),
    );
    return { id: names.MaterialId, backingId: names.BackingId, generation, createdAt: call.now };
  }

  /** Leaves: the sealed blob. */
  encrypt(call: Call, under: Under, plaintext: Uint8Array, context: EncryptionContext): Uint8Array {
    const facts = { ...namesOf(under), Plaintext: plaintext };
    return call.deed('hsm:Encrypt', facts, (inner) => ({
      CiphertextBlob: this.#seal(inner, under, plaintext, context, ORIGIN.encrypt),
    })).CiphertextBlob;
  }

  /** Leaves: the plaintext. Refuses where the tag does not fit. */
  decrypt(call: Call, under: Under, envelope: Envelope, context: EncryptionContext): Uint8Array {
    return call.deed('hsm:Decrypt', namesOf(under), (inner) => ({
      Plaintext: this.#open(inner, under, envelope, context),
    })).Plaintext;
  }

  /** Leaves: the blob, sealed anew. The plaintext in between does not. */
  reEncrypt(
    call: Call,
    source: { under: Under; envelope: Envelope; context: EncryptionContext },
    destination: { under: Under; context: EncryptionContext },
  ): Uint8Array {
    return call.deed('hsm:ReEncrypt', namesOf(destination.under), (inner) => {
      const plaintext = this.#open(inner, source.under, source.envelope, source.context);
      const { under, context } = destination;
      return { CiphertextBlob: this.#seal(inner, under, plaintext, context, ORIGIN.encrypt) };
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
          ({ entropy }) => ({
            DataKey: entropy.bytes(bytes),
          }),
        );
        return {
          Plaintext: DataKey,
          CiphertextBlob: this.#seal(inner, under, DataKey, context, origin),
        };
      },
    );
  }

  /** Leaves: random bytes that belong to no key. */
  random(call: Call, bytes: number): Uint8Array {
    return call.deed('hsm:GenerateRandom', { NumberOfBytes: bytes }, ({ entropy }) => ({
      Plaintext: entropy.bytes(bytes),
    })).Plaintext;
  }

  /** Leaves: nothing, for ever. */
  destroy(materials: readonly Material[]): void {
    for (const { id } of materials) {
      this.#materials.get(id)?.bytes.fill(0);
      this.#materials.delete(id);
    }
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
      const { backingId, derive } = this.#kept(under.material);
      const nonce = entropy.bytes(16);
      const iv = entropy.bytes(12);
      const inner = concat(INNER_HEADER, plaintext);
      const header = headerOf({ origin, backingId, nonce, iv }, inner.length + TAG_BYTES);
      const key = derive(fixedInputOf(nonce), KEY_BYTES);
      return { CiphertextBlob: concat(header, seal(key, iv, inner, aadOf(context, header))) };
    }).CiphertextBlob;
  }

  #open(call: Call, under: Under, envelope: Envelope, context: EncryptionContext): Uint8Array {
    return call.deed('hsm:Open', namesOf(under), () => {
      const { header, nonce, iv, sealed } = envelope;
      const key = this.#kept(under.material).derive(fixedInputOf(nonce), KEY_BYTES);
      const inner = open(key, iv, sealed, aadOf(context, header));
      if (!inner) throw errors.invalidCiphertext();
      return { Plaintext: inner.slice(INNER_HEADER.length) };
    }).Plaintext;
  }

  #kept({ id }: Material): Kept {
    const kept = this.#materials.get(id);
    if (!kept) throw new TypeError(`material ${id} is not in this HSM`);
    return kept;
  }
}

/** One generation of material. The key of each blob is derived: random 96-bit nonces then never meet under one. */
interface Kept {
  readonly bytes: Uint8Array;
  readonly derive: CounterModeKdf;
  /** Its name in blobs. */
  readonly backingId: Uint8Array;
}

const fixedInputOf = (nonce: Uint8Array): Uint8Array => concat(LABEL, nonce, KEY_BITS);

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
