// An external key manager: hardware of yours, outside AWS, with keys that AWS never sees. Key bytes sit in a
// private field and leave through no method.

import { NONCE_BYTES, open, seal } from '../crypto/aead.ts';
import { concat } from '../crypto/bytes.ts';
import type { Entropy } from '../crypto/drbg.ts';
import { refused } from './errors.ts';

export const EXTERNAL_KEY_SPECS = ['AES_256', 'AES_128', 'RSA_2048'] as const;
export const EXTERNAL_KEY_STATUSES = ['ENABLED', 'DISABLED', 'DESTROYED'] as const;
export const EXTERNAL_KEY_USAGES = ['ENCRYPT', 'DECRYPT', 'SIGN', 'VERIFY'] as const;
type Usage = (typeof EXTERNAL_KEY_USAGES)[number];

export interface ExternalKey {
  readonly spec: (typeof EXTERNAL_KEY_SPECS)[number];
  readonly status: (typeof EXTERNAL_KEY_STATUSES)[number];
  readonly usages: readonly Usage[];
}

interface Kept extends ExternalKey {
  readonly bytes: Uint8Array;
}

const KEY_BYTES = 32;
const NEW: ExternalKey = { spec: 'AES_256', status: 'ENABLED', usages: ['ENCRYPT', 'DECRYPT'] };

export class ExternalKeyManager {
  readonly #keys = new Map<string, Kept>();

  /** Makes a key, or changes one. What is left out stays as it was. */
  put(id: string, change: Partial<ExternalKey>, entropy: Entropy): void {
    const before = this.#keys.get(id) ?? { ...NEW, bytes: entropy.bytes(KEY_BYTES) };
    const after = { ...before, ...change };
    if (after.status === 'DESTROYED') {
      after.bytes.fill(0);
      this.#keys.delete(id);
    } else {
      this.#keys.set(id, after);
    }
  }

  /** Leaves: what is known of the key. */
  metadata(id: string): ExternalKey {
    const { spec, status, usages } = this.#kept(id);
    return { spec, status, usages };
  }

  /** Leaves: the second layer, behind the header that it binds. */
  encrypt(id: string, plaintext: Uint8Array, bound: Bound, entropy: Entropy): Uint8Array {
    const { bytes } = this.#able(id, 'ENCRYPT');
    const nonce = entropy.bytes(NONCE_BYTES);
    return concat(bound.header, nonce, seal(bytes, nonce, plaintext, aadOf(bound)));
  }

  /** Leaves: what lies under the second layer. */
  decrypt(id: string, sealed: Uint8Array, bound: Bound): Uint8Array {
    const { bytes } = this.#able(id, 'DECRYPT');
    const nonce = sealed.slice(0, NONCE_BYTES);
    const plaintext = open(bytes, nonce, sealed.slice(NONCE_BYTES), aadOf(bound));
    if (!plaintext) throw refused('InvalidCiphertextException');
    return plaintext;
  }

  #able(id: string, usage: Usage): Kept {
    const key = this.#kept(id);
    if (key.status !== 'ENABLED') throw refused('InvalidStateException');
    if (key.spec !== 'AES_256' || !key.usages.includes(usage)) {
      throw refused('InvalidKeyUsageException');
    }
    return key;
  }

  #kept(id: string): Kept {
    const key = this.#keys.get(id);
    if (!key) throw refused('KeyNotFoundException');
    return key;
  }
}

/** What is authenticated and not encrypted: KMS's header, of one length always, and the encryption context. */
export interface Bound {
  readonly header: Uint8Array;
  readonly additional: Uint8Array;
}

const aadOf = ({ header, additional }: Bound): Uint8Array => concat(header, additional);
