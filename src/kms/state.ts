// What KMS keeps: keys and aliases for each account and Region, and one HSM for each Region.

import type { Cloud, StateSlot } from '../aws/cloud.ts';
import { Hsm } from './hsm.ts';
import type { KmsKey } from './key.ts';

export interface Alias {
  readonly name: string;
  readonly createdAt: number;
  keyId: string;
  updatedAt: number;
}

export interface KmsState {
  readonly keys: Map<string, KmsKey>;
  /** Ids in the order of creation; a page is a slice, so that paging does not slow down as keys grow. */
  readonly order: string[];
  readonly aliases: Map<string, Alias>;
  /** Every alias that ever was, in the order of creation, so that a page begins where the last one ended. */
  readonly aliasOrder: Alias[];
  /** Names by key, in the order of creation. */
  readonly aliasesOf: Map<string, readonly string[]>;
}

/** The key that a material belongs to. */
export interface MaterialOwner {
  readonly account: string;
  readonly keyId: string;
}

interface Vault {
  readonly hsm: Hsm;
  /** By the id of the material, which is what blobs carry. */
  readonly owners: Map<string, MaterialOwner>;
}

const STATE: StateSlot<KmsState> = {
  name: 'kms',
  initial: () => ({
    keys: new Map(),
    order: [],
    aliases: new Map(),
    aliasOrder: [],
    aliasesOf: new Map(),
  }),
};

const VAULT: StateSlot<Vault> = {
  name: 'kms-vault',
  initial: () => ({ hsm: new Hsm(), owners: new Map() }),
};

/** Materials of all Regions: a blob of another Region is told apart from rubbish. */
const EVERYWHERE: StateSlot<Set<string>> = { name: 'kms-materials', initial: () => new Set() };

export const kmsState = (cloud: Cloud, account: string, region: string): KmsState =>
  cloud.state(STATE, account, region);

export const vaultOf = (cloud: Cloud, region: string): Vault => cloud.state(VAULT, '*', region);

export const allMaterialIds = (cloud: Cloud): Set<string> => cloud.state(EVERYWHERE, '*', '*');
