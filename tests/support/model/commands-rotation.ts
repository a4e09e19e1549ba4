// Commands about rotation, by date and on demand.

import fc from 'fast-check';
import { plainRef } from './choices.ts';
import { command, expectSame, type Command } from './command.ts';
import { Refused, type KeyRef, type Turn } from './turn.ts';
import { DAY, isReplica, MINUTE, type Key } from './world.ts';

const requireRotatable = ({ family: { spec, origin } }: Key, origins: readonly string[]): void => {
  const rotates = spec === 'SYMMETRIC_DEFAULT' && origins.includes(origin);
  if (!rotates) throw new Refused('UnsupportedOperationException');
};

const isSymmetric = ({ family }: Key): boolean => family.spec === 'SYMMETRIC_DEFAULT';

function requirePrimary(key: Key): void {
  if (isReplica(key)) throw new Refused('UnsupportedOperationException');
}

/** Of another kind, in another state, a replica: looked at in this order. */
function rotatable(turn: Turn, ref: KeyRef, operation: string, origins: readonly string[]): Key {
  const key = turn.admit(turn.locate(ref, operation), { operation });
  // Switching off what is never on is served (recorded).
  if (operation !== 'DisableKeyRotation' || isSymmetric(key)) requireRotatable(key, origins);
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
          // Recorded: what is said again, or not said, changes nothing.
          const span = period === undefined ? (family.rotation?.period ?? 365 * DAY) : period * DAY;
          if (span === family.rotation?.period) return;
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
      turn.requireServing(key, operation);
      return ({ KeyRotationEnabled, RotationPeriodInDays, NextRotationDate }) => {
        const rotation = key.state === 'PendingDeletion' ? undefined : key.family.rotation;
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

export const onRotation: Readonly<Record<string, Command>> = {
  EnableKeyRotation,
  DisableKeyRotation,
  GetKeyRotationStatus,
  RotateKeyOnDemand,
};
