// Commands about the material of keys: rotation, import, replicas, and the time that passes.

import fc from 'fast-check';
import { quicklyWrapped } from './quick.ts';
import { documentOf, type PolicyName } from './cast.ts';
import { command, expectSame, type Command, type Plan } from './command.ts';
import { plainRef, policyName, requireNoLockout, seldom } from './commands-keys.ts';
import { otherRegion, Refused, type KeyRef, type Turn } from './turn.ts';
import { DAY, isComplete, lose, MINUTE, type Key, type Parcel } from './world.ts';

const requireRotatable = ({ family: { spec, origin } }: Key, origins: readonly string[]): void => {
  const rotates = spec === 'SYMMETRIC_DEFAULT' && origins.includes(origin);
  if (!rotates) throw new Refused('UnsupportedOperationException');
};

const isReplica = ({ family, region }: Key): boolean =>
  family.isMultiRegion && family.primary !== region;

function requirePrimary(key: Key): void {
  if (isReplica(key)) throw new Refused('UnsupportedOperationException');
}

/** Of another kind, in another state, a replica: looked at in this order. */
function rotatable(turn: Turn, ref: KeyRef, operation: string, origins: readonly string[]): Key {
  const key = turn.admit(turn.locate(ref, operation), { operation });
  requireRotatable(key, origins);
  turn.requireServing(key, operation);
  requirePrimary(key);
  return key;
}

const EnableKeyRotation = command<{ key: KeyRef; period: number | undefined }>(
  3,
  { key: plainRef, period: fc.constantFrom(undefined, 90, 100) },
  (turn, { key, period }) => {
    const ref = turn.steered(key, isSymmetric);
    return {
      call: 'kms:EnableKeyRotation',
      input: { KeyId: turn.name(ref), RotationPeriodInDays: period },
      judge() {
        const { family } = rotatable(turn, ref, 'EnableKeyRotation', ['AWS_KMS']);
        return () => {
          const span = (period ?? 365) * DAY;
          family.rotation = { period: span, next: turn.world.now + span };
        };
      },
    };
  },
);

const DisableKeyRotation = command<{ key: KeyRef }>(1, { key: plainRef }, (turn, { key: ref }) => ({
  call: 'kms:DisableKeyRotation',
  input: { KeyId: turn.name(ref) },
  judge() {
    const { family } = rotatable(turn, ref, 'DisableKeyRotation', ['AWS_KMS']);
    return () => {
      delete family.rotation;
    };
  },
}));

const GetKeyRotationStatus = command<{ key: KeyRef }>(
  1,
  { key: plainRef },
  (turn, { key: ref }) => ({
    call: 'kms:GetKeyRotationStatus',
    input: { KeyId: turn.name(ref) },
    judge() {
      const operation = 'GetKeyRotationStatus';
      const key = turn.admit(turn.locate(ref, operation), { operation });
      requireRotatable(key, ['AWS_KMS', 'EXTERNAL']);
      turn.requireServing(key, operation);
      return ({ KeyRotationEnabled, RotationPeriodInDays, NextRotationDate }) => {
        const isGoing = key.state === 'PendingDeletion' || key.state === 'PendingReplicaDeletion';
        const rotation = isGoing ? undefined : key.family.rotation;
        expectSame(
          'rotation',
          [KeyRotationEnabled, RotationPeriodInDays, NextRotationDate],
          [rotation !== undefined, rotation && rotation.period / DAY, rotation?.next],
        );
      };
    },
  }),
);

const DEMANDS = 25;

const RotateKeyOnDemand = command<{ key: KeyRef }>(5, { key: plainRef }, (turn, { key: asked }) => {
  const { world } = turn;
  const ref = turn.steered(asked, (key) => isSymmetric(key) && !isReplica(key));
  return {
    call: 'kms:RotateKeyOnDemand',
    input: { KeyId: turn.name(ref) },
    judge() {
      const key = rotatable(turn, ref, 'RotateKeyOnDemand', ['AWS_KMS', 'EXTERNAL']);
      const { family } = key;
      if (family.rotation && family.rotation.next - world.now <= 20 * MINUTE) {
        throw new Refused('ConflictException');
      }
      if (family.demands >= DEMANDS) throw new Refused('LimitExceededException');
      const { pending } = family;
      const isReady =
        pending !== undefined && world.relatives(key).every(({ held }) => held.has(pending));
      if (family.origin === 'EXTERNAL' && !isReady) throw new Refused('KMSInvalidStateException');
      return () => {
        family.demands += 1;
        if (family.origin === 'AWS_KMS') family.generations += 1;
        else if (pending !== undefined) family.secrets.push(pending);
        delete family.pending;
      };
    },
  };
});

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
const isSymmetric = ({ family }: Key): boolean => family.spec === 'SYMMETRIC_DEFAULT';

