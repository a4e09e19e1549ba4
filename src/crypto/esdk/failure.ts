// What is wrong with a message, and where. Bytes from outside are never a reason to throw: inside this folder
// `Unreadable` carries the failure up, and `attempt` makes it a result again.

export type FailureCode =
  /** The bytes end before the message does. */
  | 'TruncatedMessage'
  /** A version, type or suite that nobody here knows. */
  | 'UnsupportedMessage'
  /** A field holds what it must not, or bytes follow the end. */
  | 'MalformedMessage'
  /** The data key is not as long as the suite wants it. */
  | 'WrongKeyLength'
  /** The message commits to another data key. */
  | 'CommitmentMismatch'
  /** Header or frame was altered, or this is another key. */
  | 'TagMismatch'
  /** The signature over all of it does not fit. */
  | 'SignatureMismatch';

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** 'final frame: tag' */
  readonly field: string;
  /** Offset of that field in the message. */
  readonly at: number;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export class Unreadable extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function attempt<T>(work: () => T): Result<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, failure: error.failure };
    throw error;
  }
}
