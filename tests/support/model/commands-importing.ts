// Commands about imported material.

import fc from 'fast-check';
import { plainRef } from './choices.ts';
import { command, expectSame, type Command, type Plan } from './command.ts';
import { quicklyWrapped } from './quick.ts';
import { Refused, type KeyRef, type Turn } from './turn.ts';
import { DAY, isComplete, isReplica, lose, type Key, type Parcel } from './world.ts';

function importable(turn: Turn, ref: KeyRef, operation: string): Key {
  const key = turn.admit(turn.locate(ref, operation), { operation });
  if (key.family.origin !== 'EXTERNAL') throw new Refused('UnsupportedOperationException');
  turn.requireServing(key, operation);
  return key;
}

const GetParametersForImport = command<{ key: KeyRef }>(3, { key: plainRef }, (turn, { key }) =>
  parametersFor(turn, turn.steered(key, isImported)),
);

const parametersFor = (turn: Turn, ref: KeyRef): Plan => ({
  call: 'kms:GetParametersForImport',
  input: {
    KeyId: turn.name(ref),
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  },
  judge() {
    const key = importable(turn, ref, 'GetParametersForImport');
    return ({ ImportToken, PublicKey, ParametersValidTo }) => {
      const end = turn.world.now + DAY;
      expectSame('ParametersValidTo', ParametersValidTo, end);
      const bytes = { token: ImportToken as Uint8Array, publicKey: PublicKey as Uint8Array };
      turn.world.parcels.push({ ...bytes, key, end });
    };
  },
});

const isImported = ({ family }: Key): boolean => family.origin === 'EXTERNAL';

interface Import {
  readonly key: KeyRef;
  /** The last parameters of this key, or some that were given out for any. */
  readonly parcel: number | undefined;
  /** What the key lacks, what it never had, or by chance. */
  readonly aim: 'lacking' | 'new' | 'any';
  readonly secret: number;
  readonly life: 'for ever' | '10 days' | '100 days' | 'nothing said' | 'past';
  readonly type: 'NEW_KEY_MATERIAL' | 'EXISTING_KEY_MATERIAL' | undefined;
  readonly isDamaged: boolean;
}

/** Where a key has no parameters yet, they are asked for instead. */
const ImportKeyMaterial = command<Import>(
  9,
  {
    key: plainRef,
    parcel: fc.constantFrom(...Array<undefined>(9).fill(undefined), 0, 1),
    aim: fc.constantFrom('lacking', 'new', 'any'),
    secret: fc.nat(3),
    life: fc.constantFrom(
      ...Array<'for ever'>(6).fill('for ever'),
      '10 days',
      '10 days',
      '100 days',
      'nothing said',
      'past',
    ),
    type: fc.constantFrom(
      ...[undefined, undefined, undefined],
      'NEW_KEY_MATERIAL',
      'EXISTING_KEY_MATERIAL',
    ),
    isDamaged: fc.constantFrom(...Array<boolean>(15).fill(false), true),
  },
  (turn, asked) => {
    const { world } = turn;
    const ref = turn.steered(asked.key, isImported);
    const chosen = aimed(turn.keyAt(ref), asked);
    const { parcels } = world;
    const last = parcels.findLast(({ key }) => key === turn.keyAt(ref));
    const parcel = chosen.parcel === undefined ? last : parcels[chosen.parcel % parcels.length];
    if (!last && ref.isFit === true) return parametersFor(turn, ref);
    const { life, type } = chosen;
    const ends = {
      '10 days': world.now + 10 * DAY,
      '100 days': world.now + 100 * DAY,
      past: world.now,
    };
    const ValidTo = life in ends ? ends[life as keyof typeof ends] : undefined;
    const secret = new Uint8Array(chosen.isDamaged ? 31 : 32).fill(1 + chosen.secret);
    return {
      call: 'kms:ImportKeyMaterial',
      input: {
        KeyId: turn.name(ref),
        ImportToken: parcel?.token ?? NO_TOKEN,
        EncryptedKeyMaterial: quicklyWrapped(parcel?.publicKey ?? NO_TOKEN, secret),
        ImportType: type,
        ValidTo,
        ...(life === 'for ever' && { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }),
      },
      judge() {
        const key = importable(turn, ref, 'ImportKeyMaterial');
        if (life === 'nothing said' || life === 'past') throw new Refused('ValidationException');
        if (type === 'NEW_KEY_MATERIAL' && isReplica(key)) throw new Refused('ValidationException');
        requireParcel(turn, parcel, key);
        if (chosen.isDamaged) throw new Refused('InvalidCiphertextException');
        requireWelcome(key, chosen);
        return ({ KeyMaterialId }) => {
          takeIn(key, chosen.secret, ValidTo ?? Infinity);
          const { names } = key.family;
          const name = String(KeyMaterialId);
          expectSame('KeyMaterialId', name, names.get(chosen.secret) ?? name);
          names.set(chosen.secret, name);
        };
      },
    };
  },
);

