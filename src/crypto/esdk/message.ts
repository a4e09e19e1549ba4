// A message of the AWS Encryption SDK, taken apart.

import type { AlgorithmSuiteName } from './algorithms.ts';
import type { Context } from './context.ts';
import type { Field } from './reader.ts';

export interface EncryptedDataKey {
  /** 'aws-kms' */
  readonly provider: string;
  /** For KMS, the ARN of the key. */
  readonly info: Uint8Array;
  readonly ciphertext: Uint8Array;
}

export interface Header {
  readonly suite: AlgorithmSuiteName;
  readonly messageId: Uint8Array;
  readonly context: Context;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  /** 0 where the body is one block. */
  readonly frameLength: number;
  /** Of a suite that commits to its key. */
  readonly commitment?: Uint8Array;
}

export type FrameKind = 'frame' | 'final frame' | 'single block';

export interface Frame {
  readonly kind: FrameKind;
  readonly sequence: number;
  readonly iv: Uint8Array;
  /** Ciphertext, then tag. */
  readonly sealed: Uint8Array;
}

/** The header's own seal: it is authenticated, not encrypted. */
export interface HeaderSeal {
  /** What it covers. */
  readonly over: Uint8Array;
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
}

export interface Footer {
  /** What is signed: header and body. */
  readonly over: Uint8Array;
  /** DER. */
  readonly signature: Uint8Array;
}

export interface Message {
  readonly header: Header;
  readonly headerSeal: HeaderSeal;
  readonly frames: readonly Frame[];
  /** Of a suite that signs. */
  readonly footer?: Footer;
  /** Every byte with its meaning, in order. */
  readonly fields: readonly Field[];
}
