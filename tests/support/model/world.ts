// The reference model of KMS: what keys, aliases and grants there are, and what time does to them. Key material is
// a number here, and a ciphertext an opaque token beside what it holds. It knows nothing of the engine.

import { accountOf, type Caller, type PolicyName } from './cast.ts';
import type { State } from './state-table.ts';

export const REGIONS = ['us-east-1', 'eu-west-1'] as const;
export type Region = (typeof REGIONS)[number];

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export type Spec = 'SYMMETRIC_DEFAULT' | 'HMAC_256' | 'ECC_NIST_P256' | 'ECC_NIST_EDWARDS25519';
export type Usage = 'ENCRYPT_DECRYPT' | 'GENERATE_VERIFY_MAC' | 'SIGN_VERIFY';

/** What related keys share; a key of a single Region has it for itself. */
export interface Family {
  readonly id: string;
  readonly owner: string;
  readonly spec: Spec;
  readonly usage: Usage;
  readonly origin: 'AWS_KMS' | 'EXTERNAL';
  readonly isMultiRegion: boolean;
  primary: Region;
  /** Of KMS's own material: how many there were. */
  generations: number;
  /** Rotations that somebody asked for. */
  demands: number;
  /** KeyMaterialId of imported secrets. */
  readonly names: Map<number, string>;
  /** Of imported material: which secrets were put to use, in their order. */
  readonly secrets: number[];
  /** Imported, and not in use before a rotation. */
  pending?: number;
  rotation?: { readonly period: number; next: number };
}

export interface Key {
  readonly family: Family;
  readonly region: Region;
  state: State;
  policy: PolicyName;
  readonly tags: Map<string, string>;
  readonly grants: Grant[];
  /** Imported secrets that are here now, and until when. */
  readonly held: Map<number, number>;
  deletedAt?: number;
  /** When Creating or Updating is over at the latest. */
  settledAt?: number;
  /** Of a primary that waits for its replicas: the days that it waits afterwards. */
  window?: number;
  isGone?: true;
}

export interface Grant {
  readonly id: string;
  readonly tokens: string[];
  readonly key: Key;
  readonly grantee: Caller;
  readonly retiring: Caller | undefined;
  readonly operations: readonly string[];
  readonly constraint: Constraint | undefined;
  readonly issuer: string;
  readonly name: string | undefined;
  isEnded?: true;
}

export interface Constraint {
  readonly kind: 'EncryptionContextEquals' | 'EncryptionContextSubset';
  readonly pairs: Context;
}

export type Context = Readonly<Record<string, string>>;

/** A blob, and what it holds: the text, where the model knows it. */
export interface Token {
  readonly bytes: Uint8Array;
  readonly key: Key;
  readonly context: Context;
  readonly length: number;
  text?: Uint8Array;
}

/** A signature or code. */
export interface Proof {
  readonly bytes: Uint8Array;
  readonly family: Family;
  readonly message: number;
  readonly algorithm: string;
}

export interface Parcel {
  readonly token: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly key: Key;
  readonly end: number;
}

export class World {
  readonly keys: Key[] = [];
  readonly aliases = new Map<string, Key>();
  readonly grants: Grant[] = [];
  readonly tokens: Token[] = [];
  readonly proofs: Proof[] = [];
  readonly parcels: Parcel[] = [];
  now: number;

  constructor(now: number) {
    this.now = now;
  }

  find(owner: string, region: Region, id: string): Key | undefined {
    return this.keys.find(
      (key) =>
        !key.isGone && key.family.id === id && key.family.owner === owner && key.region === region,
    );
  }

  relatives({ family }: Key): readonly Key[] {
    return this.keys.filter((key) => key.family === family && !key.isGone);
  }

  primaryOf({ family }: Key): Key | undefined {
    return this.keys.find(
      (key) => key.family === family && key.region === family.primary && !key.isGone,
    );
  }

