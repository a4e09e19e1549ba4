// Finds the key that a request means: by id, ARN, alias, or by what a blob says of itself.

import { arnOf, isAccountId, parseArn } from '../aws/arn.ts';
import type { Call } from '../aws/operation.ts';
import { requireOwnName } from './aliases.ts';
import { keepManagedKey, newManagedKey, serviceOfAlias } from './create-key.ts';
import { errors } from './errors.ts';
import type { KmsKey } from './key.ts';
import { materialIdOf } from './key-stores/framing.ts';
import { allMaterialIds, kmsState, vaultOf } from './state.ts';

export interface Found {
  readonly arn: string;
  readonly owner: string;
  readonly key?: KmsKey;
  /** What to tell someone who may know that it is not there. */
  readonly absent?: () => Error;
  /** The alias by which it was asked for. */
  readonly alias?: string;
  /** A blob whose key is not here: of another Region, or gone for good. */
  readonly outOfReach?: true;
  /** An AWS managed key that is asked for the first time: it comes into being once the call is allowed. */
  readonly keep?: () => void;
}

/** What may stand for a key, besides an id or ARN. */
export interface Accepts {
  readonly accepts?: 'aliases and other accounts' | 'other accounts';
  /** The key is to be named by an alias: another alias there is refused in other words. */
  readonly underAlias?: true;
  /** DescribeKey: an AWS managed key comes into being when it is first asked for. */
  readonly makesManagedKeys?: true;
}

const KEY_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** Throws NotFoundException on what has not even the form of a key id, and refuses aliases where they name no key. */
export function findKey(call: Call, keyId: string, accepts: Accepts = {}): Found {
  const { account, region } = call;
  const byName = accepts.accepts === 'aliases and other accounts';
  if (!keyId.startsWith('arn:')) {
    if (keyId.startsWith('alias/')) {
      if (!byName) throw aliasError(accepts);
      return byAlias(call, account, keyId, accepts);
    }
    if (!KEY_ID.test(keyId)) throw errors.invalidKeyId(keyId);
    return byId(call, account, keyId);
  }
  const arn = parseArn(keyId);
  if (arn?.service !== 'kms' || arn.partition !== 'aws') throw errors.invalidKeyId(keyId);
  if (arn.region !== region) throw errors.wrongRegion(arn.region);
  if (!isAccountId(arn.account)) throw errors.invalidKeyId(keyId);
  const { account: owner, resource } = arn;
  if (resource.startsWith('alias/')) {
    if (!byName) throw aliasError(accepts);
    return byAlias(call, owner, resource, accepts);
  }
  const id = resource.replace(/^key\//, '');
  if (id === resource || !KEY_ID.test(id)) throw errors.invalidKeyId(keyId);
  return byId(call, owner, id);
}

const aliasError = ({ underAlias }: Accepts): Error =>
  underAlias ? errors.aliasOfAlias() : errors.aliasRefused();

function byId(call: Call, owner: string, id: string): Found {
  const { cloud, region } = call;
  const arn = arnOf('kms', region, owner, `key/${id}`);
  const key = kmsState(cloud, owner, region).keys.get(id);
  return key ? { arn, owner, key } : { arn, owner, absent: () => errors.keyNotFound(arn) };
}

function byAlias(call: Call, owner: string, name: string, accepts: Accepts = {}): Found {
  const { cloud, region } = call;
  const alias = kmsState(cloud, owner, region).aliases.get(name);
  if (alias) return { ...byId(call, owner, alias.keyId), alias: name };
  const service = owner === call.account ? serviceOfAlias(cloud, name) : undefined;
  if (service && (accepts.makesManagedKeys ?? call.via === service.endpoint)) {
    const key = newManagedKey(call, service);
    const keep = (): void => {
      keepManagedKey(call, key, name);
    };
    return { arn: key.arn, owner, key, alias: name, keep };
  }
  const arn = arnOf('kms', region, owner, name);
  return { arn, owner, alias: name, absent: () => errors.aliasNotFound(arn) };
}

/** The key that an alias points at now. An alias of AWS's own is nobody's to move or take away. */
export function findByAlias(call: Call, name: string): Found {
  requireOwnName(name);
  return byAlias(call, call.account, name);
}

/** A blob says which material sealed it; rubbish says nothing. */
export function findKeyOfBlob(call: Call, blob: Uint8Array): Found {
  const { cloud, region } = call;
  const materialId = materialIdOf(blob);
  if (materialId === undefined) throw errors.invalidCiphertext();
  const owner = vaultOf(cloud, region).owners.get(materialId);
  const found = owner && byId(call, owner.account, owner.keyId);
  if (found?.key) return found;
  if (!allMaterialIds(cloud).has(materialId)) throw errors.invalidCiphertext();
  return { arn: '*', owner: '', outOfReach: true, absent: () => errors.invalidCiphertext() };
}
