// Where the learner's own program puts things: a store of named records, each with parts.

import type { Cloud, StateSlot } from '../aws/cloud.ts';

interface StoredRecord {
  readonly data: Uint8Array;
  readonly encryptedKey?: Uint8Array;
  /** Bytes that the data stands for, where only a sample is carried. */
  readonly declaredSize?: number;
}

const STORE: StateSlot<Map<string, StoredRecord>> = { name: 'app', initial: () => new Map() };

export const storeOf = (cloud: Cloud, account: string): Map<string, StoredRecord> =>
  cloud.state(STORE, account, '*');