  schedule(key: Key, days: number): void {
    const others = this.relatives(key).length - 1;
    if (key.family.isMultiRegion && key.region === key.family.primary && others > 0) {
      key.state = 'PendingReplicaDeletion';
      key.window = days;
      return;
    }
    key.state = 'PendingDeletion';
    key.deletedAt = this.now + days * DAY;
    delete key.window;
  }

  /** AWS says "a few seconds"; nothing here waits for less than a minute. */
  passInto(key: Key, state: 'Creating' | 'Updating'): void {
    key.state = state;
    key.settledAt = this.now + MINUTE / 2;
  }

  rotate(family: Family, at: number): void {
    family.generations += 1;
    if (family.rotation) family.rotation.next = at + family.rotation.period;
  }

  /** Whatever falls due by then, one thing after the other. */
  wait(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const [first] = this.#due()
        .filter(({ at }) => at <= end)
        .sort((one, other) => one.at - other.at);
      if (!first) break;
      this.now = Math.max(this.now, first.at);
      first.run();
    }
    this.now = end;
  }

  #due(): { readonly at: number; readonly run: () => void }[] {
    return this.keys
      .filter(({ isGone }) => !isGone)
      .flatMap((key) => [
        ...this.#settling(key),
        ...this.#deletion(key),
        ...this.#rotation(key),
        ...this.#expiry(key),
      ]);
  }

  #settling(key: Key) {
    const { state, settledAt } = key;
    if ((state !== 'Creating' && state !== 'Updating') || settledAt === undefined) return [];
    const run = (): void => {
      key.state = state === 'Updating' || isComplete(key) ? 'Enabled' : 'PendingImport';
    };
    return [{ at: settledAt, run }];
  }

  #deletion(key: Key) {
    if (key.state !== 'PendingDeletion' || key.deletedAt === undefined) return [];
    const run = (): void => {
      const primary = this.primaryOf(key);
      key.isGone = true;
      for (const [name, aliased] of this.aliases) if (aliased === key) this.aliases.delete(name);
      for (const grant of key.grants) grant.isEnded = true;
      // It waited for its last replica; now its own time begins.
      const isLast = primary && this.relatives(primary).length === 1;
      if (isLast && primary.window !== undefined) this.schedule(primary, primary.window);
    };
    return [{ at: key.deletedAt, run }];
  }

  /** A date that comes while the key does not serve is made up for by EnableKey. */
  #rotation(key: Key) {
    const { family } = key;
    const { rotation } = family;
    const serves = key.state === 'Enabled' || key.state === 'Updating';
    if (!rotation || !serves || key.region !== family.primary) return [];
    const run = (): void => {
      this.rotate(family, this.now);
    };
    return [{ at: rotation.next, run }];
  }

  #expiry(key: Key) {
    return key.family.secrets.flatMap((secret) => {
      const at = key.held.get(secret) ?? Infinity;
      const run = (): void => {
        lose(key, secret);
      };
      return at === Infinity ? [] : [{ at, run }];
    });
  }
}

/** A key serves nobody while any material is missing that it has ever used. */
export const isComplete = ({ family, held }: Key): boolean =>
  family.origin === 'AWS_KMS' ||
  (family.secrets.length > 0 && family.secrets.every((secret) => held.has(secret)));

export function lose(key: Key, secret: number): void {
  key.held.delete(secret);
  if (!key.family.secrets.includes(secret)) return;
  if (key.state === 'Enabled' || key.state === 'Disabled' || key.state === 'Updating') {
    key.state = 'PendingImport';
  }
}

export const arnOfKey = ({ family, region }: Pick<Key, 'family' | 'region'>): string =>
  `arn:aws:kms:${region}:${family.owner}:key/${family.id}`;

export const aliasPlace = (caller: Caller, region: Region, name: string): string =>
  `${accountOf(caller)} ${region} ${name}`;

export const isReplica = ({ family, region }: Key): boolean =>
  family.isMultiRegion && family.primary !== region;
