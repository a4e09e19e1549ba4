// Aliases: names that point at keys. They are no part of a key, so a key does not change with them.

import { arnOf } from '../aws/arn.ts';
import type { Call, Target } from '../aws/operation.ts';
import { errors } from './errors.ts';
import type { KmsKey } from './key.ts';
import { limits } from './limits.ts';
import type { Alias, KmsState } from './state.ts';

/** Alias operations need permission on the alias, too, and only IAM can give it: an alias has no policy. */
export const aliasTarget = (action: string, { account, region }: Call, name: unknown): Target => ({
  action,
  resource: arnOf('kms', region, account, String(name)),
  owner: account,
  type: 'AWS::KMS::Key',
});

/** Throws where the name is not one that a customer may give, move or take away. */
export function requireOwnName(name: string): void {
  if (!name.startsWith('alias/') || name === 'alias/') throw errors.aliasPrefix();
  if (name.startsWith('alias/aws/')) throw errors.aliasReserved();
}

export function requireRoomForAlias(state: KmsState, key: KmsKey): void {
  if ((state.aliasesOf.get(key.id)?.length ?? 0) < limits.aliasesPerKey) return;
  throw errors.limit(
    `You have reached the limit of aliases for the key ${key.arn}.`,
    `A key may have ${limits.aliasesPerKey} aliases.`,
  );
}

export function nameKey(state: KmsState, key: KmsKey, name: string, now: number): void {
  const alias: Alias = { name, createdAt: now, keyId: key.id, updatedAt: now };
  state.aliases.set(name, alias);
  state.aliasOrder.push(alias);
  attach(state, alias);
}

export function moveAlias(state: KmsState, alias: Alias, key: KmsKey, now: number): void {
  detach(state, alias);
  alias.keyId = key.id;
  alias.updatedAt = now;
  attach(state, alias);
}

export function dropAlias(state: KmsState, alias: Alias): void {
  state.aliases.delete(alias.name);
  detach(state, alias);
}

function attach(state: KmsState, { keyId, name }: Alias): void {
  state.aliasesOf.set(keyId, [...(state.aliasesOf.get(keyId) ?? []), name]);
}

function detach(state: KmsState, { keyId, name }: Alias): void {
  const others = state.aliasesOf.get(keyId)?.filter((other) => other !== name) ?? [];
  state.aliasesOf.set(keyId, others);
}