function aimed({ family, held }: Key, asked: Import): Import {
  const known = [...family.secrets, ...(family.pending === undefined ? [] : [family.pending])];
  const secret =
    asked.aim === 'lacking'
      ? known.find((one) => !held.has(one))
      : [0, 1, 2, 3].find((one) => !known.includes(one));
  if (asked.aim === 'any' || secret === undefined) return asked;
  return { ...asked, secret, type: asked.aim === 'new' ? 'NEW_KEY_MATERIAL' : asked.type };
}

const NO_TOKEN = new Uint8Array(16);

function requireParcel({ world }: Turn, parcel: Parcel | undefined, key: Key): void {
  const isForIt = parcel?.key.family === key.family && parcel.key.region === key.region;
  if (!isForIt) throw new Refused('InvalidImportTokenException');
  if (world.now >= parcel.end) throw new Refused('ExpiredImportTokenException');
}

/** A key is bound for ever to what was put to use; of what is new, one at a time may wait. */
function requireWelcome(key: Key, { secret, type }: Import): void {
  const { secrets, pending } = key.family;
  const isKnown = secrets.includes(secret) || pending === secret;
  const isNew = type === 'NEW_KEY_MATERIAL' || (type === undefined && secrets.length === 0);
  if (!isNew) {
    if (!isKnown) throw new Refused('IncorrectKeyMaterialException');
    return;
  }
  if (isKnown) throw new Refused('IncorrectKeyMaterialException');
  if (pending !== undefined) throw new Refused('KMSInvalidStateException');
}

function takeIn(key: Key, secret: number, until: number): void {
  const { family, held } = key;
  if (!family.secrets.includes(secret)) {
    if (family.secrets.length === 0) family.secrets.push(secret);
    else family.pending = secret;
  }
  held.set(secret, until);
  if (key.state !== 'Updating') key.state = isComplete(key) ? 'Enabled' : 'PendingImport';
}

const DeleteImportedKeyMaterial = command<{ key: KeyRef; secret: number | 'pending' | undefined }>(
  2,
  {
    key: plainRef,
    secret: fc.constantFrom(undefined, 'pending' as const, 'pending' as const, 0, 1, 2),
  },
  (turn, chosen) => {
    const ref = turn.steered(chosen.key, isImported);
    const { family: named } = turn.keyAt(ref);
    const secret = chosen.secret === 'pending' ? named.pending : chosen.secret;
    const name = secret === undefined ? undefined : (named.names.get(secret) ?? '0'.repeat(64));
    return {
      call: 'kms:DeleteImportedKeyMaterial',
      input: { KeyId: turn.name(ref), KeyMaterialId: name },
      judge() {
        const key = importable(turn, ref, 'DeleteImportedKeyMaterial');
        const { family } = key;
        const isKnown =
          secret !== undefined &&
          family.names.has(secret) &&
          (family.secrets.includes(secret) || family.pending === secret);
        if (secret !== undefined && !isKnown) throw new Refused('ValidationException');
        const gone = secret ?? family.secrets.at(-1);
        return () => {
          if (gone === undefined) return;
          if (gone === family.pending) forget(turn, key, gone);
          else lose(key, gone);
        };
      },
    };
  },
);

/** A replica alone can be given it again. What the primary forgets, all forget. */
function forget({ world }: Turn, key: Key, secret: number): void {
  if (isReplica(key)) {
    key.held.delete(secret);
    return;
  }
  for (const { held } of world.relatives(key)) held.delete(secret);
  delete key.family.pending;
}

export const onImporting: Readonly<Record<string, Command>> = {
  GetParametersForImport,
  ImportKeyMaterial,
  DeleteImportedKeyMaterial,
};