/** A primary key, with a replica or without. */
const isPrimaryOf =
  ({ world }: Turn, relatives: number) =>
  (key: Key): boolean =>
    key.family.isMultiRegion && !isReplica(key) && world.relatives(key).length === relatives;

interface Import {
  readonly key: KeyRef;
  /** The last parameters of this key, or some that were given out for any. */
  readonly parcel: number | undefined;
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
    secret: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
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
  (turn, chosen) => {
    const { world } = turn;
    const ref = turn.steered(chosen.key, isImported);
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
  requirePrimary(key);
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

const DeleteImportedKeyMaterial = command<{ key: KeyRef; secret: number | undefined }>(
  2,
  { key: plainRef, secret: fc.option(fc.nat(2), { nil: undefined }) },
  (turn, chosen) => {
    const ref = turn.steered(chosen.key, isImported);
    const { family: named } = turn.keyAt(ref);
    const { secret } = chosen;
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

interface Replication {
  readonly key: KeyRef;
  readonly policy: PolicyName;
  readonly bypasses: boolean;
}

const ReplicateKey = command<Replication>(
  6,
  { key: plainRef, policy: policyName, bypasses: seldom },
  (turn, { key: asked, policy, bypasses }) => {
    const ref = turn.steered(asked, isPrimaryOf(turn, 1));
    const KeyId = turn.name(ref);
    const there = otherRegion(turn.region);
    return {
      call: 'kms:ReplicateKey',
      input: {
        KeyId,
        ReplicaRegion: there,
        Policy: documentOf(policy, turn.account),
        BypassPolicyLockoutSafetyCheck: bypasses,
      },
      judge() {
        const { world } = turn;
        const operation = 'ReplicateKey';
        const key = turn.admit(turn.locate(ref, operation), { operation });
        const { family } = key;
        turn.requireIam('kms:CreateKey');
        turn.requireServing(key, operation);
        if (!family.isMultiRegion || isReplica(key)) {
          throw new Refused('UnsupportedOperationException');
        }
        if (world.find(family.owner, there, family.id)) {
          throw new Refused('AlreadyExistsException');
        }
        requireNoLockout(turn, policy, bypasses);
        return () => {
          const replica: Key = {
            ...{ family, region: there, state: 'Creating', policy },
            ...{ tags: new Map(), grants: [], held: new Map() },
          };
          world.passInto(replica, 'Creating');
          world.keys.push(replica);
        };
      },
    };
  },
);

const UpdatePrimaryRegion = command<{ key: KeyRef }>(4, { key: plainRef }, (turn, { key: ref }) => {
  const KeyId = turn.name(ref);
  const there = otherRegion(turn.region);
  return {
    call: 'kms:UpdatePrimaryRegion',
    input: { KeyId, PrimaryRegion: there },
    judge() {
      const operation = 'UpdatePrimaryRegion';
      const key = turn.admit(turn.locate(ref, operation), { operation });
      const { family } = key;
      const { owner, id } = family;
      const isPrimary = family.isMultiRegion && !isReplica(key);
      const located = { owner, key: turn.world.find(owner, there, id) };
      const replica = isPrimary ? turn.admit(located, { operation }) : undefined;
      turn.requireServing(key, operation);
      if (!replica) throw new Refused('UnsupportedOperationException');
      turn.requireServing(replica, operation);
      return () => {
        family.primary = there;
        for (const one of [key, replica]) turn.world.passInto(one, 'Updating');
      };
    },
  };
});

export const onMaterial: Readonly<Record<string, Command>> = {
  EnableKeyRotation,
  DisableKeyRotation,
  GetKeyRotationStatus,
  RotateKeyOnDemand,
  GetParametersForImport,
  ImportKeyMaterial,
  DeleteImportedKeyMaterial,
  ReplicateKey,
  UpdatePrimaryRegion,
};
