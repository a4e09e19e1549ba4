// What a service says of how it encrypts at rest, in one declaration. What it asks KMS for, how its data is sealed
// and opened, and what the screen says of it follow from here. Sources: facts sheet, sections 11 and 12.

import type { ServiceError } from '../aws/errors.ts';
import type { Asking } from '../aws/operation.ts';
import type { Refusal } from '../aws/trace.ts';

/** None at all; AWS's own, out of sight; the AWS managed key alias/aws/<service>; one of the customer's. */
export type KeyKind = 'none' | 'owned' | 'managed' | 'customer';

/** On whose authority KMS is asked. */
export type Asker =
  /** the caller's, through the service (forward access session) */
  | 'caller'
  /** a role that the service was given */
  | 'role'
  /** the service's own name, which the key policy must know */
  | 'service'
  /** a grant, which the service made when the caller chose the key */
  | 'grant';

export interface Encrypting {
  /** 'sqs' */
  readonly service: string;
  /** 'SQS', as sentences have it. */
  readonly name: string;
  /** What it seals: 'message'. Its deeds are SealMessage and OpenMessage. */
  readonly what: string;
  /** Where it does so. */
  readonly lane: string;
  /** Kinds of key that may lock it; the first is what it gets where nobody chooses. */
  readonly keys: readonly [KeyKind, ...KeyKind[]];
  readonly asker: Asker;
  /** 32 where absent: AES-256. EBS takes 64, for AES-256-XTS. */
  readonly dataKeyBytes?: 32 | 64;
  /** It asks by this spec, and not by a number of bytes: logs show which. */
  readonly dataKeySpec?: 'AES_256';
  /** Keys of the encryption context that it sends: policies and logs see them. */
  readonly contextKeys: readonly string[];
  /** How long it holds a plaintext data key: so long a change of the key goes unnoticed. */
  readonly remembersSeconds?: number;
  /** The same in words, where it is no span of time. */
  readonly remembersWhile?: string;
  /** What comes of data whose key can't be used, in a sentence. */
  readonly unusable: string;
  /** How it passes on a refusal of KMS's. */
  readonly refusal: (refusal: Refusal) => ServiceError;
}

/** What one thing is locked with. */
export interface Lock {
  /** As KMS takes it: id, ARN or alias. AWS's own key where absent. */
  readonly keyId?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly asking?: Asking;
}

/** A data key as it is kept, beside what it seals. */
export interface LockedKey {
  readonly encryptedKey: Uint8Array;
  /** Absent where it is AWS's own. */
  readonly keyArn?: string;
}

/** Something at rest. */
export interface Sealed extends LockedKey {
  readonly sealed: Uint8Array;
  readonly nonce: Uint8Array;
}
