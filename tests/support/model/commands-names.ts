// Commands about what keys are called: tags and aliases.

import fc from 'fast-check';
import { plainRef } from './choices.ts';
import { command, expectSame, type Command } from './command.ts';
import { aliasOf, Refused, type KeyRef } from './turn.ts';
import { aliasPlace, REGIONS, type Key, type Region } from './world.ts';

interface Tagging {
  readonly key: KeyRef;
  readonly tag: string;
  readonly value: string;
}
const tag = fc.constantFrom('team', 'stage', 'team', 'stage', 'aws:own');

function refuseReserved(name: string): void {
  if (name.startsWith('aws:')) throw new Refused('TagException');
}

const TagResource = command<Tagging>(
  1,
  { key: plainRef, tag, value: fc.constantFrom('', 'blue') },
  (turn, { key: ref, tag: TagKey, value: TagValue }) => ({
    call: 'kms:TagResource',
    input: { KeyId: turn.name(ref), Tags: [{ TagKey, TagValue }] },
    judge() {
      const key = turn.use(ref, 'TagResource');
      refuseReserved(TagKey);
      return () => {
        key.tags.set(TagKey, TagValue);
      };
    },
  }),
);

const UntagResource = command<Omit<Tagging, 'value'>>(
  1,
  { key: plainRef, tag },
  (turn, { key: ref, tag: TagKey }) => ({
    call: 'kms:UntagResource',
    input: { KeyId: turn.name(ref), TagKeys: [TagKey] },
    judge() {
      const key = turn.use(ref, 'UntagResource');
      refuseReserved(TagKey);
      return () => {
        key.tags.delete(TagKey);
      };
    },
  }),
);

const ListResourceTags = command<{ key: KeyRef }>(1, { key: plainRef }, (turn, { key: ref }) => ({
  call: 'kms:ListResourceTags',
  input: { KeyId: turn.name(ref) },
  judge() {
    const key = turn.use(ref, 'ListResourceTags');
    return ({ Tags }) => {
      expectSame(
        'Tags',
        Tags,
        [...key.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      );
    };
  },
}));

interface Naming {
  readonly key: KeyRef;
  readonly alias: number;
}
const naming = { key: plainRef, alias: fc.nat(1) };

const CreateAlias = command<Naming>(3, naming, (turn, { key: ref, alias }) => {
  const name = aliasOf({ nth: alias });
  return {
    call: 'kms:CreateAlias',
    input: { AliasName: name, TargetKeyId: turn.name(ref) },
    judge() {
      const { aliases } = turn.world;
      const key = turn.admit(turn.locate(ref, 'CreateAlias'), { operation: 'CreateAlias' });
      turn.requireIam('kms:CreateAlias');
      turn.requireServing(key, 'CreateAlias');
      const place = aliasPlace(turn.caller, turn.region, name);
      if (aliases.has(place)) throw new Refused('AlreadyExistsException');
      return () => {
        aliases.set(place, key);
      };
    },
  };
});

/** Programs that use the alias must not notice: same type, same usage. */
const typeOf = ({ family: { spec, usage } }: Key): string =>
  `${spec.startsWith('ECC_') ? 'asymmetric' : spec} ${usage}`;

const UpdateAlias = command<Naming>(2, naming, (turn, { key: ref, alias }) => {
  const name = aliasOf({ nth: alias });
  return {
    call: 'kms:UpdateAlias',
    input: { AliasName: name, TargetKeyId: turn.name(ref) },
    judge() {
      const { aliases } = turn.world;
      const need = { operation: 'UpdateAlias' };
      const place = aliasPlace(turn.caller, turn.region, name);
      const key = turn.admit(turn.locate(ref, 'UpdateAlias'), need);
      const former = turn.admit({ owner: turn.account, key: aliases.get(place) }, need);
      turn.requireIam('kms:UpdateAlias');
      turn.requireServing(key, 'UpdateAlias');
      if (typeOf(key) !== typeOf(former)) throw new Refused('ValidationException');
      return () => {
        aliases.set(place, key);
      };
    },
  };
});

const DeleteAlias = command<{ alias: number; region: Region }>(
  1,
  { alias: fc.nat(1), region: fc.constantFrom(...REGIONS) },
  (turn, { alias, region }) => {
    turn.goTo(region);
    const name = aliasOf({ nth: alias });
    return {
      call: 'kms:DeleteAlias',
      input: { AliasName: name },
      judge() {
        const { aliases } = turn.world;
        const place = aliasPlace(turn.caller, turn.region, name);
        const located = { owner: turn.account, key: aliases.get(place) };
        turn.admit(located, { operation: 'DeleteAlias' });
        turn.requireIam('kms:DeleteAlias');
        return () => {
          aliases.delete(place);
        };
      },
    };
  },
);

export const onNames: Readonly<Record<string, Command>> = {
  TagResource,
  UntagResource,
  ListResourceTags,
  CreateAlias,
  UpdateAlias,
  DeleteAlias,
};
