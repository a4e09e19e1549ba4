// Finds the key that a request means: by id, ARN, alias, or by what a blob says of itself.

import { arnOf, parseArn } from '../aws/arn.ts';
import type { Call } from '../aws/operation.ts';
import { hex } from '../crypto/bytes.ts';
import { requireOwnName } from './aliases.ts';
import { decode } from './ciphertext.ts';
import { createManagedKey, MANAGED_SERVICES } from './create-key.ts';
import { errors } from './errors.ts';
import type { KmsKey } from './key.ts';
import { allBackingIds, kmsState, vaultOf } from './state.ts';

export interface Found {
  readonly arn: string;
  readonly owner: string;
  readonly key?: KmsKey;
  /** What to tell someone who may know that it is not there. */
  readonly absent?: () => Error;
  /** The alias by which it was asked for. */
  readonly alias?: string;
  /** AWS's sentence for a blob whose key is out of reach. */
  readonly outOfReach?: true;
}

const KEY_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** Throws NotFoundException on what has not even the form of a key id. */
export function findKey(call: Call, keyId: string, acceptsAlias: boolean): Found {
  const { account, region } = call;
  if (!keyId.startsWith('arn:')) {
    if (keyId.startsWith('alias/') && acceptsAlias) return byAlias(call, account, keyId);
    if (!KEY_ID.test(keyId)) throw errors.invalidKeyId(keyId);
    return byId(call, account, keyId);
  }
  const arn = parseArn(keyId);
  if (arn?.service !== 'kms') throw errors.invalidKeyId(keyId);
  if (arn.region !== region) throw errors.wrongRegion(arn.region);
  if (arn.resource.startsWith('alias/') && acceptsAlias)
    return byAlias(call, arn.account, arn.resource);
  const [, id = ''] = /^key\/(.+)$/.exec(arn.resource) ?? [];
  if (!KEY_ID.test(id)) throw errors.invalidKeyId(keyId);
  return byId(call, arn.account, id);
}

function byId(call: Call, owner: string, id: string): Found {
  const { cloud, region } = call;
  const arn = arnOf('kms', region, owner, `key/${id}`);
  const key = kmsState(cloud, owner, region).keys.get(id);
  return key ? { arn, owner, key } : { arn, owner, absent: () => errors.keyNotFound(arn) };
}

function byAlias(call: Call, owner: string, name: string): Found {
  const { cloud, region } = call;
  const { aliases } = kmsState(cloud, owner, region);
  const [, service = ''] = /^alias\/aws\/(.+)$/.exec(name) ?? [];
  if (!aliases.has(name) && owner === call.account && MANAGED_SERVICES.includes(service)) {
    createManagedKey(call, service);
  }
  const alias = aliases.get(name);
  const arn = arnOf('kms', region, owner, name);
  if (!alias) return { arn, owner, alias: name, absent: () => errors.aliasNotFound(arn) };
  return { ...byId(call, owner, alias.keyId), alias: name };
}

/** The key that an alias points at now. An alias of AWS's own is nobody's to move or take away. */
export function findByAlias(call: Call, name: string): Found {
  requireOwnName(name);
  return byAlias(call, call.account, name);
}

/** A blob says which material sealed it; rubbish says nothing. */
export function findKeyOfBlob(call: Call, blob: Uint8Array): Found {
  const { cloud, region } = call;
  const envelope = decode(blob);
  if (!envelope) throw errors.invalidCiphertext();
  const backingId = hex(envelope.backingId);
  const owner = vaultOf(cloud, region).backing.get(backingId);
  if (owner) return byId(call, owner.account, owner.keyId);
  if (!allBackingIds(cloud).has(backingId)) throw errors.invalidCiphertext();
  return { arn: '*', owner: '', outOfReach: true, absent: () => errors.invalidCiphertext() };
}
