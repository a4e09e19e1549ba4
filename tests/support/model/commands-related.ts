// Commands about related multi-Region keys.

import { plainRef, policyName, seldom } from './choices.ts';
import { documentOf, type PolicyName } from './cast.ts';
import { command, type Command } from './command.ts';
import { otherRegion, Refused, requireNoLockout, type KeyRef, type Turn } from './turn.ts';
import { isReplica, type Key } from './world.ts';

/** A primary key, with a replica or without. */
const isPrimaryOf =
  ({ world }: Turn, relatives: number) =>
  (key: Key): boolean =>
    key.family.isMultiRegion && !isReplica(key) && world.relatives(key).length === relatives;

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

const UpdatePrimaryRegion = command<{ key: KeyRef }>(
  4,
  { key: plainRef },
  (turn, { key: asked }) => {
    const ref = turn.steered(asked, isPrimaryOf(turn, 2));
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
        const isThere = isPrimary && located.key !== undefined;
        const replica = isThere ? turn.admit(located, { operation }) : undefined;
        turn.requireServing(key, operation);
        if (isReplica(key)) throw new Refused('KMSInvalidStateException');
        if (!isPrimary) throw new Refused('UnsupportedOperationException');
        if (!replica) throw new Refused('ValidationException');
        turn.requireServing(replica, operation);
        return () => {
          family.primary = there;
          for (const one of [key, replica]) turn.world.passInto(one, 'Updating');
        };
      },
    };
  },
);

export const onRelated: Readonly<Record<string, Command>> = { ReplicateKey, UpdatePrimaryRegion };
