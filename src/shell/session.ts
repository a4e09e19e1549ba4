// What a program of the shell is given, and what it may touch.

import type { CallOptions } from '../aws/cloud.ts';
import type { Service } from '../aws/operation.ts';
import type { Span } from '../aws/trace.ts';
import type { Files } from './files.ts';

/** The simulated world, as far as the shell reaches into it. */
export interface World {
  readonly services: readonly Service[];
  readonly take: (call: string, input: unknown, options: CallOptions) => Span;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly advance: (milliseconds: number) => void;
}

export interface Session {
  readonly world: World;
  readonly files: Files;
  readonly variables: Map<string, string>;
  /** Personas by the name that --profile takes: ARNs. */
  readonly profiles: ReadonlyMap<string, string>;
  /** Who acts where neither profile nor access key says so. */
  readonly principal?: string;
  readonly region: string;
}

/** Bytes in, bytes out, as a program sees them. */
export interface Io {
  readonly input: Uint8Array;
  readonly out: (bytes: Uint8Array) => void;
  readonly err: (bytes: Uint8Array) => void;
}

/** Gives the exit code. `env` are the variables set for this one command, over those of the session. */
export interface Invocation {
  readonly args: readonly string[];
  readonly io: Io;
  readonly session: Session;
  readonly env: (name: string) => string | undefined;
}

export type Program = (invocation: Invocation) => number;
